"""Where the council has to vote, an adoption stands by until it has: nothing is born before, all of it after."""

import datetime as dt
from functools import partial
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from groups.models import Group
from kyodo_portal.life.clock import run_all
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.queues import queues_for
from kyodo_portal.post.outbox import OutgoingMail
from projects.models import Project
from proposals.actions.release import release_call
from proposals.actions.voting import confirm_voted, reject_voted, set_vote_day
from proposals.flows import PROPOSAL_FLOW
from proposals.models import Call, Decision, Proposal
from tests.factories import make_coordinator, today
from tests.people import Cast, make_cast
from tests.proposals.factories import draft, make_call, make_decidable, make_proposal
from tests.proposals.test_admin import page_of, signed_in
from tests.races import at_once

pytestmark = pytest.mark.django_db

ROUNDS = 30
WHY = "予算の議案が否決されたため。"


def waiting(cast: Cast, outcome: str = "adopted", **call: Any) -> Proposal:
    """What was adopted in a call whose adoptions the council votes on."""
    voted = make_call(when="reviewing", needs_vote=True, **call)
    proposal = make_proposal(
        "花の道",
        call=voted,
        group=cast.group,
        status="under_review",
        responsible_department=cast.department,
    )
    draft(make_decidable(proposal), outcome, by=cast["coordinator"], amount=70_000)
    release_call(call=voted, by=cast["coordinator"])
    proposal.refresh_from_db()
    return proposal


def letters() -> list[str]:
    return [
        each.subject.removeprefix("【協働ポータル】")
        for each in OutgoingMail.objects.order_by("pk")
    ]


@pytest.mark.parametrize(
    ("outcome", "told"), [("adopted", "採択"), ("conditional", "条件付き採択")]
)
def test_release_waits_for_the_vote_and_the_yes_makes_it_final(outcome: str, told: str) -> None:
    cast = make_cast()
    proposal = waiting(cast, outcome, vote_on=today() + dt.timedelta(days=9))

    assert (proposal.status, Project.objects.count()) == ("awaiting_vote", 0)
    assert letters() == ["提案の採択が決まり、議会の議決を待っています「花の道」"]
    assert "採択は議会の議決を受けて確定します（議決の予定日は" in OutgoingMail.objects.get().body
    page = Client().get(proposal.call.get_absolute_url()).content.decode()
    assert f"市は{told}を決めました。議会の議決を待っています（予定日：" in page
    assert ("70,000円" in page, "毎月、進み具合を" in page) == (True, outcome == "conditional")

    confirm_voted(proposal=proposal, voted_on=today(), by=cast["coordinator"])

    proposal.refresh_from_db()
    project = Project.objects.published().get()
    assert (proposal.status, project.budget_cap) == (outcome, 70_000)
    assert letters()[1:] == [
        f"議会の議決を受けて、提案の{told.removesuffix('採択')}{'の' * (outcome == 'conditional')}採択が確定しました「花の道」"
    ]
    decision = Decision.objects.get()
    assert (decision.outcome, "議決を受けて確定します" in decision.notice) == (outcome, False)
    page = Client().get(proposal.call.get_absolute_url()).content.decode()
    assert "議会の議決を待っています" not in page


def test_no_is_told_with_its_reason_and_nothing_is_born() -> None:
    cast = make_cast()
    proposal = waiting(cast, "conditional")

    with pytest.raises(MoveRefused, match="採択しない理由を書いてください"):
        reject_voted(proposal=proposal, voted_on=today(), reason=" ", by=cast["coordinator"])
    reject_voted(proposal=proposal, voted_on=today(), reason=WHY, by=cast["coordinator"])

    proposal.refresh_from_db()
    decision = Decision.objects.get()
    assert (proposal.status, decision.outcome, decision.amount) == ("declined", "declined", None)
    assert Project.objects.count() == 0
    page = Client().get(proposal.call.get_absolute_url()).content.decode()
    assert (WHY in page, "これまでの決定：条件付き採択" in page) == (True, True)
    assert WHY in OutgoingMail.objects.get(subject__contains="議決が得られず").body


def test_group_that_is_gone_stops_its_own_yes_alone() -> None:
    cast, call = make_cast(), make_call(when="reviewing", needs_vote=True)
    for title in ("残る団体", "解散した団体"):
        proposal = make_proposal(title, call=call, status="under_review")
        draft(make_decidable(proposal), "adopted", by=cast["coordinator"])
    release_call(call=call, by=cast["coordinator"])
    Group.objects.filter(proposals__title="解散した団体").update(status="deleted")
    client, address = signed_in(cast["coordinator"]), f"{page_of(call)}vote/"
    assert "確定できません。採択するには" in client.get(address).content.decode()

    answer = client.post(
        address,
        {
            "act": "vote",
            "proposals": list(call.proposals.values_list("pk", flat=True)),
            "vote": "passed",
            "voted_on": today().isoformat(),
        },
        follow=True,
    ).content.decode()

    assert "1件の採択が確定しました" in answer
    assert "「解散した団体」は書き込めませんでした。採択するには" in answer
    assert dict(call.proposals.values_list("title", "status")) == {
        "残る団体": "adopted",
        "解散した団体": "awaiting_vote",
    }


