"""From the reviewers' points to one figure per proposal, and the ranking of a call.

Only submitted sheets count: a conflict, an empty or an open sheet changes nothing (precedent:
systems that counted "not answered" as zero). Figures are decimals, shown to one place.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import prefetch_related_objects

from proposals.models import (
    STOPPED_STATUSES,
    Call,
    Proposal,
    ProposalStatus,
    Review,
    ReviewStatus,
    ScoringMethod,
)

TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class ScoreStanding:
    """Where a proposal stands: how many sheets count, their totals, and the figure they make.
    `figure` is None while nothing counts."""

    totals: tuple[Decimal, ...]
    figure: Decimal | None
    full_marks: Decimal
    pass_mark: Decimal

    @property
    def counted(self) -> int:
        return len(self.totals)

    @property
    def passes(self) -> bool | None:
        """Whether the figure reaches the pass mark; None while nothing counts."""
        return None if self.figure is None else self.figure >= self.pass_mark

    @property
    def spread(self) -> Decimal | None:
        """The distance between the highest and the lowest total: how far the reviewers disagree."""
        return max(self.totals) - min(self.totals) if self.totals else None

    def as_data(self) -> dict[str, Any]:
        """Plain data for the record of the decision."""
        return {
            "totals": [str(total) for total in self.totals],
            "figure": None if self.figure is None else str(self.figure),
            "full_marks": str(self.full_marks),
            "pass_mark": str(self.pass_mark),
        }


def figure_of(totals: list[Decimal], method: str) -> Decimal | None:
    """One figure for a list of totals: the mean, or the mean without the highest and the lowest
    where there are at least three. Rounded half up to one place; None for an empty list."""
    if not totals:
        return None
    counted = sorted(totals)
    if method == ScoringMethod.TRIMMED and len(counted) >= 3:
        counted = counted[1:-1]
    return (sum(counted, Decimal(0)) / len(counted)).quantize(TENTH, ROUND_HALF_UP)


def _standing(call: Call, reviews: list[Review]) -> ScoreStanding:
    totals = [review.total() for review in reviews if review.status == ReviewStatus.SUBMITTED]
    return ScoreStanding(
        totals=tuple(totals),
        figure=figure_of(totals, call.scoring_method),
        full_marks=call.full_marks(),
        pass_mark=call.pass_mark(),
    )


def score_standing_of(proposal: Proposal) -> ScoreStanding:
    """The standing of one proposal."""
    reviews = list(proposal.reviews.counted().prefetch_related("scores__criterion"))
    return _standing(proposal.call, reviews)


@dataclass(frozen=True, slots=True)
class Ranked:
    """A row of the ranking. Equal figures share a rank; without a figure there is none."""

    rank: int | None
    proposal: Proposal
    standing: ScoreStanding


def ranked(standings: Iterable[tuple[Proposal, ScoreStanding]]) -> list[Ranked]:
    """Proposals with their standings, best first. Equal figures: the smaller request stands first
    (practice §2); one that asks for no money asks for least."""
    rows: list[Ranked] = []
    for place, (proposal, standing) in enumerate(sorted(standings, key=_order), start=1):
        rank: int | None = None if standing.figure is None else place
        if rows and rank is not None and rows[-1].standing.figure == standing.figure:
            rank = rows[-1].rank
        rows.append(Ranked(rank, proposal, standing))
    return rows


def _order(row: tuple[Proposal, ScoreStanding]) -> tuple[Decimal, int, int]:
    proposal, standing = row
    figure = Decimal(-1) if standing.figure is None else standing.figure
    return -figure, proposal.requested_amount or 0, proposal.pk


def ranking_of(call: Call) -> list[Ranked]:
    """The ranking of the proposals of a call that were or are reviewed, in a constant number of
    queries."""
    prefetch_related_objects([call], "criteria")
    proposals = (
        call.proposals.exclude(
            status__in=[
                ProposalStatus.DRAFT,
                ProposalStatus.SUBMITTED,
                ProposalStatus.RETURNED,
                ProposalStatus.WITHDRAWN,
                *STOPPED_STATUSES,
            ]
        )
        .select_related("group", "responsible_department")
        .prefetch_related("reviews__scores__criterion", "reviews__reviewer")
    )
    return ranked((one, _standing(call, list(one.reviews.all()))) for one in proposals)
