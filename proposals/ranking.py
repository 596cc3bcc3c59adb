"""The ranking of a call as the city's side reads it (practice §2)."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groups.rules import Person, is_administrator, is_coordinator
from kyodo_portal.files.spreadsheets import Column
from kyodo_portal.life.flows import not_yours
from kyodo_portal.life.verdicts import Verdict, allow_if
from kyodo_portal.words.languages import listed
from proposals.models import Call, CallStatus, Review, ReviewStatus
from proposals.rules import has_interest
from proposals.scoring import Ranked, ranking_of


def has_reviews(call: Call) -> bool:
    """Whether a reviewer was asked about any proposal of the call."""
    return Review.objects.filter(proposal__call=call).exists()


def can_change_call(call: Call) -> Verdict:
    """A call stays as it was once its results are public."""
    return allow_if(
        call.status != CallStatus.DECIDED,
        gettext("結果を公表した募集は、記録として残すため変更できません。"),
    )


def can_see_ranking(person: Person, call: Call) -> Verdict:
    """The coordinators and the administrator; nobody whose own group has proposed to the call, as
    the places of the others would tell them their own."""
    if not (is_coordinator(person) or is_administrator(person)):
        return not_yours(gettext("協働担当の職員"))
    proposals = call.proposals.exclude(status="draft").select_related("group")
    return allow_if(
        not any(has_interest(person, proposal) for proposal in proposals),
        gettext(
            "ご自身が属する団体の提案がこの募集にあるため、順位表は見られません。"
            "ほかの担当者に任せてください。"
        ),
    )


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
    Column(_("順位"), lambda row: row.rank),
    Column(_("受付番号"), lambda row: row.proposal.number),
    Column(_("事業名"), lambda row: row.proposal.title),
    Column(_("提案した人"), lambda row: row.proposal.proposer_label),
    Column(_("状態"), lambda row: row.proposal.status_label),
    Column(_("得点"), lambda row: row.standing.figure),
    Column(_("合格の目安"), lambda row: row.standing.pass_mark),
    Column(_("提出された審査の数"), lambda row: row.standing.counted),
    Column(_("審査委員ごとの合計（順不同）"), _totals),
    Column(_("最高と最低の差"), lambda row: row.standing.spread),
    Column(_("希望額（円）"), lambda row: row.proposal.requested_amount),
)
