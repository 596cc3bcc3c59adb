"""The decisions of a call come out at a set time: changed and taken back until then, late for all at once."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from kyodo_portal.life.audit import AuditEntry
from kyodo_portal.life.clock import run_due
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.post.outbox import OutgoingMail
from projects.models import Project
from proposals.actions.release import release_call, set_release, unset_release
from proposals.models import Call, Decision, Proposal
from tests.factories import make_coordinator, make_group, make_user
from tests.people import make_cast
from tests.proposals.factories import draft, make_call, make_decidable, make_proposal
from tests.proposals.test_admin import page_of, signed_in
from tests.races import at_once

pytestmark = pytest.mark.django_db

HOUR = dt.timedelta(hours=1)


def drafted(call: Call, *outcomes: str) -> None:
    coordinator = make_coordinator()
    for outcome in outcomes:
        group = make_group(managers=(make_user(),))
        proposal = make_proposal(outcome, call=call, group=group, status="under_review")
        draft(make_decidable(proposal), outcome, by=coordinator)


def states(call: Call) -> set[str]:
    return set(Proposal.objects.filter(call=call).values_list("status", flat=True))


@pytest.mark.parametrize("late", [dt.timedelta(0), dt.timedelta(days=2)])
def test_clock_releases_everything_at_one_moment_however_late(late: dt.timedelta) -> None:
    coordinator, call = make_coordinator(), make_call(when="reviewing")
    drafted(call, "adopted", "declined")
    at = timezone.now() + HOUR
    set_release(call=call, at=at, by=coordinator)

    run_due(at - dt.timedelta(seconds=31))
    assert (states(call), OutgoingMail.objects.count()) == ({"under_review"}, 0)
    run_due(at + late)
    run_due(at + late + HOUR)

    call.refresh_from_db()
    assert states(call) == {"adopted", "declined"}
    assert (call.status, call.release_at, call.release_set_by) == ("decided", None, None)
    assert set(Decision.objects.values_list("released_at", flat=True)) == {call.decided_at}
    assert (Project.objects.published().count(), OutgoingMail.objects.count()) == (1, 2)
    entry = AuditEntry.objects.get(action="call.release_on_time")
    assert entry.by == coordinator


def test_time_is_changed_and_taken_back_until_then() -> None:
    coordinator, call = make_coordinator(), make_call(when="reviewing")
    drafted(call, "adopted")
    at = timezone.now() + HOUR
    set_release(call=call, at=at, by=coordinator)
    set_release(call=call, at=at + HOUR, by=coordinator)
    run_due(at)
    assert states(call) == {"under_review"}
    unset_release(call=call, by=coordinator)
    run_due(at + HOUR)

    assert states(call) == {"under_review"}
    with pytest.raises(MoveRefused, match="公表の日時は、決まっていません"):
        unset_release(call=call, by=coordinator)


def test_release_by_hand_needs_no_time_any_more() -> None:
    coordinator, call = make_coordinator(), make_call(when="reviewing")
    drafted(call, "declined")
    set_release(call=call, at=timezone.now() + HOUR, by=coordinator)
    release_call(call=call, by=coordinator)
    run_due(timezone.now() + HOUR)

    assert AuditEntry.objects.of(call).moves().count() == 1


@pytest.mark.parametrize(
    ("when", "hours", "said"),
    [
        ("reviewing", -1, "これから先の日時"),
        ("reviewing", 24 * 400, "1年以内"),
        ("open", 1, "審査が始まるまでは"),
        ("decided", 1, "公表を待っている決定は、いまありません"),
    ],
)
def test_time_that_cannot_be_is_refused(when: str, hours: int, said: str) -> None:
    call = make_call(when=when)

    with pytest.raises(MoveRefused, match=said):
        set_release(call=call, at=timezone.now() + hours * HOUR, by=make_coordinator())


def test_released_call_without_a_draft_tells_nothing_at_its_time() -> None:
    coordinator, call = make_coordinator(), make_call(when="decided")
    drafted(call, "adopted")
    at = timezone.now() + HOUR
    set_release(call=call, at=at, by=coordinator)
    Proposal.objects.get(call=call).draft_decision.delete()
    run_due(at)

    call.refresh_from_db()
    assert (call.release_at, AuditEntry.objects.of(call).moves().count()) == (None, 0)


def test_who_has_an_interest_sets_no_time() -> None:
    cast, call = make_cast(), make_call(when="reviewing")
    make_proposal(call=call, group=cast.group, status="under_review")
    cast.group.memberships.create(user=cast["coordinator"], role="member")

    with pytest.raises(PermissionDenied, match="公平さを守るための決まりです"):
        set_release(call=call, at=timezone.now() + HOUR, by=cast["coordinator"])


def test_time_is_set_and_taken_back_on_the_page() -> None:
    coordinator, call = make_coordinator(), make_call(when="reviewing")
    drafted(call, "adopted")
    client, page = signed_in(coordinator), f"{page_of(call)}release/"

    faulty = client.post(page, {"act": "set", "day": "あした", "time": "10時"})
    assert (faulty.status_code, "あした" in faulty.content.decode()) == (422, True)
    passed = client.post(page, {"act": "set", "day": "令和2年4月1日", "time": "10:00"})
    assert (passed.status_code, "これから先の日時" in passed.content.decode()) == (409, True)

    day = timezone.localdate() + dt.timedelta(days=3)
    done = client.post(
        page, {"act": "set", "day": day.isoformat(), "time": "午後1時半"}, follow=True
    )
    at = timezone.make_aware(dt.datetime.combine(day, dt.time(13, 30)))
    assert Call.objects.get(pk=call.pk).release_at == at
    assert "公表の日時を取り消す" in done.content.decode()
    client.post(page, {"act": "unset"})
    assert Call.objects.get(pk=call.pk).release_at is None


@pytest.mark.race(1_000)
@pytest.mark.django_db(transaction=True)
def test_workers_and_staff_at_the_same_moment_release_once() -> None:
    coordinator, call = make_coordinator(), make_call(when="reviewing")
    drafted(call, "adopted", "declined")
    at = timezone.now() + HOUR
    set_release(call=call, at=at, by=coordinator)

    at_once(
        *[lambda: run_due(at)] * 3,
        lambda: release_call(call=call, by=coordinator),
    )

    assert states(call) == {"adopted", "declined"}
    assert (Project.objects.count(), OutgoingMail.objects.count()) == (1, 2)
