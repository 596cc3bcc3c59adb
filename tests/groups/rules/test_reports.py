"""Who decides about what was reported, in every status, and who asks for a second look."""

from typing import Any

import pytest

from groups.flows import REPORT_FLOW
from groups.models import Report, ReportStatus
from groups.models.people import User
from groups.rules.reports import reads_complaints
from tests.factories import make_coordinator
from tests.groups.reported import reported_update
from tests.people import KINDS, Cast, Policy, make_cast, open_moves, row

pytestmark = pytest.mark.django_db

#: A report of the group's manager on the way was reported; the coordinator of the table hid it.
POLICY: Policy = {
    "reported": {"coordinator": {"leave", "hide"}},
    "left": {},
    "hidden": {"coordinator": {"appeal", "undo"}, "manager": {"appeal"}},
    "appealed": {},
    "restored": {},
    "upheld": {"coordinator": {"undo"}},
}


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def test_policy_names_every_status() -> None:
    assert set(POLICY) == set(ReportStatus.values)


def in_status(cast: Cast, status: str) -> Report:
    """A case whose update the coordinator hid, where it has been decided."""
    case, update = reported_update(cast)
    if status not in ("reported", "left"):
        update.hide("名前が書かれていたため", by_city=True)
        Report.objects.filter(pk=case.pk).update(decided_by=cast["coordinator"])
    Report.objects.filter(pk=case.pk).update(status=status)
    return Report.objects.get(pk=case.pk)


@pytest.mark.parametrize("status", POLICY)
def test_moves_of_a_report(cast: Cast, status: str) -> None:
    assert open_moves(REPORT_FLOW, cast, in_status(cast, status)) == row(POLICY, status)


def test_another_coordinator_decides_again(cast: Cast) -> None:
    case, other = in_status(cast, "appealed"), make_coordinator("もう一人の協働担当")

    assert set(REPORT_FLOW.open_to(other, case)) == {"restore", "uphold"}


def member_of(cast: Cast) -> User:
    person = make_coordinator("団体にも属する協働担当")
    cast.group.memberships.create(user=person, role="member")
    return User.objects.get(pk=person.pk)


def reporter(cast: Cast) -> User:
    person = make_coordinator("自分で通報した協働担当")
    Report.objects.get().complaints.update(by=person)
    return person


def writer(cast: Cast) -> User:
    person = make_coordinator("自分で書いた協働担当")
    Report.objects.update(author=person)
    return person


@pytest.mark.parametrize(
    ("interested", "reads"), [(member_of, False), (reporter, True), (writer, False)]
)
def test_nobody_decides_about_their_own_affair(cast: Cast, interested: Any, reads: bool) -> None:
    case, _ = reported_update(cast)
    person = interested(cast)

    case.refresh_from_db()

    assert REPORT_FLOW.open_to(person, case) == []
    assert reads_complaints(person, case) is reads


def test_reporters_and_their_words_are_known_to_who_decides_alone(cast: Cast) -> None:
    case, _ = reported_update(cast)

    assert {kind for kind in KINDS if reads_complaints(cast[kind], case)} == {"coordinator"}


#: Who opens the page of a report, before and after something was hidden.
SEES = {
    "reported": {"coordinator", "superuser"},
    "left": {"coordinator"},
    "hidden": {"coordinator", "manager"},
    "appealed": {"coordinator", "superuser", "manager"},
    "restored": {"coordinator", "manager"},
    "upheld": {"coordinator", "manager"},
}


@pytest.mark.parametrize("status", SEES)
def test_report_is_seen_by_who_decides_and_who_wrote(cast: Cast, status: str) -> None:
    case = in_status(cast, status)
    seen = {kind for kind in KINDS if Report.objects.visible_to(cast[kind]).filter(pk=case.pk)}

    assert seen == SEES[status]
