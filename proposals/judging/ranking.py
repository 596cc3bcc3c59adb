"""The ranking of a call as the city's side reads it (practice §2)."""

from collections.abc import Sequence
from typing import Any

from kyodo_portal.files.spreadsheets import Column
from kyodo_portal.words.languages import listed
from proposals.judging.budget_line import budget_line
from proposals.judging.scoring import Ranked, ranking_of
from proposals.judging.sheets import sheet_standing
from proposals.models import Call, Criterion, Review, ReviewStatus


def has_reviews(call: Call) -> bool:
    """Whether a reviewer was asked about any proposal of the call."""
    return Review.objects.filter(proposal__call=call).exists()


def ranking_table(call: Call) -> dict[str, Any]:
    """The rows of the ranking; each knows what its reviewers' sheets come to and whether the pass line
    lies directly above it, and where the money of the call ends (`placed`). `missing` counts the sheets still to come: until there are none, the order is
    provisional. It `is_unequal` where not all stand on the same number of sheets."""
    ranked = ranking_of(call)
    criteria = list(call.criteria.all())
    placed = {one.row.proposal.pk: one for one in budget_line(ranked, call.budget_total)}
    rows = []
    above = True
    for row in ranked:
        falls_short = row.standing.passes is not True
        rows.append(
            {
                "row": row,
                "totals": totals_of(row, criteria),
                "pass_line": above and falls_short,
                "placed": placed.get(row.proposal.pk),
            }
        )
        above = above and not falls_short
    return {
        "rows": rows,
        "ranked": ranked,
        "missing": sum(row.standing.missing for row in ranked),
        "is_unequal": len({row.standing.counted for row in ranked}) > 1,
    }


def totals_of(row: Ranked, criteria: Sequence[Criterion]) -> list[tuple[str, Any]]:
    """What each reviewer's sheet comes to, or in what state it is."""
    return [
        (review.reviewer.display_name, _told(review, criteria))
        for review in row.proposal.reviews.all()
    ]


def _told(review: Review, criteria: Sequence[Criterion]) -> Any:
    if review.status != ReviewStatus.SUBMITTED:
        return review.status_label
    standing = sheet_standing(review, criteria)
    if standing.figure is None:
        return "数えない（採点が満点の半分に届かない）"
    if not standing.abstained:
        return standing.figure
    return f"{standing.figure}（{standing.abstained}項目を採点せず、満点に換算）"


def _totals(row: Ranked) -> str:
    return listed(str(total) for total in row.standing.totals)


def _range(row: Ranked) -> str:
    return "〜".join(str(end) for end in row.standing.range or ())


RANKED_COLUMNS = (
    Column("順位", lambda row: row.rank),
    Column("受付番号", lambda row: row.proposal.number),
    Column("事業名", lambda row: row.proposal.title),
    Column("提案した人", lambda row: row.proposal.proposer_label),
    Column("状態", lambda row: row.proposal.status_label),
    Column("得点", lambda row: row.standing.figure),
    Column("合格の目安", lambda row: row.standing.pass_mark),
    Column("数えた審査の数", lambda row: row.standing.counted),
    Column("提出を待っている審査の数", lambda row: row.standing.missing),
    Column("審査の数がそろったときの得点の幅", _range),
    Column("審査委員ごとの合計（順不同）", _totals),
    Column("最高と最低の差", lambda row: row.standing.spread),
    Column("希望額（円）", lambda row: row.proposal.requested_amount),
)
