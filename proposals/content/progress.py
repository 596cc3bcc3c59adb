"""Where a proposal stands, told as its course so far and what comes next."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from kyodo_portal.life.audit import AuditEntry
from proposals.models import Proposal, ProposalStatus

#: Whose act each move is; people stay unnamed.
SIDES = {
    "proposal.submit": _("提案した人"),
    "proposal.withdraw": _("提案した人"),
    "proposal.return": _("市"),
    "proposal.extend": _("市"),
    "proposal.begin_review": _("市"),
    "proposal.adopt": _("市"),
    "proposal.adopt_conditionally": _("市"),
    "proposal.decline": _("市"),
}

#: What has happened, in place of the words on the button.
TOLD = {
    "proposal.submit": _("提出しました"),
    "proposal.withdraw": _("取り下げました"),
    "proposal.return": _("補正をお願いしました"),
    "proposal.extend": _("補正の期限を延ばしました"),
    "proposal.begin_review": _("審査が始まりました"),
    "proposal.adopt": _("採択を決めました"),
    "proposal.adopt_conditionally": _("条件付きの採択を決めました"),
    "proposal.decline": _("不採択を決めました"),
}

#: Notes between the proposers and the city; the reasons of a decision stand on the page itself.
BETWEEN_THEM = ("proposal.return", "proposal.extend")

NEXT = {
    ProposalStatus.DRAFT: _("書きおえたら内容を確かめて、受付の期間に提出してください。"),
    ProposalStatus.SUBMITTED: _(
        "協働担当が内容を確かめます。直すところがあればメールでお願いし、なければ審査に進みます。"
    ),
    ProposalStatus.RETURNED: _("お願いしたところを直して、期限までにもう一度提出してください。"),
    ProposalStatus.UNDER_REVIEW: _(
        "審査委員が審査項目ごとに採点し、委員会の結論をふまえて市が決定します。"
        "決まったらメールでお知らせします。"
    ),
    ProposalStatus.ADOPTED: _("団体と担当課で目的・目標・役割分担を話し合い、協定を結びます。"),
    ProposalStatus.CONDITIONAL: _("条件を確かめてから、団体と担当課で話し合い、協定を結びます。"),
    ProposalStatus.DECLINED: _("理由を読んで、次の募集に向けて協働担当に相談できます。"),
    ProposalStatus.WITHDRAWN: _(
        "この提案の手続きは終わりました。新しい提案は、いつでも始められます。"
    ),
}


@dataclass(frozen=True, slots=True)
class Correction:
    """What the city asked to be mended, and by when (JST)."""

    request: str
    due: date | None


def correction_of(proposal: Proposal) -> Correction | None:
    """The open request for a correction; None where there is none."""
    if proposal.status != ProposalStatus.RETURNED:
        return None
    asked = AuditEntry.objects.of(proposal).filter(action="proposal.return").last()
    return Correction(asked.note if asked else "", proposal.correction_due_on)


def course_of(proposal: Proposal, *, with_notes: bool) -> list[dict[str, Any]]:
    """The moves so far, oldest first: dates and sides. The notes between the proposers and the
    city only for them."""
    return [
        {
            "at": entry.at,
            "title": TOLD[entry.action],
            "who": SIDES[entry.action],
            "body": entry.note if with_notes and entry.action in BETWEEN_THEM else "",
        }
        for entry in AuditEntry.objects.of(proposal).moves()
        if entry.action in TOLD
    ]
