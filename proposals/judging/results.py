"""The results of a call as everybody reads them: decided proposals with outcome and reasons."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation

from django.utils import timezone
from django.utils.translation import gettext

from kyodo_portal.words.languages import Words
from kyodo_portal.words.text import japanese_date
from proposals.content.conclusions import published_conclusion
from proposals.models import (
    ADOPTED_STATUSES,
    ADOPTING,
    Call,
    CallStatus,
    Decision,
    DecisionOutcome,
    Proposal,
    ProposalStatus,
)


@dataclass(frozen=True, slots=True)
class Result:
    """One decided proposal. `figure` is its points at the time of the decision, None where there
    were none; equal figures share a rank. `amount` and `place` are told where they say something of
    this outcome: what the city bears of what is adopted (whole yen), and the place in the reserve."""

    proposal: Proposal
    decision: Decision
    figure: Decimal | None
    full_marks: Decimal | None
    rank: int | None

    @property
    def sheets(self) -> int | None:
        """How many sheets its points come from; None where the points say nothing of it."""
        return sheets_in(self.decision)

    @property
    def amount(self) -> int | None:
        return amount_in(self.proposal, self.decision)

    @property
    def place(self) -> int | None:
        return place_in(self.proposal, self.decision)

    @property
    def conclusion(self) -> str:
        return published_conclusion(self.proposal.call, self.decision.committee_conclusion)

    @property
    def conditions(self) -> str:
        return conditions_in(self.proposal, self.decision)

    @property
    def waits_for(self) -> Words:
        return vote_on(self.proposal, self.decision)

    @property
    def earlier(self) -> list["Earlier"]:
        return earlier_in(self.decision)


@dataclass(frozen=True, slots=True)
class Earlier:
    """What the city had decided before: that in its words, why, what it bore (whole yen), on what conditions, and
    when it was told (JST). `why` is why it was corrected since; empty where it was decided anew."""

    outcome: Words
    reason: str
    day: str
    amount: int | None = None
    conditions: str = ""
    why: str = ""


def amount_in(proposal: Proposal, decision: Decision) -> int | None:
    """What the city bears, where the proposal is adopted and a figure was decided."""
    told = (*ADOPTED_STATUSES, ProposalStatus.AWAITING_VOTE)
    return decision.amount if proposal.status in told else None


def place_in(proposal: Proposal, decision: Decision) -> int | None:
    """The place in the reserve of what stands there."""
    return decision.reserve_rank if proposal.status == ProposalStatus.RESERVE else None


def conditions_in(proposal: Proposal, decision: Decision) -> str:
    """On what conditions it is adopted; empty where on none."""
    told = (ProposalStatus.CONDITIONAL, ProposalStatus.AWAITING_VOTE)
    is_conditional = decision.outcome == DecisionOutcome.CONDITIONAL and proposal.status in told
    return decision.conditions if is_conditional else ""


def vote_on(proposal: Proposal, decision: Decision) -> Words:
    """That it is adopted and what the council has still to say; empty where it has nothing to."""
    if proposal.status != ProposalStatus.AWAITING_VOTE:
        return ""
    outcome, day = DecisionOutcome(decision.outcome).label, proposal.call.vote_on
    if day is None:
        return gettext(
            "市は{outcome}を決めました。議会の議決を待っています。議決を受けて確定します。"
        ).format(outcome=outcome)
    return gettext(
        "市は{outcome}を決めました。議会の議決を待っています（予定日：{day}）。議決を受けて確定します。"
    ).format(outcome=outcome, day=japanese_date(day))


def earlier_in(decision: Decision) -> list[Earlier]:
    """Every decision before this one, oldest first."""
    return [
        Earlier(
            outcome=ProposalStatus(row["outcome"]).label,
            reason=row["reason"],
            day=japanese_date(timezone.localdate(datetime.fromisoformat(row["released_at"]))),
            amount=row.get("amount") if row["outcome"] in ADOPTING else None,
            conditions=row.get("conditions", "")
            if row["outcome"] == DecisionOutcome.CONDITIONAL
            else "",
            why=row.get("why", ""),
        )
        for row in decision.earlier or ()
    ]


def results_of(call: Call) -> list[Result]:
    """The decided proposals of a call whose results are public, before that none: best first, or in the
    order of their numbers where the call does not say who was better."""
    if call.status != CallStatus.DECIDED:
        return []
    proposals = call.proposals.announced().select_related("group", "decision", "project", "call")
    rows = [
        (
            proposal,
            points_in(proposal.decision, "figure"),
            points_in(proposal.decision, "full_marks"),
        )
        for proposal in proposals
        if hasattr(proposal, "decision")
    ]
    if not call.publishes_ranks:
        rows.sort(key=lambda row: (row[0].number, row[0].pk))
        return [_told(call, proposal, figure, full, None) for proposal, figure, full in rows]
    rows.sort(key=lambda row: (-(row[1] if row[1] is not None else Decimal(-1)), row[0].pk))
    results: list[Result] = []
    before: Decimal | None = None
    for place, (proposal, figure, full_marks) in enumerate(rows, start=1):
        rank = None if figure is None else place
        if rank is not None and results and before == figure:
            rank = results[-1].rank
        before = figure
        results.append(_told(call, proposal, figure, full_marks, rank))
    return results


def _told(
    call: Call,
    proposal: Proposal,
    figure: Decimal | None,
    full_marks: Decimal | None,
    rank: int | None,
) -> Result:
    """A result with as much of the points as the call publishes."""
    if not call.publishes_points:
        figure = full_marks = None
    return Result(proposal, proposal.decision, figure, full_marks, rank)


def points_in(decision: Decision, name: str) -> Decimal | None:
    """A figure of the scores kept with the decision; None where there is none."""
    try:
        return Decimal(decision.score_snapshot[name])
    except (KeyError, TypeError, InvalidOperation):
        return None


def sheets_in(decision: Decision) -> int | None:
    """How many sheets were counted in the scores kept with the decision; None where they do not say."""
    kept = decision.score_snapshot
    totals = kept.get("totals") if isinstance(kept, dict) else None
    return len(totals) if isinstance(totals, list) else None


def are_unequal(results: Sequence[Result]) -> bool:
    """Whether the ranked among them have unequal numbers of sheets."""
    counts = {result.sheets for result in results if result.rank is not None}
    return len(counts - {None}) > 1
