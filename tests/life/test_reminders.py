"""By the clock: each reminder once for each record, day and person, and nothing because of an upgrade."""

import datetime as dt
from collections import defaultdict
from io import StringIO
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.utils import timezone

from evaluations.models import Consent, Side
from groups.models import Group, User
from kyodo_portal.life import clock
from kyodo_portal.life.clock import ROUTINES, Routine, RoutineRun, Tick, run_all, run_due
from kyodo_portal.post.outbox import OutgoingMail
from projects.models import Partner, Signature
from proposals.flows import PROPOSAL_FLOW
from proposals.models import Proposal
from tests.evaluations.factories import hand_in, make_evaluation
from tests.factories import make_coordinator, make_project, sign_all, today
from tests.people import Cast, make_cast
from tests.projects.factories import make_amendment
from tests.proposals.factories import make_call, make_consultation, make_proposal
from tests.races import at_once

pytestmark = pytest.mark.django_db

MORNING = dt.time(9, 0)


def on_day(days: int, at: dt.time = MORNING) -> dt.datetime:
    """A moment so many days from today, by the clock in Tokyo."""
    day = today() + dt.timedelta(days=days)
    return dt.datetime.combine(day, at, tzinfo=timezone.get_current_timezone())


def written() -> dict[str, dict[int, set[str]]]:
    """Whom each reminder was written to, by the day from today on which it was due."""
    found: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for key in OutgoingMail.objects.filter(key__startswith="reminder.").values_list(
        "key", flat=True
    ):
        name, _, day, person = key.removeprefix("reminder.").split(":")
        days = (dt.date.fromisoformat(day) - today()).days
        found[name][days].add(User.objects.get(pk=person).display_name)
    return {name: dict(days) for name, days in found.items()}


def returned(cast: Cast, *, due: int = 10) -> Proposal:
    """A proposal of the group, to be mended within so many days."""
    due_on = today() + dt.timedelta(days=due)
    return make_proposal(group=cast.group, status="returned", correction_due_on=due_on)


def test_each_reminder_is_written_on_its_days_to_whoever_is_late() -> None:
    cast = make_cast()
    due_on = today() + dt.timedelta(days=10)
    returned(cast)
    Group.objects.filter(name="ほかの会").update(status="returned", correction_due_on=due_on)
    make_consultation(by=cast["citizen"])
    Group.objects.filter(pk=cast.group.pk).update(valid_until=today() + dt.timedelta(days=11))
    parties: dict[str, Any] = {"groups": (cast.group,), "departments": (cast.department,)}
    signed = sign_all(make_project(**parties))
    Signature.objects.filter(agreement=signed, partner__isnull=True).delete()
    open_one = make_evaluation(make_project(status="completed", **parties), due_on=due_on)
    hand_in(open_one.assessments.get(side=Side.CITY))
    revealed = make_evaluation(make_project(status="completed", **parties), status="revealed")
    Consent.objects.create(
        reflection=revealed.reflection, side=Side.GROUP, given_by=cast["manager"]
    )

    changed = make_amendment(make_project(status="active", **parties))
    changed.asked.filter(group=cast.group).update(
        signed_at=timezone.now(), signed_by=cast["manager"]
    )

    for days in (0, 2, 3, 4, 5, 7, 7, 10, 11, 12, 14, 24, 28, 29):
        run_all(on_day(days))

    assert written() == {
        "amendment": {14: {"所管課職員"}},
        "proposal_correction": {7: {"管理者"}, 11: {"管理者"}},
        "group_correction": {7: {"ほかの団体の管理者"}, 11: {"ほかの団体の管理者"}},
        "group_renewal": {4: {"管理者"}, 12: {"管理者"}},
        "consultation": {5: {"協働担当"}, 10: {"協働担当"}},
        "signature": {14: {"所管課職員"}, 28: {"所管課職員"}},
        "sheet": {3: {"管理者"}, 11: {"管理者"}, 24: {"管理者"}},
        "consent": {14: {"所管課職員"}, 28: {"所管課職員"}},
    }


def test_draft_is_reminded_of_while_its_call_is_open() -> None:
    cast = make_cast()
    closes = on_day(30, dt.time(17, 15))
    call = make_call(closes_at=closes)
    for status in ("draft", "submitted"):
        make_proposal(status, call=call, group=cast.group, status=status)
    make_proposal(call=make_call(when="closed"), group=cast.group)

    for days in (0, 22, 23, 24, 28, 30, 31):
        run_all(on_day(days))

    assert written() == {"proposal_draft": {23: {"管理者"}, 28: {"管理者"}}}
    letter = OutgoingMail.objects.order_by("pk").last()
    assert letter.subject == "【協働ポータル】提案の下書きが、まだ提出されていません「draft」"


