"""A correction that nobody answers blocks nobody: the proposal is closed, and the call goes on."""

import datetime as dt
from contextlib import suppress
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client

from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.post.outbox import OutgoingMail
from proposals.actions.release import release_call
from proposals.flows import PROPOSAL_FLOW
from proposals.models import Proposal
from tests.factories import make_coordinator, today, write_down
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
    assert proposal.status == ("lapsed" if closes else "returned")


@pytest.mark.parametrize("move", ["not_accept", "close_uncorrected"])
def test_call_goes_on_and_the_proposers_read_the_reason(move: str) -> None:
    cast, coordinator = make_cast(), make_coordinator("結果の担当")
    call = make_call(when="reviewing")
    yesterday = today() - dt.timedelta(days=1)
    proposal = make_proposal(
        call=call, group=cast.group, status="returned", correction_due_on=yesterday
    )
    PROPOSAL_FLOW.make(move, proposal, by=coordinator, note=REASON)
    release_call(call=call, by=coordinator)

    letter = OutgoingMail.objects.get(to=cast["manager"].email)
    assert REASON in letter.body
    assert proposal.get_absolute_url() in letter.body
    theirs = signed_in(cast["manager"]).get(proposal.get_absolute_url()).content.decode()
    assert ("受理されなかった理由" in theirs) is (move == "not_accept")
    assert REASON in theirs
    public = Client().get(call.get_absolute_url()).content.decode()
    assert "ほかに1件の提案は" in public
    assert REASON not in public
    assert proposal.title not in public


def test_closing_without_a_reason_is_refused() -> None:
    proposal = make_proposal(status="submitted")

    with pytest.raises(MoveRefused, match="受理しない理由"):
        PROPOSAL_FLOW.make("not_accept", proposal, by=make_coordinator())


def test_upgrade_tells_what_lapsed_apart_where_the_record_says_so() -> None:
    lapsed, refused = (make_proposal(status="not_accepted") for _ in range(2))
    for proposal, act in ((lapsed, "close_uncorrected"), (refused, "not_accept")):
        write_down(proposal, act, note=REASON)
    upgrade = import_module("proposals.migrations.0016_decided_in_draft")

    upgrade.tell_lapsed_apart(apps, SimpleNamespace(connection=connection))
    told = dict(Proposal.objects.values_list("pk", "status"))
    assert told == {lapsed.pk: "lapsed", refused.pk: "not_accepted"}
    upgrade.stand_as_before(apps, SimpleNamespace(connection=connection))
    assert set(Proposal.objects.values_list("status", flat=True)) == {"not_accepted"}
