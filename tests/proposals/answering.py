"""Calls with an adoption and others that wait in line, and who is asked."""

import datetime as dt
from typing import Any

from proposals.actions.answering import ask_next
from proposals.actions.release import release_call
from proposals.flows import PROPOSAL_FLOW
from proposals.models import AdoptionAnswer, Call, Proposal
from proposals.rules.budget import next_in_line
from tests.factories import make_group, make_user, today
from tests.people import Cast
from tests.proposals.factories import draft, make_call, make_decidable, make_proposal

WHY = "中心になる人が転居するため。"
MOVED_UP = "辞退があったため、次点の順位に従って採択するものです。"


def judged(title: str, call: Call, **fields: Any) -> Proposal:
    group = fields.pop("group", None) or make_group(title, managers=(make_user(title),))
    return make_decidable(
        make_proposal(title, call=call, group=group, status="under_review", **fields)
    )


def released(cast: Cast, outcome: str = "adopted", reserves: int = 2, **call: Any) -> Proposal:
    """One adoption of the cast's group with 80,000 yen, and others that wait in line."""
    made = make_call(when="reviewing", **call)
    proposal = judged("花の道", made, group=cast.group, responsible_department=cast.department)
    draft(proposal, outcome, by=cast["coordinator"], amount=80_000)
    for place in range(1, reserves + 1):
        draft(judged(f"次点{place}", made), "reserve", by=cast["coordinator"], reserve_rank=place)
    release_call(call=made, by=cast["coordinator"])
    proposal.refresh_from_db()
    return proposal


def asked(proposal: Proposal, cast: Cast, amount: int = 60_000) -> Proposal:
    """The first in line after this one was turned down, asked."""
    PROPOSAL_FLOW.make("turn_down", proposal, by=cast["manager"], note=WHY)
    first = next_in_line(proposal.call)
    assert first is not None
    day = today() + dt.timedelta(days=10)
    ask_next(proposal=first, amount=amount, answer_by=day, reason=MOVED_UP, by=cast["coordinator"])
    return first


def manager_of(proposal: Proposal) -> Any:
    return proposal.group and proposal.group.memberships.get().user


def answers() -> list[tuple[str, str]]:
    rows = AdoptionAnswer.objects.order_by("pk")
    return list(rows.values_list("proposal__title", "answer"))
