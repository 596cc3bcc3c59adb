"""What a reviewer is reminded of: all her sheets of one call that are still to come, in one letter."""

from collections.abc import Sequence

from django.urls import reverse

from groups.models import User
from kyodo_portal.post.letters import link_to
from kyodo_portal.post.outbox import plain_name
from kyodo_portal.words.text import japanese_date
from proposals.models import Call, ProposalStatus, Review
from proposals.models.affairs import affairs_of

LISTED = 60
"""Sheets named in one letter; the page to which it leads shows all."""

NEXT_STEP = (
    "一覧のページから、一つずつ開いて採点してください。"
    "利害関係があるときは、そのページで辞退できます。"
    "期限に間に合わないときは、早めに窓口へお知らせください。"
)


def waiting_of(call: Call, reviewer: User) -> list[Review]:
    """The sheets of this call that a reviewer has not handed in, as far as they are hers to judge."""
    sheets = Review.objects.unfinished().filter(
        reviewer=reviewer, proposal__call=call, proposal__status=ProposalStatus.UNDER_REVIEW
    )
    theirs = sheets.exclude(affairs_of(reviewer, through="proposal__"))
    return list(theirs.select_related("proposal__call").order_by("proposal__number", "pk"))


def still_to_come(sheets: Sequence[Review]) -> str:
    """The lines of the letter: until when, and each proposal with its address."""
    due = sheets[0].proposal.call.review_due_on if sheets else None
    lines = [f"まだの採点：{len(sheets)}件"]
    if due:
        lines.append(f"採点の期限：{japanese_date(due)}")
    for sheet in sheets[:LISTED]:
        lines += [f"・{plain_name(sheet.shown_title)}", link_to(sheet)]
    if len(sheets) > LISTED:
        lines.append(f"ほかに{len(sheets) - LISTED}件あります。")
    return "\n".join(lines)


def page_of_sheets() -> str:
    """Where a reviewer finds all that waits for her."""
    return reverse("admin:proposals_review_changelist")
