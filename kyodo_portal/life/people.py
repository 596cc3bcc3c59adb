"""Who is before the portal: anybody, or somebody with an account; what may be asked of each."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol, TypeGuard

from django.contrib.auth.models import AnonymousUser


class Person(Protocol):
    """Whoever makes a request, signed in or not: what rules, flows and lists are asked about."""

    @property
    def pk(self) -> int | None: ...

    @property
    def is_authenticated(self) -> bool: ...

    @property
    def is_active(self) -> bool: ...

    @property
    def is_staff(self) -> bool: ...

    @property
    def is_superuser(self) -> bool: ...


class Account(Person, Protocol):
    """Somebody with an account: their roles for the city, the departments they work in, and their
    role in each group they belong to; when they left those they were in before, and the records in
    which they stand in for the coordinators. Ask `is_signed_in` before."""

    @property
    def pk(self) -> int: ...

    @property
    def display_name(self) -> str: ...

    @property
    def is_confirmed(self) -> bool: ...

    @property
    def mail_proved_at(self) -> datetime | None: ...

    @property
    def factors_ended_at(self) -> datetime | None: ...

    @property
    def role_names(self) -> frozenset[str]: ...

    @property
    def department_ids(self) -> frozenset[int]: ...

    @property
    def role_by_group(self) -> Mapping[int, str]: ...

    @property
    def managed_group_ids(self) -> frozenset[int]: ...

    @property
    def treasury_group_ids(self) -> frozenset[int]: ...

    @property
    def left_departments(self) -> Mapping[int, datetime]: ...

    @property
    def left_groups(self) -> Mapping[int, datetime]: ...

    @property
    def stands_in_for(self) -> frozenset[tuple[str, int]]: ...


EVERYBODY: Person = AnonymousUser()
"""For whom all that leaves the house is: somebody who has not signed in, whoever asks."""


def is_signed_in(person: Person) -> TypeGuard[Account]:
    """Has an account that is open."""
    return person.is_authenticated and person.is_active
