"""What of a call's money is free again once its results are public."""

from typing import Any

from proposals.models import (
    ADOPTED_STATUSES,
    ADOPTING,
    AdoptionAnswer,
    AnswerKind,
    Call,
    Decision,
    Proposal,
    ProposalStatus,
)


def freed_in(call: Call) -> int:
    """What may be offered to the reserve: the rest of the call's budget; or where it has none, what was
    decided for adoptions that did not come about. What is offered or was taken since is no longer free.
    Whole yen; never below nought."""
    if call.budget_total is not None:
        spent = _sum(_decided(call, status__in=SPENDING)) + _sum(_offered(call, AnswerKind.WAITING))
        return max(call.budget_total - spent, 0)
    given_back = _decided(call, status=ProposalStatus.TURNED_DOWN, decision__outcome__in=ADOPTING)
    unanswered = AdoptionAnswer.objects.filter(
        proposal__call=call, is_moving_up=False, answer=AnswerKind.UNANSWERED
    )
    since = _offered(call, AnswerKind.WAITING, AnswerKind.TAKEN)
    back = _sum(given_back) + _sum(unanswered.select_related("proposal"))
    return max(back - _sum(since), 0)


SPENDING = (*ADOPTED_STATUSES, ProposalStatus.AWAITING_VOTE)
"""What is decided for these is spent, also where the council has still to vote."""


def _decided(call: Call, **which: Any) -> Any:
    proposals = Proposal.objects.filter(call=call, **which)
    return Decision.objects.filter(proposal__in=proposals).select_related("proposal")


def _offered(call: Call, *answers: str) -> Any:
    rows = AdoptionAnswer.objects.filter(proposal__call=call, is_moving_up=True, answer__in=answers)
    return rows.select_related("proposal")


def _sum(rows: Any) -> int:
    return sum(borne(row.proposal, row.amount) for row in rows)


def borne(proposal: Proposal, amount: int | None) -> int:
    """What the city bears: the figure that was decided, or where there is none what was asked for."""
    return (proposal.requested_amount if amount is None else amount) or 0


def next_in_line(call: Call) -> Proposal | None:
    """The first of the reserve that nobody has asked yet."""
    waiting = Proposal.objects.filter(call=call, status=ProposalStatus.RESERVE)
    unasked = waiting.exclude(answers_asked__answer=AnswerKind.WAITING)
    return unasked.order_by("decision__reserve_rank", "pk").first()
