"""The ranking of a call as the city's side reads it (practice §2)."""

from typing import Any

from kyodo_portal.files.spreadsheets import Column
from kyodo_portal.words.languages import listed
from proposals.judging.scoring import Ranked, ranking_of
from proposals.models import Call, Review, ReviewStatus


def has_reviews(call: Call) -> bool:
    """Whether a reviewer was asked about any proposal of the call."""
    return Review.objects.filter(proposal__call=call).exists()


def ranking_table(call: Call) -> dict[str, Any]:
    """The rows of the ranking; each knows the totals of its reviewers and whether the pass line
    lies directly above it."""
    ranked = ranking_of(call)
    rows = []
    above = True
    for row in ranked:
        falls_short = row.standing.passes is not True
        rows.append({"row": row, "totals": totals_of(row), "pass_line": above and falls_short})
        above = above and not falls_short
    return {"rows": rows, "ranked": ranked}


def totals_of(row: Ranked) -> list[tuple[str, Any]]:
    """Each reviewer's total, or in what state their sheet is."""
    return [
        (
            review.reviewer.display_name,
            review.total() if review.status == ReviewStatus.SUBMITTED else review.status_label,
        )
        for review in row.proposal.reviews.all()
    ]


def _totals(row: Ranked) -> str:
    return listed(str(total) for total in row.standing.totals)


RANKED_COLUMNS = (
    Column("順位", lambda row: row.rank),
    Column("受付番号", lambda row: row.proposal.number),
    Column("事業名", lambda row: row.proposal.title),
    Column("提案した人", lambda row: row.proposal.proposer_label),
    Column("状態", lambda row: row.proposal.status_label),
    Column("得点", lambda row: row.standing.figure),
    Column("合格の目安", lambda row: row.standing.pass_mark),
    Column("提出された審査の数", lambda row: row.standing.counted),
    Column("審査委員ごとの合計（順不同）", _totals),
    Column("最高と最低の差", lambda row: row.standing.spread),
    Column("希望額（円）", lambda row: row.proposal.requested_amount),
)
