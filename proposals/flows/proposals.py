"""The life of a proposal, from draft to decision."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groups import people
from groups.rules.groups import can_close_uncorrected
from groups.rules.people import may_coordinate
from kyodo_portal.life.flows import Act, Flow, Move
from kyodo_portal.life.recorded import Milestone, Reader, Recorded
from kyodo_portal.life.verdicts import Verdict, refuse
from kyodo_portal.post import letters
from kyodo_portal.post.gathered import OF_A_REVIEW, tell_together
from kyodo_portal.post.outbox import plain_name
from kyodo_portal.writing.locks import locked
from proposals.content.snapshot import freeze
from proposals.flows.addressees import proposers, tell_guest_of
from proposals.flows.answering import ANSWERS
from proposals.flows.asking import settle
from proposals.flows.deciding import DECISIONS
from proposals.flows.department_opinions import DEPARTMENT_OPINION_FLOW
from proposals.flows.revising import PAPER_ACTS, REVISING, not_while_settled
from proposals.flows.voting import VOTES
from proposals.interest import concerns_of_proposal
from proposals.models import (
    AnswerKind,
    Call,
    DepartmentOpinion,
    DraftDecision,
    Proposal,
    ProposalStatus,
)
from proposals.rules import decisions
from proposals.rules.department_opinions import can_be_returned, is_being_revised
from proposals.rules.papers import may_record_withdrawal
from proposals.rules.proposals import can_submit, may_act_as_proposer, may_write_proposal
from proposals.rules.reviews import able_sheets

DRAFT, SUBMITTED, RETURNED = (
    ProposalStatus.DRAFT,
    ProposalStatus.SUBMITTED,
    ProposalStatus.RETURNED,
)
UNDER_REVIEW = ProposalStatus.UNDER_REVIEW
ADOPTED, CONDITIONAL = ProposalStatus.ADOPTED, ProposalStatus.CONDITIONAL
DECLINED, WITHDRAWN = ProposalStatus.DECLINED, ProposalStatus.WITHDRAWN
NOT_ACCEPTED, LAPSED = ProposalStatus.NOT_ACCEPTED, ProposalStatus.LAPSED
IN_TALKS, RESERVE = ProposalStatus.IN_TALKS, ProposalStatus.RESERVE
TURNED_DOWN, AWAITING_VOTE = ProposalStatus.TURNED_DOWN, ProposalStatus.AWAITING_VOTE
PUBLIC, PARTIES = Reader.PUBLIC, Reader.PARTIES
THE_PROPOSERS, THE_CITY = _("提案した人"), _("市")


def _coordinators_who_knew(proposal: Proposal, act: Act) -> Any:
    """The coordinators, of what was ever submitted: a draft is nobody's but its proposers'."""
    return [] if proposal.submitted_at is None else people.coordinators()


def _release_reviewers(proposal: Proposal, act: Act) -> None:
    """A proposal given up in the middle of its review: its reviewers need not go on, and what the city
    meant to decide is void. They cannot open it any more, so that the letter leads to its call."""
    DraftDecision.objects.filter(proposal=proposal).delete()
    settle(proposal, act, AnswerKind.REFUSED)
    if act.before == UNDER_REVIEW:
        for sheet in able_sheets(proposal):
            letters.tell_others(
                [sheet.reviewer],
                by=act.by,
                about=proposal.call,
                told=f"審査中の「{plain_name(sheet.shown_title)}」が取り下げられました",
                next_step="この提案の採点は、もう必要ありません。ありがとうございました。",
                key=f"proposal.withdraw.reviewers:{proposal.pk}",
            )


def _ask_reviewers(proposal: Proposal, act: Act) -> None:
    """One letter about all they were asked for in this call, however many reviews begin in a row. Each is
    asked about their own sheet: the proposal itself is open to them once they have said that they have no
    interest in it."""
    for sheet in able_sheets(proposal):
        tell_together(
            [sheet.reviewer],
            by=act.by,
            about=sheet,
            told="審査の依頼が届きました",
            bundle=OF_A_REVIEW,
            of=proposal.call,
            key=f"review.assign:{sheet.pk}",
        )


def _stamp_submission(proposal: Proposal, act: Act) -> dict[str, Any]:
    """The moment, and at the first time the running number within the call, taken under the
    call's lock so that no two proposals share one."""
    stamps: dict[str, Any] = {"submitted_at": act.at, "correction_due_on": None}
    if not proposal.number:
        call = locked(Call, pk=proposal.call_id)
        taken = call.proposals.exclude(number="").count()
        stamps["number"] = f"{call.fiscal_year}-{call.pk}-{taken + 1:03d}"
    return stamps


