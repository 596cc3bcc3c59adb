"""Many people in the same instant: a number for each submission, one seat for each reviewer, one letter."""

import pytest
from django.utils import timezone

from kyodo_portal.post.gathered import SOON, GatheredLine, send_gathered
from kyodo_portal.post.outbox import OutgoingMail
from proposals.desk.acts import ACTS
from proposals.desk.board import Board
from proposals.desk.plans import Plan, carry_out
from proposals.flows import PROPOSAL_FLOW
from proposals.models import Proposal, Review
from tests.factories import make_coordinator, make_group, make_user
from tests.proposals.desk.deadline_day import Day, make_day
from tests.proposals.factories import draft, make_call, make_decidable, make_proposal
from tests.races import at_once

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 30


def planned(day: Day, act: str, **given: int) -> Plan:
    board = Board(day.call, day.coordinator)
    return ACTS[act].plan(board, list(board.by_pk), given)


@pytest.mark.once(on="postgres")
def test_thirty_submissions_at_once_get_thirty_numbers() -> None:
    call, desk = make_call(), make_coordinator()
    manager = make_user()
    group = make_group(managers=(manager,))
    drafts = [make_proposal(f"提案{n}", call=call, group=group, by=manager) for n in range(ROUNDS)]

    at_once(*(lambda p=p: PROPOSAL_FLOW.make("submit", p, by=manager) for p in (*drafts, *drafts)))

    stem = f"{call.fiscal_year}-{call.pk}"
    numbers = Proposal.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == [f"{stem}-{n:03d}" for n in range(1, ROUNDS + 1)]
    assert GatheredLine.objects.filter(person=desk).count() == ROUNDS


@pytest.mark.once(on="postgres")
def test_thirty_decisions_drafted_twice_at_once_are_thirty_drafts() -> None:
    people = [make_coordinator() for _ in range(2)]
    call = make_call(when="reviewing")
    group = make_group(managers=(make_user(),))
    judged = [
        make_decidable(make_proposal(f"提案{n}", call=call, group=group, status="under_review"))
        for n in range(ROUNDS)
    ]

    outcomes = at_once(
        *(
            lambda p=p, by=by, outcome=outcome: draft(p, outcome, by=by).outcome
            for p in judged
            for by, outcome in zip(people, ("adopted", "declined"), strict=True)
        )
    )

    assert [each for each in outcomes if isinstance(each, Exception)] == []
    drafts = Proposal.objects.filter(draft_decision__isnull=False).values("draft_decision__outcome")
    assert drafts.count() == ROUNDS
    assert OutgoingMail.objects.count() == 0


@pytest.mark.race(1_000)
def test_two_coordinators_who_press_together_ask_each_reviewer_once() -> None:
    day, other = make_day(3, reviewers=3), make_coordinator()
    plan = planned(day, "assign", seats=2)

    done = at_once(
        *(
            lambda by=by: carry_out(ACTS["assign"], Board(day.call, by), plan.steps, by=by)
            for by in (day.coordinator, other)
        )
    )

    assert [each for each in done if isinstance(each, Exception)] == []
    assert sum(len(outcome.done) for outcome in done) == 3
    assert (Review.objects.count(), {len(names) for names in day.asked().values()}) == (6, {2})


@pytest.mark.race
def test_two_workers_write_the_letter_once() -> None:
    day = make_day(2, reviewers=1, status="under_review")
    plan = planned(day, "assign", seats=1)
    carry_out(ACTS["assign"], Board(day.call, day.coordinator), plan.steps, by=day.coordinator)
    soon = timezone.now() + SOON

    written = at_once(*[lambda: send_gathered(soon)] * 3)

    assert [each for each in written if isinstance(each, Exception)] == []
    assert (sum(written), OutgoingMail.objects.count(), GatheredLine.objects.count()) == (1, 1, 0)
