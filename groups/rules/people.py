"""Who somebody is to the city: roles, departments, groups.

`Person` is whoever makes the request, signed in or not. The other apps ask these questions and
never look at roles themselves.
"""

from collections.abc import Iterable

from django.db.models import Model
from django.utils.translation import gettext

from kyodo_portal.life.flows import not_yours
from kyodo_portal.life.people import Account, Person, is_signed_in
from kyodo_portal.life.roles import Role
from kyodo_portal.life.stand_ins import stands_in
from kyodo_portal.life.verdicts import ALLOWED, Verdict, allow_if


def has_role(person: Person, *roles: Role) -> bool:
    """Holds one of these roles of the city's side."""
    return is_signed_in(person) and bool(person.role_names & {role.value for role in roles})


def is_coordinator(person: Person) -> bool:
    return has_role(person, Role.COORDINATOR)


def is_reviewer(person: Person) -> bool:
    return has_role(person, Role.REVIEWER)


def is_administrator(person: Person) -> bool:
    """Keeps the system: sees the city's records, but makes none of the city's moves."""
    return is_signed_in(person) and person.is_superuser


def works_in(person: Person, department_ids: Iterable[int | None]) -> bool:
    """Is on the staff of one of these departments."""
    return is_signed_in(person) and bool(person.department_ids & set(department_ids))


def is_department_staff(person: Person) -> bool:
    """Works in a department of city hall."""
    return is_signed_in(person) and bool(person.department_ids)


def belongs_to(person: Person, group_ids: Iterable[int | None]) -> bool:
    """Is in one of these groups, in whatever role."""
    return is_signed_in(person) and bool(set(person.role_by_group) & set(group_ids))


def manages(person: Person, group_ids: Iterable[int | None]) -> bool:
    """Speaks for one of these groups: as its representative or a manager."""
    return is_signed_in(person) and bool(person.managed_group_ids & set(group_ids))


def managed_groups(person: Person) -> frozenset[int]:
    """The ids of the groups for which this person speaks; none for a visitor."""
    return person.managed_group_ids if is_signed_in(person) else frozenset()


def keeps_money_of(person: Person, group_ids: Iterable[int | None]) -> bool:
    """Handles the money of one of these groups: as its representative, a manager or its treasurer."""
    return is_signed_in(person) and bool(person.treasury_group_ids & set(group_ids))


def coordinates(person: Person, record: Model) -> bool:
    """Does for this record what is the coordinators': is one, or stands in for them in it."""
    return is_coordinator(person) or stands_in(person, record)


def may_coordinate(person: Person, record: Model | None = None) -> Verdict:
    """The coordinators (協働担当), and whoever stands in for them in this record."""
    theirs = is_coordinator(person) if record is None else coordinates(person, record)
    return ALLOWED if theirs else not_yours(gettext("協働担当の職員"))


def can_be_placed(account: Account) -> Verdict:
    """A role, a department, a place in a group or a review is given only to an account whose address
    somebody has proved to read: until then it may be anybody's."""
    return allow_if(
        account.is_confirmed,
        f"「{account.display_name}」のアカウントは、まだメールアドレスが確認されていません。ほかの人が"
        "つくったものかもしれないため、役割・課・団体・審査を任せることはできません。ご本人に、"
        "ログインのページの「メールでコードを受け取る」から一度ログインしてもらってください。",
    )


def may_prove_address(account: Account) -> Verdict:
    """Whoever works for the city shows that the account is theirs by a code sent to its address."""
    return allow_if(
        account.is_staff,
        "この確認は、市の職員・審査委員・協働担当・推進委員・システム管理者のためのものです。"
        "ほかの方は、しなくてもすべてのお手続きができます。",
    )
