"""Where an adoption comes to nothing, the next in line is asked, and takes the place or makes way."""

import datetime as dt
from functools import partial
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from groups.models import Group
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.queues import queues_for
from kyodo_portal.post.outbox import OutgoingMail
from projects.models import Project
from proposals.actions.answering import ask_next, extend_answer
from proposals.actions.voting import confirm_voted
from proposals.flows import PROPOSAL_FLOW
from proposals.models import AdoptionAnswer, Call, Decision, Proposal
from proposals.rules.budget import freed_in, next_in_line
from tests.factories import today
from tests.people import make_cast
from tests.proposals.answering import MOVED_UP, WHY, answers, asked, manager_of, released
from tests.proposals.factories import draft
from tests.proposals.pages import signed_in
from tests.proposals.test_admin import change
from tests.races import at_once

pytestmark = pytest.mark.django_db


def test_next_in_line_is_asked_and_takes_the_place() -> None:
    cast = make_cast()
    first = asked(released(cast), cast)
    person = manager_of(first)
    letter = OutgoingMail.objects.get(subject__contains="次点の順位が来ました")
    assert (letter.to, "60,000円" in letter.body, MOVED_UP in letter.body) == (
        person.email,
        True,
        True,
    )
    public = Client().get(first.call.get_absolute_url()).content.decode()
    assert MOVED_UP not in public
    page = signed_in(person).get(first.get_absolute_url()).content.decode()
    assert ("繰上げの採択を受ける" in page, "60,000円" in page) == (True, True)
    with pytest.raises(MoveRefused, match="繰上げを打診しているため"):
        draft(first, "adopted", by=cast["coordinator"])

    PROPOSAL_FLOW.make("take_place", first, by=person)

    first.refresh_from_db()
    decision = Decision.objects.get(proposal=first)
    assert (first.status, decision.outcome, decision.amount, decision.reserve_rank) == (
        "adopted",
        "adopted",
        60_000,
        None,
    )
    assert first.project in Project.objects.published()
    assert Project.objects.get(proposal=first).budget_cap == 60_000
    public = Client().get(first.call.get_absolute_url()).content.decode()
    assert MOVED_UP in public
    assert "これまでの決定：次点" in public
    assert "次点から繰り上がり、採択されました" in public
    assert "結果：採択" in decision.notice
    assert freed_in(first.call) == 20_000


@pytest.mark.parametrize("how", ["refuses", "never answers"])
def test_one_who_refuses_or_never_answers_makes_way_for_the_next(how: str) -> None:
    cast = make_cast()
    first = asked(released(cast), cast)
    second = Proposal.objects.get(title="次点2")
    ask = partial(
        ask_next,
        proposal=second,
        amount=80_000,
        answer_by=today(),
        reason=MOVED_UP,
        by=cast["coordinator"],
    )
    with pytest.raises(MoveRefused, match="空いている予算（20,000円）"):
        ask()

    if how == "refuses":
        PROPOSAL_FLOW.make("refuse_place", first, by=manager_of(first), note="人が足りない。")
        became = "turned_down"
    else:
        AdoptionAnswer.objects.waiting().filter(proposal=first).update(
            answer_by=today() - dt.timedelta(days=1)
        )
        PROPOSAL_FLOW.make("close_unanswered", first, by=cast["coordinator"], note="返事がない。")
        became = "declined"
    ask()
    PROPOSAL_FLOW.make("take_place", second, by=cast["coordinator"])

    told = dict(Proposal.objects.values_list("title", "status"))
    assert told == {"花の道": "turned_down", "次点1": became, "次点2": "adopted"}
    assert Project.objects.filter(status="planning").count() == 1
    public = Client().get(first.call.get_absolute_url()).content.decode()
    assert "人が足りない" not in public


#: What stands in the way of asking, and the sentence that says so.
REFUSED: dict[str, str] = {
    "nothing is free": "繰上げに使える予算がありません",
    "out of turn": "先に打診する次点は「次点1」です",
    "too much": "空いている予算（80,000円）の範囲",
    "day is past": "今日かそれより後の日",
    "no reason": "繰り上げる理由を書いてください",
    "group is gone": "登録団体が必要です",
    "asked already": "先に打診する次点は「次点2」です",
    "drafted": "先に案を取り消してください",
}


@pytest.mark.parametrize("what", REFUSED)
def test_asking_is_refused_with_its_reason(what: str) -> None:
    cast = make_cast()
    proposal = released(cast)
    if what != "nothing is free":
        PROPOSAL_FLOW.make("turn_down", proposal, by=cast["manager"], note=WHY)
    first, second = Proposal.objects.filter(status="reserve").order_by("title")
    ask = partial(ask_next, by=cast["coordinator"])
    given: dict[str, Any] = {
        "proposal": second if what == "out of turn" else first,
        "amount": 90_000 if what == "too much" else 50_000,
        "answer_by": today() - dt.timedelta(days=what == "day is past"),
        "reason": " " if what == "no reason" else MOVED_UP,
    }
    if what == "group is gone":
        Group.objects.filter(name="次点1").update(status="deleted")
    if what == "asked already":
        ask(**given)
    if what == "drafted":
        draft(first, "declined", by=cast["coordinator"])

    with pytest.raises(MoveRefused, match=REFUSED[what]):
        ask(**given)
    assert AdoptionAnswer.objects.filter(is_moving_up=True).count() == (what == "asked already")