def test_page_keeps_the_words_of_what_it_refuses_and_does_nothing_twice() -> None:
    cast = make_cast()
    proposal = waiting(cast)
    client, address = signed_in(cast["coordinator"]), f"{page_of(proposal.call)}vote/"
    typed = {"act": "vote", "proposals": [proposal.pk], "vote": "failed", "voted_on": "きのう"}

    refused = client.post(address, {**typed, "reason": "残る言葉"})
    assert (refused.status_code, "残る言葉" in refused.content.decode()) == (422, True)
    late = client.post(address, {**typed, "voted_on": today() + dt.timedelta(days=1)})
    assert "今日かそれより前の日" in late.content.decode()
    assert "「採択しない理由」を書いてください" in late.content.decode()
    good = {**typed, "voted_on": today(), "reason": WHY}
    assert client.post(address, good).status_code == 302
    again = client.post(address, good)

    assert (again.status_code, "もうありません" in again.content.decode()) == (409, True)
    assert WHY in again.content.decode()
    assert Proposal.objects.get().status == "declined"


def test_vote_that_is_put_off_is_told_and_waited_for() -> None:
    cast = make_cast()
    proposal = waiting(cast, vote_on=today())
    client = signed_in(cast["coordinator"])
    later = today() + dt.timedelta(days=20)

    def queued() -> int:
        found = queues_for(cast["coordinator"])
        return sum(each.count for each in found if "議決の結果" in str(each.label))

    assert queued() == 1
    client.post(f"{page_of(proposal.call)}vote/", {"act": "day", "expected_on": later})

    assert Call.objects.get().vote_on == later
    assert queued() == 0
    with pytest.raises(MoveRefused, match="議会の議決は要りません"):
        set_vote_day(call=make_call(when="decided"), day=later, by=cast["coordinator"])


def test_desk_is_reminded_when_the_day_of_the_vote_is_past() -> None:
    cast = make_cast()
    proposal = waiting(cast, vote_on=today() + dt.timedelta(days=1))
    reminders = OutgoingMail.objects.filter(key__startswith="reminder.vote:")

    def reminded(days: int) -> int:
        run_all(timezone.now() + dt.timedelta(days=days, hours=24 - timezone.localtime().hour))
        return reminders.count()

    assert [reminded(days) for days in (0, 2, 2, 15)] == [0, 1, 1, 2]
    assert {each.to for each in reminders} == {cast["coordinator"].email}
    confirm_voted(proposal=proposal, voted_on=today(), by=cast["coordinator"])
    set_vote_day(call=proposal.call, day=today() + dt.timedelta(days=30), by=cast["coordinator"])
    assert reminded(32) == 2


def test_group_may_turn_it_down_before_the_vote() -> None:
    cast = make_cast()
    proposal = waiting(cast)

    PROPOSAL_FLOW.make("turn_down", proposal, by=cast["manager"], note="人が足りないため。")

    with pytest.raises(MoveRefused, match="「辞退」のため、議決の結果は書き込めません"):
        confirm_voted(proposal=proposal, voted_on=today(), by=cast["coordinator"])
    assert Project.objects.count() == 0


def test_whoever_has_an_interest_writes_down_no_vote() -> None:
    cast = make_cast()
    proposal = waiting(cast)

    for kind in ("manager", "staff", "reviewer", "superuser"):
        with pytest.raises(PermissionDenied):
            confirm_voted(proposal=proposal, voted_on=today(), by=cast[kind])
    assert Proposal.objects.get().status == "awaiting_vote"


@pytest.mark.once(on="postgres")
@pytest.mark.django_db(transaction=True)
def test_thirty_votes_written_down_at_once_settle_each_once() -> None:
    people = [make_coordinator() for _ in range(3)]
    call = make_call(when="reviewing", needs_vote=True)
    for number in range(ROUNDS):
        proposal = make_proposal(f"提案{number}", call=call, status="under_review")
        draft(make_decidable(proposal), "adopted", by=people[0])
    release_call(call=call, by=people[0])
    proposals = list(call.proposals.all())
    OutgoingMail.objects.all().delete()

    at_once(
        *(partial(confirm_voted, proposal=p, voted_on=today(), by=people[0]) for p in proposals),
        *(
            partial(reject_voted, proposal=p, voted_on=today(), reason=WHY, by=people[1])
            for p in proposals
        ),
        *(partial(confirm_voted, proposal=p, voted_on=today(), by=people[2]) for p in proposals),
    )

    told = list(Proposal.objects.values_list("status", flat=True))
    assert set(told) <= {"adopted", "declined"}
    assert (len(told), Project.objects.count()) == (ROUNDS, told.count("adopted"))
    assert OutgoingMail.objects.count() == ROUNDS
