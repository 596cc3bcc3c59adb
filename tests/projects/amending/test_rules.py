"""Who may answer an amendment, take it back or end it, in every status and as time passes."""

import datetime as dt
from copy import deepcopy

import pytest
from django.utils import timezone

from groups.models import Department, Group, Membership, User
from kyodo_portal.cities import city
from projects.amending.flow import AMENDMENT_FLOW, asked
from projects.amending.rules import can_answer, can_propose, unanswered
from projects.models import Amendment, AmendmentStatus, Project
from tests.factories import make_project, make_user
from tests.people import KINDS, Cast, Policy, make_cast, open_moves, row
from tests.projects.factories import make_amendment

pytestmark = pytest.mark.django_db

POLICY: Policy = {
    "proposed": {"manager": {"withdraw"}, "staff": {"decline"}},
    "late": {"manager": {"withdraw"}, "staff": {"decline"}, "coordinator": {"close"}},
    "agreed": {},
    "withdrawn": {},
    "declined": {},
    "closed": {},
}


@pytest.fixture(scope="module")
def made(for_the_file: None) -> Cast:
    return make_cast()


@pytest.fixture
def cast(made: Cast) -> Cast:
    return deepcopy(made)


def amendment_of(cast: Cast, *, status: str = "proposed", days: int = 0) -> Amendment:
    """An amendment that the group's manager proposed so many days ago."""
    project = make_project(status="active", groups=(cast.group,), departments=(cast.department,))
    amendment = make_amendment(
        project,
        by=cast["manager"],
        status=status,
        created_at=timezone.now() - dt.timedelta(days=days),
    )
    amendment.asked.filter(group=cast.group).update(proposes=True)
    return amendment


def test_policy_names_every_status() -> None:
    assert set(POLICY) - {"late"} == set(AmendmentStatus.values)


@pytest.mark.parametrize("status", POLICY)
def test_moves_of_an_amendment(cast: Cast, status: str) -> None:
    late = status == "late"
    amendment = amendment_of(
        cast,
        status="proposed" if late else status,
        days=city().waits.amendment if late else 0,
    )

    assert open_moves(AMENDMENT_FLOW, cast, amendment) == row(POLICY, status)


def test_those_who_are_asked_answer_and_those_who_write_propose(cast: Cast) -> None:
    amendment = amendment_of(cast)
    project = make_project(status="agreed", groups=(cast.group,), departments=(cast.department,))

    again = Amendment.objects.get
    answer = {kind for kind in KINDS if can_answer(cast[kind], again(pk=amendment.pk))}
    fresh = Project.objects.get
    propose = {kind for kind in KINDS if can_propose(cast[kind], fresh(pk=project.pk))}

    assert answer == {"manager", "staff"}
    assert propose == {"manager", "staff", "coordinator"}


def test_who_reads_an_amendment(cast: Cast) -> None:
    amendment_of(cast)

    readers = {kind for kind in KINDS if Amendment.objects.visible_to(cast[kind]).exists()}

    assert readers == {"member", "manager", "staff", "coordinator", "superuser"}


def test_party_that_is_no_more_lets_the_coordinator_end_it_at_once(cast: Cast) -> None:
    amendment = amendment_of(cast)
    first = AMENDMENT_FLOW.open_to(cast["coordinator"], Amendment.objects.get(pk=amendment.pk))
    Group.objects.filter(pk=cast.group.pk).update(status="deleted")
    second = AMENDMENT_FLOW.open_to(cast["coordinator"], Amendment.objects.get(pk=amendment.pk))
    Group.objects.filter(pk=cast.group.pk).update(status="registered")
    Department.objects.filter(pk=cast.department.pk).update(is_active=False)
    third = AMENDMENT_FLOW.open_to(cast["coordinator"], Amendment.objects.get(pk=amendment.pk))

    assert (first, second, third) == ([], ["close"], ["close"])


def test_only_running_amendments_without_all_signatures_are_unanswered(cast: Cast) -> None:
    amendment = amendment_of(cast, days=20)
    now = timezone.now()
    before = [row.pk for row in unanswered(now)]
    amendment.asked.update(signed_at=now, signed_by=cast["manager"])

    assert (before, list(unanswered(now))) == ([amendment.pk], [])


def test_who_proposed_it_and_has_left_neither_takes_it_back_nor_is_told(cast: Cast) -> None:
    """It is the party's: whoever speaks for it now goes on with it."""
    amendment = amendment_of(cast)
    proposer = cast["manager"]
    colleague = make_user("後を継いだ人")
    cast.group.memberships.create(user=colleague, role="manager")
    Membership.objects.filter(user=proposer).update(ended_at=timezone.now())

    gone, stays = cast["manager"], User.objects.get(pk=colleague.pk)
    assert (AMENDMENT_FLOW.open_to(gone, amendment), AMENDMENT_FLOW.open_to(stays, amendment)) == (
        [],
        ["withdraw"],
    )
    assert {person.pk for person in asked(Amendment.objects.get())} == {
        stays.pk,
        cast["staff"].pk,
    }


def test_coordinator_takes_back_their_own_proposal_as_long_as_they_are_one(cast: Cast) -> None:
    amendment = amendment_of(cast)
    amendment.asked.update(proposes=False)
    Amendment.objects.update(proposed_by=cast["coordinator"])
    amendment = Amendment.objects.get()
    offered = [AMENDMENT_FLOW.open_to(cast["coordinator"], amendment)]
    told = [cast["coordinator"].pk in {person.pk for person in asked(amendment)}]

    cast["coordinator"].groups.clear()

    amendment = Amendment.objects.get()
    offered.append(AMENDMENT_FLOW.open_to(cast["coordinator"], amendment))
    told.append(cast["coordinator"].pk in {person.pk for person in asked(amendment)})
    assert (offered, told) == ([["withdraw"], []], [True, False])
