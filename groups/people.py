"""Who is told, and who may: the people behind groups, departments and roles.

Letters, queues and assignments ask here, so that everywhere the same people count: those whose account
is open, each once. What belongs to a project or a proposal is said by its app in these words.
"""

from collections.abc import Iterable
from typing import Any

from groups.models import User
from groups.models.people import UserQuerySet
from kyodo_portal.life.roles import Role


def managers(groups: Iterable[Any]) -> UserQuerySet:
    """Those who speak for any of these groups (groups, or their ids)."""
    return User.objects.managing(groups)


def staff(departments: Iterable[Any]) -> UserQuerySet:
    """Those who work in any of these departments (departments, or their ids)."""
    return User.objects.of_departments(departments)


def parties(groups: Iterable[Any], departments: Iterable[Any]) -> list[User]:
    """Everybody who speaks for one of the two sides: the groups' managers, the departments' staff."""
    return [*managers(groups), *staff(departments)]


def coordinators(*_: Any) -> UserQuerySet:
    """The city's coordinators. A move may hand over its thing and its act: they are the same for all."""
    return User.objects.with_role(Role.COORDINATOR)


def reviewers() -> UserQuerySet:
    """All who judge proposals for the city; who may judge a certain one, its rules say."""
    return User.objects.with_role(Role.REVIEWER)


def desk(department: Any) -> list[User]:
    """The coordination desk: the coordinators, and the staff of the department (or its id, or None)
    to which a matter was handed."""
    return [*coordinators(), *staff([department])]
