"""Nobody judges their own affair (利害関係): one rule, asked by every move and every act that judges.

Whose affair a record is, the app it belongs to says (`interest.py` of each app) as a `Concern`. An
interest stays an interest when somebody leaves: who belonged to a party since the record was handed
in does not judge it either. What one does as a party (hand in, withdraw, sign, write one's own
sheet) is no judging, and stays allowed.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from kyodo_portal.life.people import Person, is_signed_in
from kyodo_portal.life.roles import Role


def only_now() -> datetime | None:
    """Nothing has been handed in yet: who has left before is free."""
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Concern:
    """Whose affair something is.

    groups       the ids of the groups that propose, carry it out or are partners.
    departments  the ids of the departments that answer for it. They are no party to the city's
                 coordinators, whose desk is often a department itself; they are to a third party
                 (a reviewer) and to whoever stands in for the coordinators.
    people       the ids of those whose affair it is without a group.
    since        the moment from which on having belonged counts, asked only where somebody has
                 left; None where belonging counts only now.
    """

    groups: frozenset[int] = frozenset()
    departments: frozenset[int] = frozenset()
    people: frozenset[int] = frozenset()
    since: Callable[[], datetime | None] = only_now


def ids(*numbers: int | None) -> frozenset[int]:
    """The numbers that are set: of columns that may be empty."""
    return frozenset(number for number in numbers if number is not None)


def has_interest(person: Person, *concerns: Concern) -> bool:
    """Belongs, or belonged at any time since it began, to those whose affair one of these is."""
    return any(_has_interest(person, concern) for concern in concerns)


def _has_interest(person: Person, concern: Concern) -> bool:
    if not is_signed_in(person):
        return False
    if person.pk in concern.people or concern.groups & person.role_by_group.keys():
        return True
    left = [person.left_groups[pk] for pk in concern.groups & person.left_groups.keys()]
    if Role.COORDINATOR not in person.role_names and concern.departments:
        if concern.departments & person.department_ids:
            return True
        gone = person.left_departments
        left += [gone[pk] for pk in concern.departments & gone.keys()]
    if not left:
        return False
    since = concern.since()
    return since is not None and max(left) >= since


def all_have_interest(people: Iterable[Person], *concerns: Concern) -> bool:
    """Whether nobody among these people is free to judge."""
    return all(has_interest(person, *concerns) for person in people)
