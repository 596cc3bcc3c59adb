"""A correction that nobody answers blocks nobody: the proposal is closed, and the call goes on."""

import datetime as dt
from contextlib import suppress

import pytest
from django.test import Client

from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.post.outbox import OutgoingMail
from proposals.flows import CALL_FLOW, PROPOSAL_FLOW
from tests.factories import make_coordinator, today
from tests.people import make_cast
from tests.proposals.factories import make_call, make_proposal
from tests.proposals.pages import signed_in

pytestmark = pytest.mark.django_db

REASON = "収支の見積りが、期限までに届かなかったため。"


@pytest.mark.parametrize(("days", "closes"), [(0, False), (-1, True)])
def test_uncorrected_proposal_is_closed_after_its_day_and_not_on_it(
    days: int, closes: bool
) -> None:
    due_on = today() + dt.timedelta(days=days)
    proposal = make_proposal(status="returned", correction_due_on=due_on)

    with suppress(MoveRefused):
        PROPOSAL_FLOW.make("close_uncorrected", proposal, by=make_coordinator(), note=REASON)

    proposal.refresh_from_db()
    assert proposal.status == ("not_accepted" if closes else "returned")


@pytest.mark.parametrize("move", ["not_accept", "close_uncorrected"])
def test_call_goes_on_and_the_proposers_read_the_reason(move: str) -> None:
    cast, coordinator = make_cast(), make_coordinator("結果の担当")
    call = make_call(when="reviewing")
    yesterday = today() - dt.timedelta(days=1)
    proposal = make_proposal(
        call=call, group=cast.group, status="returned", correction_due_on=yesterday
    )
    with pytest.raises(MoveRefused, match="まだ決定していない提案が1件"):
        CALL_FLOW.make("announce_results", call, by=coordinator)

    PROPOSAL_FLOW.make(move, proposal, by=coordinator, note=REASON)
    CALL_FLOW.make("announce_results", call, by=coordinator)

    letter = OutgoingMail.objects.get(to=cast["manager"].email)
    assert REASON in letter.body
    assert proposal.get_absolute_url() in letter.body
    theirs = signed_in(cast["manager"]).get(proposal.get_absolute_url()).content.decode()
    assert "受理されなかった理由" in theirs
    assert REASON in theirs
    public = Client().get(call.get_absolute_url()).content.decode()
    assert "ほかに1件の提案は" in public
    assert REASON not in public
    assert proposal.title not in public


def test_closing_without_a_reason_is_refused() -> None:
    proposal = make_proposal(status="submitted")

    with pytest.raises(MoveRefused, match="受理しない理由"):
        PROPOSAL_FLOW.make("not_accept", proposal, by=make_coordinator())
