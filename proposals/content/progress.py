"""Where a proposal stands: what was asked to be mended, and what comes next."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kyodo_portal.life.history import last_note
from kyodo_portal.words.languages import Words
from proposals.models import STOPPED_STATUSES, DepartmentOpinion, Proposal, ProposalStatus

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
    ProposalStatus.IN_TALKS: _("団体と担当課で話し合い、そのあと市があらためて決定します。"),
    ProposalStatus.RESERVE: _(
        "採択された提案に辞退などがあったときは、順位に従って市からご連絡します。"
    ),
    ProposalStatus.AWAITING_VOTE: _(
        "議会の議決を受けて採択が確定します。決まったらメールでお知らせします。"
    ),
    ProposalStatus.TURNED_DOWN: _(
        "この提案の手続きは終わりました。新しい提案は、いつでも始められます。"
    ),
    ProposalStatus.LAPSED: _("理由を読んで、次の募集に向けて協働担当に相談できます。"),
    ProposalStatus.NOT_ACCEPTED: _("理由を読んで、次の募集に向けて協働担当に相談できます。"),
    ProposalStatus.WITHDRAWN: _(
        "この提案の手続きは終わりました。新しい提案は、いつでも始められます。"
    ),
}

TALK_ON = _("相談のページで、市の担当者と、これからのことを話し合ってください。")
"""What comes next where an adopted idea is talked about."""


def next_step(proposal: Proposal) -> Words:
    """What comes next. Nobody is asked to submit a draft whose call has closed: the page says that it
    has, and what the draft is still good for."""
    if proposal.status == ProposalStatus.DRAFT and not proposal.call.takes_drafts:
        return ""
    if proposal.talk_began_at is not None:
        return TALK_ON
    return NEXT[ProposalStatus(proposal.status)]


@dataclass(frozen=True, slots=True)
class Correction:
    """What the city asked to be mended, and by when (JST)."""

    request: str
    due: date | None


def correction_of(proposal: Proposal) -> Correction | None:
    """The open request for a correction; None where there is none."""
    if proposal.status != ProposalStatus.RETURNED:
        return None
    if DepartmentOpinion.objects.awaiting_answer().filter(proposal=proposal.pk).exists():
        asked = gettext(
            "担当課の意見書を読んで、最終版を書いています。提出できるのは一度だけです。"
        )
        return Correction(asked, proposal.correction_due_on)
    return Correction(last_note(proposal, "return"), proposal.correction_due_on)


def refusal_of(proposal: Proposal) -> str:
    """Why it went no further without being judged; empty where it was not stopped so."""
    if proposal.status not in STOPPED_STATUSES:
        return ""
    return last_note(proposal, ("not_accept", "close_uncorrected"))