def test_desk_finds_the_place_that_came_up_until_it_is_offered() -> None:
    cast = make_cast()
    proposal = released(cast)

    def queued() -> int:
        found = queues_for(cast["coordinator"])
        return sum(each.count for each in found if "次点に打診" in str(each.label))

    assert queued() == 0
    first = asked(proposal, cast)
    assert queued() == 0
    PROPOSAL_FLOW.make("refuse_place", first, by=manager_of(first), note="人が足りない。")
    assert queued() == 1
    assert next_in_line(first.call) == Proposal.objects.get(title="次点2")


def test_desk_asks_on_the_page_and_keeps_the_words_of_what_is_refused() -> None:
    cast = make_cast()
    proposal = released(cast)
    PROPOSAL_FLOW.make("turn_down", proposal, by=cast["manager"], note=WHY)
    first = Proposal.objects.get(title="次点1")
    client = signed_in(cast["coordinator"])
    typed = {
        "part": "ask_next",
        "offered": "7万円",
        "offered_until": "いつか",
        "moving_up_because": "残る言葉",
    }

    refused = client.post(change(first), typed)
    assert (refused.status_code, "残る言葉" in refused.content.decode()) == (422, True)
    client.post(change(first), {**typed, "offered_until": today().isoformat()})

    row = AdoptionAnswer.objects.get(is_moving_up=True)
    assert (row.amount, row.answer_by, row.reason) == (70_000, today(), "残る言葉")
    page = client.get(change(first)).content.decode()
    assert ("返事を待っています" in page, "返事の期限を変える" in page) == (True, True)


def test_place_that_comes_up_waits_for_the_vote_where_there_is_one() -> None:
    cast = make_cast()
    proposal = released(cast, needs_vote=True)
    assert answers() == []
    first = asked(proposal, cast)
    with pytest.raises(MoveRefused):
        PROPOSAL_FLOW.make("take_place", first, by=manager_of(first))

    PROPOSAL_FLOW.make("take_place_before_vote", first, by=manager_of(first))
    assert Project.objects.count() == 0
    confirm_voted(proposal=first, voted_on=today(), by=cast["coordinator"])

    assert answers() == [("次点1", "taken")]
    assert Project.objects.get().budget_cap == 60_000


def test_group_that_withdraws_or_is_gone_takes_no_place() -> None:
    cast = make_cast()
    first = asked(released(cast), cast)
    Group.objects.filter(name="次点1").update(status="deleted")
    with pytest.raises(MoveRefused, match="登録団体が必要です"):
        PROPOSAL_FLOW.make("take_place", first, by=cast["coordinator"])

    PROPOSAL_FLOW.make("withdraw", first, by=manager_of(first))

    assert ("次点1", "refused") in answers()
    assert freed_in(first.call) == 80_000


def test_whose_affair_it_is_neither_asks_nor_answers_for_others() -> None:
    cast = make_cast()
    first = asked(released(cast), cast)

    for kind in ("manager", "staff", "reviewer", "superuser", "citizen"):
        with pytest.raises(PermissionDenied):
            PROPOSAL_FLOW.make("take_place", first, by=cast[kind])
        with pytest.raises(PermissionDenied):
            extend_answer(proposal=first, answer_by=today(), why="なし", by=cast[kind])


@pytest.mark.race(1_000)
@pytest.mark.django_db(transaction=True)
def test_two_who_ask_at_once_offer_the_money_once() -> None:
    cast = make_cast()
    proposal = released(cast)
    PROPOSAL_FLOW.make("turn_down", proposal, by=cast["manager"], note=WHY)
    first, second = Proposal.objects.filter(status="reserve").order_by("title")

    def ask(which: Proposal) -> Any:
        return ask_next(
            proposal=which,
            amount=50_000,
            answer_by=today(),
            reason=MOVED_UP,
            by=cast["coordinator"],
        )

    at_once(*(partial(ask, which) for which in (first, second, first, second)))

    offered = AdoptionAnswer.objects.filter(is_moving_up=True)
    assert [row.proposal.title for row in offered] == ["次点1"]


def test_what_is_left_of_a_budget_may_be_offered_and_no_more() -> None:
    cast = make_cast()
    proposal = released(cast, budget_total=150_000)
    call = proposal.call
    assert freed_in(call) == 70_000

    first = asked(proposal, cast, amount=100_000)
    assert freed_in(call) == 50_000
    PROPOSAL_FLOW.make("take_place", first, by=cast["coordinator"])
    assert freed_in(call) == 50_000
    Call.objects.update(budget_total=100_000)
    with pytest.raises(MoveRefused, match="繰上げに使える予算がありません"):
        ask_next(
            proposal=Proposal.objects.get(title="次点2"),
            amount=1,
            answer_by=today(),
            reason=MOVED_UP,
            by=cast["coordinator"],
        )
