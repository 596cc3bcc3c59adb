"""Whoever is adopted says whether they take it, and nothing is decided by silence."""

import datetime as dt
from functools import partial
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from kyodo_portal.life import clock
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.queues import queues_for
from kyodo_portal.post.outbox import OutgoingMail
from projects.models import Project
from proposals.actions.answering import extend_answer
from proposals.actions.release import release_call
from proposals.flows import PROPOSAL_FLOW
from proposals.models import AdoptionAnswer, Decision, Proposal
from proposals.rules.budget import freed_in
from proposals.waiting import waiting_for
from tests.factories import make_coordinator, today
from tests.people import make_cast
from tests.proposals.answering import WHY, answers, judged, released
from tests.proposals.factories import draft, make_call, make_proposal
from tests.proposals.pages import signed_in
from tests.races import at_once

pytestmark = pytest.mark.django_db

ROUNDS = 30


@pytest.mark.parametrize(
    ("outcome", "move"), [("adopted", "accept"), ("conditional", "accept_conditions")]
)
@pytest.mark.parametrize("who", ["manager", "coordinator"])
def test_adoption_is_taken_on_the_page_or_told_at_the_counter(
    outcome: str, move: str, who: str
) -> None:
    cast = make_cast()
    proposal = released(cast, outcome)
    letter = OutgoingMail.objects.get(to=cast["manager"].email)
    assert "までに、提案のページか窓口でお知らせください。" in letter.body
    assert [str(task.label) for task in waiting_for(cast["manager"])] == [
        "提案「花の道」の採択を受けるかどうか、返事をする"
    ]
    address = proposal.get_absolute_url()
    assert "採択への返事" in signed_in(cast["manager"]).get(address).content.decode()

    PROPOSAL_FLOW.make(move, proposal, by=cast[who])

    assert answers() == [("花の道", "taken")]
    assert Proposal.objects.get(pk=proposal.pk).status == outcome
    with pytest.raises(MoveRefused, match="返事を待っていることはありません"):
        PROPOSAL_FLOW.make(move, proposal, by=cast[who])
    page = signed_in(cast["manager"]).get(address).content.decode()
    assert ("採択への返事" in page, "採択を辞退する" in page) == (False, True)
    told = OutgoingMail.objects.filter(subject__contains="採択を受けると、返事がありました")
    others = {"coordinator": {"manager", "staff"}, "manager": {"coordinator", "staff"}}[who]
    assert {each.to for each in told} == {cast[kind].email for kind in others}


def test_nothing_is_decided_by_silence_and_the_desk_says_why() -> None:
    cast = make_cast()
    proposal = released(cast)
    clock.run_all(timezone.now())
    close = partial(PROPOSAL_FLOW.make, "close_unanswered", proposal, by=cast["coordinator"])
    with pytest.raises(MoveRefused, match="まで待ってください"):
        close(note="返事がないため。")

    for days in (9, 13, 15, 22):
        with time_machine.travel(
            timezone.localtime().replace(hour=12) + dt.timedelta(days), tick=False
        ):
            clock.run_all(timezone.now())
    reminders = OutgoingMail.objects.filter(key__startswith="reminder.adoption")
    told = [(each.key.split(":")[0], each.to) for each in reminders.order_by("pk")]
    assert told == [
        *[("reminder.adoption", cast["manager"].email)] * 2,
        *[("reminder.adoption_late", cast["coordinator"].email)] * 2,
    ]
    AdoptionAnswer.objects.update(answer_by=today() - dt.timedelta(days=1))
    assert Proposal.objects.get(pk=proposal.pk).status == "adopted"
    waits = [each for each in queues_for(cast["coordinator"]) if "採択への返事" in str(each.label)]
    assert [each.count for each in waits] == [1]
    for kind in ("manager", "staff", "superuser"):
        with pytest.raises(PermissionDenied):
            PROPOSAL_FLOW.make("close_unanswered", proposal, by=cast[kind], note="返事がない")

    close(note="二度電話し、書面も送ったが、返事がないため。")

    decision = Decision.objects.get(proposal=proposal)
    assert (proposal.status, decision.outcome, Project.objects.get().status) == (
        "declined",
        "declined",
        "cancelled",
    )
    page = Client().get(proposal.call.get_absolute_url()).content.decode()
    assert "二度電話し" in page
    assert "これまでの決定：採択" in page
    assert "公表のあとで変わったこと" in page
    assert freed_in(proposal.call) == 80_000


def test_day_of_the_answer_is_put_off_and_told() -> None:
    cast = make_cast()
    proposal = released(cast)
    later = today() + dt.timedelta(days=40)
    put_off = partial(
        extend_answer, proposal=proposal, why="総会を待つため。", by=cast["coordinator"]
    )
    with pytest.raises(MoveRefused, match="今日かそれより後の日"):
        put_off(answer_by=today() - dt.timedelta(days=1))

    put_off(answer_by=later)

    assert AdoptionAnswer.objects.get().answer_by == later
    letter = OutgoingMail.objects.get(subject__contains="返事の期限が変わりました")
    assert (letter.to, "総会を待つため。" in letter.body) == (cast["manager"].email, True)
    PROPOSAL_FLOW.make("accept", proposal, by=cast["manager"])
    with pytest.raises(MoveRefused, match="返事を待っていることはありません"):
        put_off(answer_by=later)


def test_agreement_that_is_signed_is_the_answer() -> None:
    cast = make_cast()
    proposal = released(cast)
    Project.objects.update(status="agreed")

    assert list(AdoptionAnswer.objects.waiting()) == []
    assert waiting_for(cast["manager"]) == []
    with pytest.raises(MoveRefused, match="返事を待っていることはありません"):
        PROPOSAL_FLOW.make("close_unanswered", proposal, by=cast["coordinator"], note="なし")


@pytest.mark.once(on="postgres")
@pytest.mark.django_db(transaction=True)
def test_thirty_answers_at_once_are_one_each() -> None:
    people, call = [make_coordinator() for _ in range(3)], make_call(when="reviewing")
    for number in range(ROUNDS):
        draft(judged(f"提案{number}", call), "adopted", by=people[0])
    release_call(call=call, by=people[0])
    proposals = list(call.proposals.select_related("group"))
    AdoptionAnswer.objects.update(answer_by=today() - dt.timedelta(days=1))

    at_once(
        *(partial(PROPOSAL_FLOW.make, "accept", p, by=people[0]) for p in proposals),
        *(partial(PROPOSAL_FLOW.make, "turn_down", p, by=people[1], note=WHY) for p in proposals),
        *(
            partial(PROPOSAL_FLOW.make, "close_unanswered", p, by=people[2], note=WHY)
            for p in proposals
        ),
    )

    told = dict(Proposal.objects.values_list("pk", "status"))
    cancelled = Project.objects.filter(status="cancelled").count()
    assert cancelled == sum(status != "adopted" for status in told.values())
    kept = dict(AdoptionAnswer.objects.values_list("proposal", "answer"))
    fits = {
        "adopted": {"taken"},
        "turned_down": {"taken", "refused"},
        "declined": {"unanswered"},
    }
    assert [pk for pk, status in told.items() if kept[pk] not in fits[status]] == []
    assert len(kept) == ROUNDS


def test_decisions_of_before_ask_nothing(settings: Any) -> None:
    proposal = make_proposal(call=make_call(when="decided"), status="adopted")

    assert AdoptionAnswer.objects.count() == 0
    with pytest.raises(MoveRefused, match="返事を待っていることはありません"):
        PROPOSAL_FLOW.make("accept", proposal, by=make_coordinator())
