"""The decisions of a call come out at a set time: changed and taken back until then, late for all at once."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from kyodo_portal.life.audit import AuditEntry
from kyodo_portal.life.clock import run_due
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.post.outbox import OutgoingMail
from projects.models import Project
from proposals.actions.conclusion import record_conclusion
from proposals.actions.release import release_call, set_release, unset_release
from proposals.models import Call, Decision, LetterTemplate, Proposal
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

    read = client.get(page).context["outlook"].digest
    faulty = client.post(page, {"act": "set", "day": "あした", "time": "10時"})
    assert (faulty.status_code, "あした" in faulty.content.decode()) == (422, True)
    passed = client.post(page, {"act": "set", "day": "令和2年4月1日", "time": "10:00"})
    assert (passed.status_code, "これから先の日時" in passed.content.decode()) == (409, True)

    day = timezone.localdate() + dt.timedelta(days=3)
    typed = {"act": "set", "day": day.isoformat(), "time": "午後1時半"}
    unread = client.post(page, typed)
    assert (unread.status_code, "「adopted」" in unread.content.decode()) == (409, True)
    done = client.post(page, {**typed, "read": read}, follow=True)
    at = timezone.make_aware(dt.datetime.combine(day, dt.time(13, 30)))
    assert Call.objects.get(pk=call.pk).release_at == at
    assert "公表の日時を取り消す" in done.content.decode()
    client.post(page, {"act": "unset"})
    assert Call.objects.get(pk=call.pk).release_at is None


def _rewritten(call: Call) -> None:
    proposal = Proposal.objects.get(call=call)
    draft(proposal, "declined", by=make_coordinator(), reason="考え直したため。")


def _concluded_anew(call: Call) -> None:
    record_conclusion(
        proposal=Proposal.objects.get(call=call),
        conclusion="書き直した結論",
        met_on=timezone.localdate(),
        conditions="",
        by=make_coordinator(),
    )


def _one_more(call: Call) -> None:
    drafted(call, "declined")


def _letter_broken(call: Call) -> None:
    LetterTemplate.objects.create(call=call, outcome="adopted", body="{なまえ}様")


def _letter_rewritten(call: Call) -> None:
    LetterTemplate.objects.create(call=call, outcome="adopted", body="{提案者}様、よかったです。")


def _unchanged(call: Call) -> None:
    make_proposal("あとから来た提案", call=call, status="submitted")


#: What is done after the time was set: whether it comes out, and what the coordinators are told.
CHANGED_AFTERWARDS = {
    _rewritten: (False, "内容が変わりました（「adopted」）"),
    _concluded_anew: (False, "内容が変わりました（「adopted」）"),
    _one_more: (False, "内容が変わりました（「declined」）"),
    _letter_broken: (False, "採択の通知の文を直してください"),
    _letter_rewritten: (False, "内容が変わりました（通知の文や公表のしかた）"),
    _unchanged: (True, ""),
}


@pytest.mark.parametrize("at_its_time", [False, True])
@pytest.mark.parametrize("change", CHANGED_AFTERWARDS)
def test_nothing_comes_out_that_was_not_read_when_the_time_was_set(
    change: Callable[[Call], None], at_its_time: bool
) -> None:
    """Seen before its time or at it: the time is taken back, and the coordinators are told."""
    coordinator, call = make_coordinator(), make_call(when="reviewing")
    drafted(call, "adopted")
    at = timezone.now() + HOUR
    set_release(call=call, at=at, by=coordinator)
    change(call)
    comes_out, told = CHANGED_AFTERWARDS[change]

    run_due(at if at_its_time else timezone.now())
    run_due(at + HOUR)

    call.refresh_from_db()
    letters = OutgoingMail.objects.filter(to=coordinator.email)
    assert (call.status == "decided", call.release_at, call.release_read) == (comes_out, None, "")
    assert [told in letter.body for letter in letters] == ([] if comes_out else [True])
    assert Project.objects.count() == comes_out


def test_one_call_that_fails_stops_no_other_and_is_told() -> None:
    coordinator, at = make_coordinator(), timezone.now() + HOUR
    calls = [make_call(title, when="reviewing") for title in ("一つ目", "二つ目", "三つ目")]
    for call in calls:
        drafted(call, "adopted")
        set_release(call=call, at=at, by=coordinator)
    # No project can be born of it, which nothing foresees.
    Proposal.objects.filter(call=calls[1]).update(main_form=None)

    run_due(at)
    run_due(at + HOUR)

    statuses = [Call.objects.get(pk=call.pk).status for call in calls]
    letters = OutgoingMail.objects.filter(to=coordinator.email)
    assert statuses == ["decided", "reviewing", "decided"]
    assert ["公表できませんでした「二つ目」" in letter.subject for letter in letters] == [True]


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
