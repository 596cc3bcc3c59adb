"""Proposers on paper are told by post of everything of which others get mail: also of the vote and of the reserve."""

import datetime as dt
from typing import Any

import pytest

from kyodo_portal.life.acts import Act
from proposals.actions.answering import ask_next, extend_answer
from proposals.actions.correcting import correct_decision
from proposals.actions.release import release_call
from proposals.actions.voting import confirm_voted, reject_voted
from proposals.flows import PROPOSAL_FLOW
from proposals.models import Proposal
from proposals.paper_letters import DECIDED, TOLD, letters_to_post
from tests.factories import make_group, today
from tests.people import Cast, make_cast
from tests.proposals.answering import MOVED_UP, WHY
from tests.proposals.factories import draft, make_call, make_decidable, make_proposal

pytestmark = pytest.mark.django_db


def judged_on_paper(title: str, cast: Cast, **fields: Any) -> Proposal:
    """Under review, of a group for which nobody with an account speaks."""
    on_paper = {"entered_by": cast["coordinator"], "came_by": "post", "came_on": today()}
    group = make_group(f"{title}の会", status="registered")
    proposal = make_proposal(title, group=group, status="under_review", **on_paper, **fields)
    return make_decidable(proposal)


def told(proposal: Proposal) -> list[tuple[str, bool]]:
    """What the letters tell, and whether each says the amount in question."""
    proposal = Proposal.objects.get(pk=proposal.pk)
    return [(each.told, "70,000円" in each.words) for each in letters_to_post(proposal)]


def test_every_move_that_tells_proposers_has_its_letter() -> None:
    cast = make_cast()
    proposal = make_proposal(group=cast.group, status="adopted")
    act = Act(by=cast["coordinator"], at=proposal.submitted_at, before=proposal.status)
    told = {
        move.name
        for move in PROPOSAL_FLOW.moves.values()
        if cast["manager"] in list(move.tells(proposal, act))
    }

    assert {"confirm", "close_unanswered", "refuse_place"} <= told <= set(TOLD)
    assert set(DECIDED) <= set(PROPOSAL_FLOW.moves)


@pytest.mark.parametrize("agreed", [True, False])
def test_vote_is_told_by_post(agreed: bool) -> None:
    cast, call = make_cast(), make_call(when="reviewing", needs_vote=True)
    by = cast["coordinator"]
    proposal = judged_on_paper("花の道", cast, call=call)
    draft(proposal, "adopted", by=by, amount=70_000)
    release_call(call=call, by=by)

    waiting = ("提案の採択が決まり、議会の議決を待っています", True)
    assert told(proposal) == [waiting]

    if agreed:
        confirm_voted(proposal=proposal, voted_on=today(), by=by)
        after = ("議会の議決を受けて、提案の採択が確定しました", True)
    else:
        reject_voted(proposal=proposal, voted_on=today(), reason="予算が否決された。", by=by)
        after = ("議会の議決が得られず、提案は採択されないことになりました", False)

    # The formal words of what waited are those of what was settled from now on.
    assert told(proposal) == [(waiting[0], False), after]


def test_place_that_comes_up_is_offered_by_post() -> None:
    cast, call = make_cast(), make_call(when="reviewing")
    by, day = cast["coordinator"], today() + dt.timedelta(days=10)
    first = judged_on_paper("採択されたもの", cast, call=call)
    next_one = judged_on_paper("次点のもの", cast, call=call)
    draft(first, "adopted", by=by, amount=80_000)
    draft(next_one, "reserve", by=by, reserve_rank=1)
    release_call(call=call, by=by)
    first = Proposal.objects.get(pk=first.pk)
    PROPOSAL_FLOW.make("turn_down", first, by=by, note=WHY)

    ask_next(proposal=next_one, amount=70_000, answer_by=day, reason=MOVED_UP, by=by)
    extend_answer(proposal=next_one, answer_by=day + dt.timedelta(days=3), why="郵便のため", by=by)
    offer, later = letters_to_post(Proposal.objects.get(pk=next_one.pk))[1:]

    assert (offer.told, MOVED_UP in offer.words, "70,000円" in offer.words) == (
        "次点の順位が来ました。採択を受けるかどうかを、お知らせください",
        True,
        True,
    )
    assert (later.told, "郵便のため" in later.words) == ("採択への返事の期限が変わりました", True)
    assert [each.next_step for each in (offer, later)] == [
        "採択を受けるか、辞退するかを、期限までに窓口か電話でお知らせください。"
    ] * 2
    PROPOSAL_FLOW.make("take_place", Proposal.objects.get(pk=next_one.pk), by=by)
    assert told(next_one)[-1] == ("次点の提案が、繰上げの採択を受けました", True)


def test_corrected_decision_is_told_with_what_stands_now() -> None:
    cast, call = make_cast(), make_call(when="reviewing")
    by = cast["coordinator"]
    proposal = judged_on_paper("花の道", cast, call=call)
    draft(proposal, "conditional", by=by, amount=80_000, conditions="毎月報告する。")
    release_call(call=call, by=by)
    what = {"reason": "地域に役立つため。", "amount": 70_000, "conditions": "保険に入る。"}

    correct_decision(proposal=proposal, why="写しまちがい。", by=by, **what)

    letter = letters_to_post(Proposal.objects.get(pk=proposal.pk))[-1]
    assert letter.words == (
        "写しまちがい。\n\n更正後の決定\n理由：地域に役立つため。\n決定額：70,000円\n条件：保険に入る。"
    )
