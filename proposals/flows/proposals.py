"""The life of a proposal, from draft to decision."""

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groups import people
from groups.models import User
from groups.rules.groups import can_close_uncorrected
from groups.rules.people import may_coordinate
from kyodo_portal.life.flows import Act, Flow, Move
from kyodo_portal.life.recorded import Milestone, Reader, Recorded
from kyodo_portal.post import letters
from kyodo_portal.post.outbox import plain_name
from kyodo_portal.writing.locks import locked
from proposals.content.snapshot import freeze
from proposals.flows import birth
from proposals.interest import concerns_of_proposal
from proposals.judging.scoring import score_standing_of
from proposals.models import Call, Decision, Proposal, ProposalStatus
from proposals.rules import decisions
from proposals.rules.proposals import (
    can_submit,
    may_act_as_proposer,
)
from proposals.rules.reviews import able_reviewers

DRAFT, SUBMITTED, RETURNED = (
    ProposalStatus.DRAFT,
    ProposalStatus.SUBMITTED,
    ProposalStatus.RETURNED,
)
UNDER_REVIEW = ProposalStatus.UNDER_REVIEW
ADOPTED, CONDITIONAL = ProposalStatus.ADOPTED, ProposalStatus.CONDITIONAL
DECLINED, WITHDRAWN = ProposalStatus.DECLINED, ProposalStatus.WITHDRAWN
NOT_ACCEPTED = ProposalStatus.NOT_ACCEPTED
PUBLIC, PARTIES = Reader.PUBLIC, Reader.PARTIES
THE_PROPOSERS, THE_CITY = _("提案した人"), _("市")


def proposers(proposal: Proposal, _: Act | None = None) -> Any:
    """The managers of the proposing group, or the person who proposes alone."""
    if proposal.group_id is None:
        return [proposal.created_by]
    return people.managers([proposal.group_id])


def _coordinators_who_knew(proposal: Proposal, act: Act) -> Any:
    """The coordinators, of what was ever submitted: a draft is nobody's but its proposers'."""
    return [] if proposal.submitted_at is None else people.coordinators()


def _reviewers(proposal: Proposal, _: Act) -> list[User]:
    return able_reviewers(proposal)