def test_letter_says_the_day_and_what_to_do_next() -> None:
    cast = make_cast()
    returned(cast, due=3)
    run_all(on_day(-1))
    Proposal.objects.update(created_at=on_day(-5))

    run_all(on_day(0))

    letter = OutgoingMail.objects.get()
    assert letter.subject == "【協働ポータル】提案の補正の期限が近づいています「花だんの提案」"
    assert "（期限は令和" in letter.body
    assert (
        "次にすること:\nお願いしたところを直して、期限までにもう一度提出してください。"
        in letter.body
    )
    assert f"/proposals/{Proposal.objects.get().pk}/" in letter.body


def test_nothing_is_written_of_what_was_due_before_the_portal_reminded() -> None:
    cast = make_cast()
    returned(cast, due=-40)
    Proposal.objects.update(created_at=on_day(-60))

    for days in range(3):
        run_all(on_day(days))

    assert written() == {}


def test_after_days_without_a_worker_only_the_latest_day_is_told() -> None:
    cast = make_cast()
    returned(cast)
    run_all(on_day(0))

    run_all(on_day(20))

    assert written() == {"proposal_correction": {11: {"管理者"}}}


def test_before_the_morning_nobody_is_written_to() -> None:
    returned(make_cast())
    run_all(on_day(0))

    run_all(on_day(7, dt.time(7, 59)))
    assert written() == {}
    run_all(on_day(7, dt.time(8, 0)))
    assert written() == {"proposal_correction": {7: {"管理者"}}}


def test_new_date_begins_its_days_anew_and_a_mended_one_is_left_in_peace() -> None:
    cast = make_cast()
    proposal = returned(cast)
    run_all(on_day(7))
    due_on = today() + dt.timedelta(days=20)
    PROPOSAL_FLOW.make(
        "extend",
        proposal,
        by=make_coordinator(),
        note="書類の用意に時間がかかるため",
        due_on=due_on,
    )

    run_all(on_day(11))
    run_all(on_day(17))
    Proposal.objects.update(status="submitted")
    run_all(on_day(21))

    assert written() == {"proposal_correction": {17: {"管理者"}}}


def test_partner_on_paper_is_nobody_to_write_to() -> None:
    cast = make_cast()
    project = make_project(groups=(cast.group,), departments=(cast.department,), signed=False)
    on_paper = Partner.objects.create(project=project, name="紙の会")
    agreement = sign_all(project)
    Signature.objects.filter(agreement=agreement, partner=on_paper).delete()
    run_all(on_day(0))

    run_all(on_day(14))

    assert written() == {}


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_write_each_letter_once() -> None:
    returned(make_cast())
    run_all(on_day(0))

    at_once(lambda: run_all(on_day(7)), lambda: run_all(on_day(7)), lambda: run_due(on_day(7)))

    assert OutgoingMail.objects.count() == 1


@pytest.fixture
def routine(monkeypatch: pytest.MonkeyPatch) -> list[Tick]:
    """The only routine there is: what it was run with."""
    ran: list[Tick] = []

    def run(tick: Tick) -> int:
        ran.append(tick)
        return len(ran)

    monkeypatch.setattr(clock, "ROUTINES", {"one": Routine(key="one", label="ためし", run=run)})
    return ran


def test_worker_runs_a_routine_once_an_hour(routine: list[Tick]) -> None:
    nine = on_day(0)
    for minutes in (0, 3, 59, 60, 61):
        run_due(nine + dt.timedelta(minutes=minutes))

    assert [tick.now - nine for tick in routine] == [dt.timedelta(0), dt.timedelta(hours=1)]
    assert {tick.since for tick in routine} == {today()}


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_of_several_workers_one_runs_a_routine(routine: list[Tick]) -> None:
    run_all(on_day(-1))

    at_once(*(lambda: run_due(on_day(0)) for _ in range(3)))

    assert len(routine) == 2


def test_failing_routine_stops_no_other_and_is_said(
    monkeypatch: pytest.MonkeyPatch, routine: list[Tick]
) -> None:
    def fails(_: Tick) -> int:
        RoutineRun.objects.create(key="half done", since=today())
        raise ValueError

    broken = Routine(key="broken", label="こわれた仕事", run=fails)
    monkeypatch.setattr(clock, "ROUTINES", {"broken": broken, **clock.ROUTINES})
    out = StringIO()

    with pytest.raises(CommandError, match="こわれた仕事"):
        call_command("remind", stdout=out)

    assert out.getvalue() == "ためし 1件\n"
    assert set(RoutineRun.objects.values_list("key", flat=True)) == {"broken", "one"}


def test_command_says_that_there_was_nothing_to_do() -> None:
    out = StringIO()
    call_command("remind", stdout=out)

    assert out.getvalue() == "いますることは、ありませんでした。\n"


def test_outbox_keeps_the_hours_too(routine: list[Tick]) -> None:
    out = StringIO()
    call_command("outbox", "--once", stdout=out)
    call_command("outbox", "--once", stdout=out)

    assert (len(routine), out.getvalue()) == (1, "ためし 1件\n")


@pytest.mark.once
def test_two_routines_cannot_share_a_key() -> None:
    taken = next(iter(ROUTINES.values()))

    with pytest.raises(ImproperlyConfigured):
        clock.register([taken])
