"""Whoever was adopted may turn it down until the agreement is made; then the project does not come about."""

import pytest
from django.test import Client

from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.post.outbox import OutgoingMail
from projects.models import Project
from proposals.actions.release import release_call
from proposals.flows import PROPOSAL_FLOW
from proposals.flows.deciding import FELL_THROUGH
from proposals.models import Proposal
from tests.people import Cast, make_cast
from tests.projects.events import make_event
from tests.proposals.factories import decide, draft, make_call, make_decidable, make_proposal
from tests.proposals.pages import signed_in

pytestmark = pytest.mark.django_db

WHY = "中心になる人が転居するため。"


def adopted(cast: Cast) -> Proposal:
    call = make_call(when="reviewing")
    proposal = make_proposal(
        "花の道",
        call=call,
        group=cast.group,
        status="under_review",
        responsible_department=cast.department,
    )
    return decide(make_decidable(proposal), "adopted", by=cast["coordinator"])


def test_adoption_is_turned_down_on_the_page_and_the_next_in_line_moves_up() -> None:
    cast = make_cast()
    proposal = adopted(cast)
    waiting = make_proposal("水の道", call=proposal.call, status="under_review")
    decide(make_decidable(waiting), "reserve", by=cast["coordinator"])
    address = proposal.get_absolute_url()

    page = signed_in(cast["manager"]).get(address).content.decode()
    assert "協定を結ぶ前なら辞退できます" in page
    signed_in(cast["manager"]).post(
        f"{address}move/", {"move": "turn_down", "seen": "adopted", "note": WHY}
    )

    proposal.refresh_from_db()
    assert (proposal.status, Project.objects.get().status) == ("turned_down", "cancelled")
    public = Client().get(proposal.call.get_absolute_url()).content.decode()
    assert ("辞退" in public, WHY in public) == (True, False)
    project = Client().get(Project.objects.get().get_absolute_url()).content.decode()
    assert ("理由は記録されていません" in project, WHY in project) == (False, False)
    told = OutgoingMail.objects.filter(subject__contains="採択が辞退されました")
    assert {letter.to for letter in told} == {cast[k].email for k in ("coordinator", "staff")}
    assert all(WHY in letter.body for letter in told)

    waiting.refresh_from_db()
    draft(waiting, "adopted", by=cast["coordinator"], amount=50_000)
    release_call(call=waiting.call, by=cast["coordinator"])
    assert Project.objects.get(proposal=waiting).budget_cap == 50_000


def test_days_to_come_are_called_off_with_what_was_turned_down() -> None:
    cast = make_cast()
    proposal = adopted(cast)
    event = make_event(project=Project.objects.get())

    PROPOSAL_FLOW.make("turn_down", proposal, by=cast["manager"], note=WHY)

    event.refresh_from_db()
    assert (event.status, event.cancelled_because) == ("cancelled", FELL_THROUGH)


def test_coordinator_writes_down_what_is_told_at_the_counter() -> None:
    cast = make_cast()
    proposal = adopted(cast)

    PROPOSAL_FLOW.make("turn_down", proposal, by=cast["coordinator"], note=WHY)

    letter = OutgoingMail.objects.filter(to=cast["manager"].email).latest("pk")
    assert letter.subject.startswith("【協働ポータル】採択が辞退されました")


def test_what_is_agreed_upon_is_called_off_and_not_turned_down() -> None:
    cast = make_cast()
    proposal = adopted(cast)
    Project.objects.update(status="agreed")

    with pytest.raises(MoveRefused, match="協定を結んだあとは、採択を辞退できません"):
        PROPOSAL_FLOW.make("turn_down", proposal, by=cast["manager"], note=WHY)
    assert Proposal.objects.get().status == "adopted"