def _freeze(proposal: Proposal, act: Act) -> None:
    """Keep the version. One that follows the opinion of the department answers it."""
    version = freeze(proposal, by=act.by, at=act.at)
    answered = DepartmentOpinion.objects.awaiting_answer().filter(proposal=proposal).first()
    if answered is not None:
        DEPARTMENT_OPINION_FLOW.make("answer", answered, by=act.by)
        DepartmentOpinion.objects.filter(pk=answered.pk).update(answer_version=version)


def _tell_guest_why(proposal: Proposal, act: Act) -> None:
    tell_guest_of(
        proposal,
        told=_("提案は、受理されませんでした"),
        note=act.note,
        key=f"proposal.not_accept:{proposal.pk}",
    )


def _can_close_uncorrected(proposal: Proposal) -> Verdict:
    """What the city asked for and did not come; a final version that does not come leaves the last one."""
    if is_being_revised(proposal):
        return refuse(
            "提案した人が最終版を書いています。期限までに届かなければ、前に提出された版に戻ります。"
        )
    return can_close_uncorrected(proposal)


PROPOSAL_FLOW = Flow(
    Proposal,
    ProposalStatus,
    turns={
        DRAFT: _("提案する方が書いています"),
        SUBMITTED: _("協働担当が内容を確認しています"),
        RETURNED: _("提案した方の手直しを待っています"),
        UNDER_REVIEW: _("審査委員が審査しています"),
        ADOPTED: _("採択されました。団体と市が協議します"),
        CONDITIONAL: _("条件付きで採択されました。団体と市が協議します"),
        DECLINED: _("審査が終わりました"),
        IN_TALKS: _("団体と担当課が話し合いを続けています"),
        RESERVE: _("次点として、採択された提案の辞退などに備えています"),
        AWAITING_VOTE: _("議会の議決を待っています"),
        NOT_ACCEPTED: _("受理されないまま、手続きが終わりました"),
        TURNED_DOWN: _("提案した人が採択を辞退しました"),
        LAPSED: _("補正のないまま、手続きが終わりました"),
        WITHDRAWN: _("提案した方が取り下げました"),
    },
    tones={
        DRAFT: "muted",
        SUBMITTED: "info",
        RETURNED: "warning",
        UNDER_REVIEW: "info",
        ADOPTED: "success",
        CONDITIONAL: "success",
        DECLINED: "neutral",
        IN_TALKS: "info",
        RESERVE: "info",
        AWAITING_VOTE: "warning",
        NOT_ACCEPTED: "muted",
        TURNED_DOWN: "muted",
        LAPSED: "muted",
        WITHDRAWN: "muted",
    },
    moves=[
        Move(
            name="submit",
            label=_("提出する"),
            sources=frozenset({DRAFT, RETURNED}),
            target=SUBMITTED,
            happened=_("提出しました"),
            side=THE_PROPOSERS,
            read_by=PUBLIC,
            milestone=Milestone(_("提案が提出されました")),
            who=may_write_proposal,
            judges=False,
            when=can_submit,
            stamps=_stamp_submission,
            effect=_freeze,
            tone="primary",
            tells=proposers,
            tells_daily=people.coordinators,
            told=_("提案が提出されました"),
            next_step=_("内容を確認しています。直すところがあれば、あらためてお知らせします。"),
            done=lambda proposal: gettext(
                "提出しました。受付番号は {number} です。"
                "協働担当が内容を確認し、直すところがあれば、あらためてお知らせします。"
            ).format(number=proposal.number),
        ),
        Move(
            name="return",
            label="補正を頼む",
            sources=frozenset({SUBMITTED}),
            target=RETURNED,
            happened=_("補正をお願いしました"),
            side=THE_CITY,
            read_by=PUBLIC,
            note_read_by=PARTIES,
            who=may_coordinate,
            judges=True,
            when=can_be_returned,
            stamps=lambda _, act: {"correction_due_on": act.data.get("due_on")},
            effect=not_while_settled,
            note_label="直してほしいところ",
            asks_due=True,
            tells=proposers,
            told=_("提案に、補正のお願いがあります"),
            done="補正をお願いしました。提案した方に、お願いの内容と期限を知らせます。",
            next_step=_("内容を直して、もう一度提出してください。"),
        ),
        Move(
            name="extend",
            label="補正の期限を延ばす",
            sources=frozenset({RETURNED}),
            target=RETURNED,
            happened=_("補正の期限を延ばしました"),
            side=THE_CITY,
            read_by=PUBLIC,
            note_read_by=PARTIES,
            who=may_coordinate,
            judges=True,
            stamps=lambda _, act: {"correction_due_on": act.data.get("due_on")},
            note_label="延ばす理由",
            asks_due=True,
            tells=proposers,
            told=_("提案の補正の期限が延びました"),
            done="補正の期限を延ばしました。提案した方に知らせます。",
            next_step=_("新しい期限までに直して、もう一度提出してください。"),
        ),
        Move(
            name="not_accept",
            label="受理しない",
            sources=frozenset({SUBMITTED, RETURNED}),
            target=NOT_ACCEPTED,
            happened=_("受理されませんでした"),
            side=THE_CITY,
            read_by=PUBLIC,
            note_read_by=PARTIES,
            who=may_coordinate,
            judges=True,
            stamps=lambda *_: {"correction_due_on": None},
            note_label="受理しない理由（提案した方に知らせます）",
            tone="danger",
            confirm="受理しないと、この提案は審査に進めず、元に戻せません。よろしいですか。",
            effect=_tell_guest_why,
            tells=proposers,
            told=_("提案は、受理されませんでした"),
            done="受理しないこととしました。提案した方に、理由を知らせます。",
            next_step=_("理由を読んで、次の募集に向けた相談ができます。"),
        ),
        Move(
            name="close_uncorrected",
            label="補正のないまま終える",
            sources=frozenset({RETURNED}),
            target=LAPSED,
            happened=_("補正のないまま期限を過ぎたため、手続きを終えました"),
            side=THE_CITY,
            read_by=PUBLIC,
            note_read_by=PARTIES,
            who=may_coordinate,
            judges=True,
            when=_can_close_uncorrected,
            stamps=lambda *_: {"correction_due_on": None},
            note_label="終える理由（提案した方に知らせます）",
            tone="danger",
            confirm="終えると、この提案は審査に進めず、元に戻せません。よろしいですか。",
            tells=proposers,
            told=_("補正のないまま期限を過ぎたため、提案の手続きが終わりました"),
            done="提案の手続きを終えました。提案した方に、理由を知らせます。",
            next_step=_("理由を読んで、次の募集に向けた相談ができます。"),
        ),
        *REVISING,
        Move(
            name="begin_review",
            label="審査を始める",
            sources=frozenset({SUBMITTED}),
            target=UNDER_REVIEW,
            happened=_("審査が始まりました"),
            side=THE_CITY,
            read_by=PUBLIC,
            milestone=Milestone(_("第三者の審査が始まりました")),
            who=may_coordinate,
            judges=True,
            when=decisions.can_begin_review,
            tone="primary",
            confirm=(
                "審査を始めると、提案の内容は審査委員に届き、補正は頼めなくなります。"
                "審査委員は、選び終えていますか。"
            ),
            tells=proposers,
            told=_("提案の審査が始まりました"),
            effect=_ask_reviewers,
            done="審査を始めました。提案した方と審査委員に知らせます。",
        ),
        *DECISIONS,
        *VOTES,
        *ANSWERS,
        Move(
            name="withdraw",
            label=_("取り下げる"),
            sources=frozenset({DRAFT, SUBMITTED, RETURNED, UNDER_REVIEW, IN_TALKS, RESERVE}),
            target=WITHDRAWN,
            happened=_("取り下げました"),
            side=THE_PROPOSERS,
            read_by=PUBLIC,
            who=may_act_as_proposer,
            judges=False,
            effect=_release_reviewers,
            tone="danger",
            confirm=_("取り下げると、この提案は元に戻せません。よろしいですか。"),
            tells=_coordinators_who_knew,
            told="提案が取り下げられました",
            done=_("提案を取り下げました。"),
        ),
        Move(
            name="withdraw_for",
            label="取下げの届けを記録する",
            sources=frozenset({DRAFT, SUBMITTED, RETURNED, UNDER_REVIEW, IN_TALKS, RESERVE}),
            target=WITHDRAWN,
            happened=_("取り下げました（市の窓口で受け付け）"),
            side=THE_PROPOSERS,
            read_by=PUBLIC,
            note_read_by=PARTIES,
            who=may_record_withdrawal,
            judges=True,
            effect=_release_reviewers,
            note_label="届けのようす（届いた日・方法・話した方の役割。提案した方に知らせます）",
            tone="danger",
            confirm="取り下げると、この提案は元に戻せません。ご本人の意思を確かめましたか。",
            tells=proposers,
            told=_("提案の取下げを、市の窓口で受け付けました"),
            done="取下げの届けを記録しました。提案した方に知らせます。",
            next_step=_("心当たりがないときは、すぐに協働担当へ連絡してください。"),
        ),
    ],
    acts=[
        *PAPER_ACTS,
        Recorded(name="begin", label="下書きを始めた", is_inward=True),
        Recorded(name="edit", label="下書きを保存した", is_inward=True),
        Recorded(name="autosave", label="下書きを保存した", is_inward=True),
        Recorded(name="attach", label="書類を添えた", is_inward=True),
        Recorded(name="detach", label="書類を外した", is_inward=True),
        Recorded(name="screen", label="受付の確認を書いた", is_inward=True),
        Recorded(name="assign_department"),
        Recorded(name="choose_group"),
        Recorded(name="mark_names", label="団体の名前が分かる言葉を確かめた"),
        Recorded(name="assign_reviewers", label="審査委員を割り当てた"),
        Recorded(name="withdraw_reviewer", label="審査の依頼を取り消した"),
        Recorded(name="record_conclusion", label="委員会の結論を記録した"),
        Recorded(name="draft_decision", label="市の決定の案を書いた", is_inward=True),
        Recorded(
            name="correct_decision",
            label="決定の内容を更正した",
            happened=_("決定の内容を更正しました"),
            side=THE_CITY,
            read_by=PUBLIC,
            note_read_by=PUBLIC,
        ),
        Recorded(
            name="ask_next",
            label="次点の繰上げを打診した",
            happened=_("次点の順位が来たことを知らせ、採択を受けるかを尋ねました"),
            side=THE_CITY,
            read_by=PARTIES,
        ),
        Recorded(
            name="extend_answer",
            label="採択への返事の期限を変えた",
            happened=_("採択への返事の期限を変えました"),
            side=THE_CITY,
            read_by=PARTIES,
            note_read_by=PARTIES,
        ),
        Recorded(name="drop_draft", label="市の決定の案を取り消した", is_inward=True),
    ],
    concerns=concerns_of_proposal,
)
