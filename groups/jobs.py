"""The lists that the city's staff hand in about groups, places and people; and a person's own data."""

from groups.accounts.my_data import MY_DATA
from groups.imports import committees, groups, places, staff
from groups.rules.committees import may_keep_committees
from groups.rules.people import is_administrator, is_coordinator
from groups.rules.places import may_keep_places
from kyodo_portal.files.tables.columns import explained
from kyodo_portal.life.flows import not_yours
from kyodo_portal.life.imports import ImportKind, register
from kyodo_portal.life.jobs import kinds
from kyodo_portal.life.people import Person
from kyodo_portal.life.verdicts import ALLOWED, Verdict


def may_take_in_groups(person: Person) -> Verdict:
    """The coordinators, who keep the register of groups."""
    return ALLOWED if is_coordinator(person) else not_yours("協働担当の職員")


def may_take_in_staff(person: Person) -> Verdict:
    """The administrators, who keep accounts and departments."""
    return ALLOWED if is_administrator(person) else not_yours("システム管理者")


GROUPS = ImportKind(
    key="groups",
    label="団体の名簿",
    may=may_take_in_groups,
    columns=explained(groups.HEADINGS, groups.COLUMNS),
    read=groups.read,
    write=groups.write,
)
PLACES = ImportKind(
    key="places",
    label="場所の一覧",
    may=may_keep_places,
    columns=explained(places.HEADINGS, places.COLUMNS),
    read=places.read,
    write=places.write,
)
STAFF = ImportKind(
    key="staff",
    label="職員の名簿",
    may=may_take_in_staff,
    columns=explained(staff.HEADINGS, staff.COLUMNS),
    read=staff.read,
    write=staff.write,
)

COMMITTEE_MEMBERS = ImportKind(
    key="committee_members",
    label="委員の名簿",
    may=may_keep_committees,
    columns=explained(committees.HEADINGS, committees.COLUMNS),
    read=committees.read,
    write=committees.write,
)

register(COMMITTEE_MEMBERS)
register(GROUPS)
register(PLACES)
register(STAFF)
kinds.register(MY_DATA)