def _release_reviewers(proposal: Proposal, act: Act) -> None:
    """A proposal given up in the middle of its review: its reviewers need not go on. They cannot
    open it any more, so that the letter leads to its call."""
    if act.before == UNDER_REVIEW:
        letters.tell_others(
            _reviewers(proposal, act),
            by=act.by,
            about=proposal.call,
            told=f"審査中の提案「{plain_name(proposal.title)}」が取り下げられました",
            next_step="この提案の採点は、もう必要ありません。ありがとうございました。",
            key=f"proposal.withdraw.reviewers:{proposal.pk}",
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
    freeze(proposal, by=act.by, at=act.at)


def _decide(proposal: Proposal, act: Act) -> None:
    """Write the city's part of the decision beside the committee's, with the scores as they stood."""
    Decision.objects.filter(proposal=proposal).update(
        outcome=proposal.status,
        city_reason=act.note,
        decided_by=act.by,
        decided_at=act.at,
        score_snapshot=score_standing_of(proposal).as_data(),
        updated_at=act.at,
    )


def _project_of(proposal: Proposal, act: Act) -> dict[str, Any]:
    return {"project": birth.project_from(proposal, by=act.by)}


#: What the three decisions on a proposal have in common.
DECISION = Move(
    name="decide",
    label="決定する",
    sources=frozenset({UNDER_REVIEW}),
    target=UNDER_REVIEW,
    who=may_coordinate,
    judges=True,
    effect=_decide,
    note_label="市の判断の理由（公開されます）",
    tells=proposers,
)

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
        NOT_ACCEPTED: _("受理されないまま、手続きが終わりました"),
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
        NOT_ACCEPTED: "muted",
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
            who=may_act_as_proposer,
            judges=False,
            when=can_submit,
            stamps=_stamp_submission,
            effect=_freeze,
            tone="primary",
            tells=lambda proposal, act: [*proposers(proposal), *people.coordinators()],
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
            stamps=lambda _, act: {"correction_due_on": act.data.get("due_on")},
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
            tells=proposers,
            told=_("提案は、受理されませんでした"),
            done="受理しないこととしました。提案した方に、理由を知らせます。",
            next_step=_("理由を読んで、次の募集に向けた相談ができます。"),
        ),
        Move(
            name="close_uncorrected",
            label="補正のないまま終える",
            sources=frozenset({RETURNED}),
            target=NOT_ACCEPTED,
            happened=_("補正のないまま期限を過ぎたため、手続きを終えました"),
            side=THE_CITY,
            read_by=PUBLIC,
            note_read_by=PARTIES,
            who=may_coordinate,
            judges=True,
            when=can_close_uncorrected,
            stamps=lambda *_: {"correction_due_on": None},
            note_label="終える理由（提案した方に知らせます）",
            tone="danger",
            confirm="終えると、この提案は審査に進めず、元に戻せません。よろしいですか。",
            tells=proposers,
            told=_("補正のないまま期限を過ぎたため、提案の手続きが終わりました"),
            done="提案の手続きを終えました。提案した方に、理由を知らせます。",
            next_step=_("理由を読んで、次の募集に向けた相談ができます。"),
        ),
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
            tells=lambda proposal, act: [*proposers(proposal), *_reviewers(proposal, act)],
            told=_("提案の審査が始まりました"),
            done="審査を始めました。提案した方と審査委員に知らせます。",
        ),
        replace(
            DECISION,
            name="adopt",
            label="採択する",
            target=ADOPTED,
            happened=_("採択を決めました"),
            side=THE_CITY,
            read_by=PUBLIC,
            milestone=Milestone(_("市が採択を決めました"), "success"),
            when=decisions.can_adopt,
            stamps=_project_of,
            tone="primary",
            confirm=(
                "採択すると取り消せません。結果は提案した方に知らされ、"
                "理由は結果の公表のときに公開されます。よろしいですか。"
            ),
            told=_("提案が採択されました"),
            done="採択しました。提案した方に知らせます。事業のページができたので、所管課と団体で協議を始められます。",
            next_step=_("事業のページで、所管課と目的・目標・役割分担を話し合ってください。"),
        ),
        replace(
            DECISION,
            name="adopt_conditionally",
            label="条件付きで採択する",
            target=CONDITIONAL,
            happened=_("条件付きの採択を決めました"),
            side=THE_CITY,
            read_by=PUBLIC,
            milestone=Milestone(_("市が条件付きの採択を決めました"), "success"),
            when=decisions.can_adopt_conditionally,
            stamps=_project_of,
            confirm=(
                "条件付きで採択すると取り消せません。結果と条件は提案した方に知らされ、"
                "理由は結果の公表のときに公開されます。条件の文を確かめましたか。"
            ),
            told=_("提案が条件付きで採択されました"),
            done="条件付きで採択しました。提案した方に条件とともに知らせます。事業のページもできました。",
            next_step=_("条件を読んで、所管課と目的・目標・役割分担を話し合ってください。"),
        ),
        replace(
            DECISION,
            name="decline",
            label="不採択とする",
            target=DECLINED,
            happened=_("不採択を決めました"),
            side=THE_CITY,
            read_by=PUBLIC,
            when=decisions.can_decide,
            tone="danger",
            confirm=(
                "不採択とすると取り消せません。結果は提案した方に知らされ、"
                "理由は結果の公表のときに公開されます。よろしいですか。"
            ),
            told=_("提案の審査が終わり、今回は不採択となりました"),
            done="不採択としました。提案した方に、理由とともに知らせます。",
            next_step=_("理由を読んで、次の募集に向けた相談ができます。"),
        ),
        Move(
            name="withdraw",
            label=_("取り下げる"),
            sources=frozenset({DRAFT, SUBMITTED, RETURNED, UNDER_REVIEW}),
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
    ],
    acts=[
        Recorded(name="begin", label="下書きを始めた", is_inward=True),
        Recorded(name="edit", label="下書きを保存した", is_inward=True),
        Recorded(name="autosave", label="下書きを保存した", is_inward=True),
        Recorded(name="attach", label="書類を添えた", is_inward=True),
        Recorded(name="detach", label="書類を外した", is_inward=True),
        Recorded(name="assign_department"),
        Recorded(name="choose_group"),
        Recorded(name="assign_reviewers", label="審査委員を割り当てた"),
        Recorded(name="withdraw_reviewer", label="審査の依頼を取り消した"),
        Recorded(name="record_conclusion", label="委員会の結論を記録した"),
    ],
    concerns=concerns_of_proposal,
)
