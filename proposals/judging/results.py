"""The results of a call as everybody reads them: decided proposals with outcome and reasons."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from proposals.models import Call, CallStatus, Decision, Proposal


@dataclass(frozen=True, slots=True)
class Result:
    """One decided proposal. `figure` is its points at the time of the decision, None where there
    were none; equal figures share a rank."""

    proposal: Proposal
    decision: Decision
    figure: Decimal | None
    full_marks: Decimal | None
    rank: int | None


def results_of(call: Call) -> list[Result]:
    """The decided proposals of a call whose results are public, best first; before that none."""
    if call.status != CallStatus.DECIDED:
        return []
    proposals = call.proposals.announced().select_related("group", "decision", "project")
    rows = [
        (
            proposal,
            points_in(proposal.decision, "figure"),
            points_in(proposal.decision, "full_marks"),
        )
        for proposal in proposals
        if hasattr(proposal, "decision")
    ]
    rows.sort(key=lambda row: (-(row[1] if row[1] is not None else Decimal(-1)), row[0].pk))
    results: list[Result] = []
    for place, (proposal, figure, full_marks) in enumerate(rows, start=1):
        rank = None if figure is None else place
        if rank is not None and results and results[-1].figure == figure:
            rank = results[-1].rank
        results.append(Result(proposal, proposal.decision, figure, full_marks, rank))
    return results


def points_in(decision: Decision, name: str) -> Decimal | None:
    """A figure of the scores kept with the decision; None where there is none."""
    try:
        return Decimal(decision.score_snapshot[name])
    except (KeyError, TypeError, InvalidOperation):
        return None
