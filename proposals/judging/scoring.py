"""From the reviewers' points to one figure per proposal, and the ranking of a call.

Only submitted sheets count: a conflict, an empty or an open sheet changes nothing (precedent:
systems that counted "not answered" as zero), and neither does one that abstains from more than half
(`judging.sheets`). Figures are decimals, shown to one place.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import prefetch_related_objects

from proposals.judging.sheets import TENTH, sheet_standing
from proposals.models import (
    STOPPED_STATUSES,
    Call,
    Criterion,
    Proposal,
    ProposalStatus,
    Review,
    ReviewStatus,
    ScoringMethod,
)


@dataclass(frozen=True, slots=True)
class ScoreStanding:
    """Where a proposal stands: what each sheet that counts comes to, and the figure they make.
    `figure` is None while nothing counts. `missing` sheets are still to come, `uncounted` ones were
    handed in with too little to count. `range` is the lowest and the highest the figure can become, where
    the proposal has fewer sheets than it will have, or than the others it is ranked with."""

    totals: tuple[Decimal, ...]
    figure: Decimal | None
    full_marks: Decimal
    pass_mark: Decimal
    missing: int = 0
    uncounted: int = 0
    range: tuple[Decimal, Decimal] | None = None

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
        """Plain data for the record of the decision. What is still missing is told where something is."""
        more: dict[str, Any] = {"missing": self.missing, "uncounted": self.uncounted}
        if self.range is not None:
            more["range"] = [str(figure) for figure in self.range]
        return {
            "totals": [str(total) for total in self.totals],
            "figure": None if self.figure is None else str(self.figure),
            "full_marks": str(self.full_marks),
            "pass_mark": str(self.pass_mark),
            **{name: value for name, value in more.items() if value},
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


def _standing(call: Call, criteria: Sequence[Criterion], reviews: list[Review]) -> ScoreStanding:
    submitted = [review for review in reviews if review.status == ReviewStatus.SUBMITTED]
    figures = [sheet_standing(review, criteria).figure for review in submitted]
    totals = [figure for figure in figures if figure is not None]
    standing = ScoreStanding(
        totals=tuple(totals),
        figure=figure_of(totals, call.scoring_method),
        full_marks=call.full_marks(),
        pass_mark=call.pass_mark(),
        missing=sum(review.is_unfinished for review in reviews),
        uncounted=len(submitted) - len(totals),
    )
    return _beside(standing, standing.counted + standing.missing, call.scoring_method)


def _beside(standing: ScoreStanding, sheets: int, method: str) -> ScoreStanding:
    """The standing as one of so many sheets: with the range of its figure, if each sheet that it lacks came in
    at nought or at full marks."""
    short = sheets - standing.counted
    if short <= 0:
        return replace(standing, range=None)
    ends = [
        figure_of([*standing.totals, *[end] * short], method)
        for end in (Decimal(0), standing.full_marks)
    ]
    low, high = (Decimal(0) if end is None else end for end in ends)
    return replace(standing, range=(low, high))


def score_standing_of(proposal: Proposal) -> ScoreStanding:
    """The standing of one proposal, by itself."""
    reviews = list(proposal.reviews.without_conflict().prefetch_related("scores"))
    return _standing(proposal.call, list(proposal.call.criteria.all()), reviews)


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
    queries. One with fewer sheets than another has the range of its figure."""
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
        .select_related("call", "group", "responsible_department", "created_by")
        .prefetch_related("reviews__scores", "reviews__reviewer")
    )
    criteria = list(call.criteria.all())
    alone = [(one, _standing(call, criteria, list(one.reviews.all()))) for one in proposals]
    sheets = max((standing.counted + standing.missing for _, standing in alone), default=0)
    return ranked((one, _beside(each, sheets, call.scoring_method)) for one, each in alone)
