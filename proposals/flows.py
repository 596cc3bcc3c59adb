"""The lives of consultations and calls."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from groups.models import User
from kyodo_portal.life.flows import Act, Flow, Move
from kyodo_portal.life.roles import Role
from projects.actions import publish_project
from proposals import consultation_rules, rules
from proposals.models import Call, CallStatus, Consultation, ConsultationStatus, Proposal
from proposals.proposal_flow import PROPOSAL_FLOW
from proposals.review_flow import REVIEW_FLOW

__all__ = ["CALL_FLOW", "CONSULTATION_FLOW", "PROPOSAL_FLOW", "REVIEW_FLOW"]

WAITING, ANSWERED = ConsultationStatus.WAITING, ConsultationStatus.ANSWERED
CLOSED = ConsultationStatus.CLOSED


def askers(consultation: Consultation, _: Act | None = None) -> Any:
    """Who asked, with the managers of the group it was asked for."""
    return [consultation.created_by, *User.objects.managing([consultation.group_id])]


def desk(consultation: Consultation, _: Act | None = None) -> Any:
    """The coordinators, with the staff of the department it was handed to."""
    return [
        *User.objects.with_role(Role.COORDINATOR),
        *User.objects.of_departments([consultation.department_id]),
    ]


CONSULTATION_FLOW = Flow(
    Consultation,
    ConsultationStatus,
    turns={
        WAITING: _("市の窓口が回答を準備しています"),
        ANSWERED: _("回答を読んで、続けて聞くか、提案の下書きにできます"),
        CLOSED: _("相談は終わりました"),
    },
    tones={WAITING: "warning", ANSWERED: "success", CLOSED: "muted"},
    moves=[
        Move(
            name="answer",
            label=_("回答する"),
            sources=frozenset({WAITING, ANSWERED}),
            target=ANSWERED,
            who=consultation_rules.can_answer,
            automatic=True,
            tells=askers,
            told=_("相談に回答がありました"),
            next_step=_("回答を読んで、続きを聞いたり、提案の下書きにしたりできます。"),
        ),
        Move(
            name="ask_again",
            label=_("続けて聞く"),
            sources=frozenset({WAITING, ANSWERED}),
            target=WAITING,
            who=consultation_rules.can_ask_again,
            automatic=True,
            tells=desk,
            told=_("相談に続きがあります"),
            next_step=_("内容を読んで、回答してください。"),
        ),
        Move(
            name="close",
            label=_("相談を終える"),
            sources=frozenset({WAITING, ANSWERED}),
            target=CLOSED,
            who=consultation_rules.can_close,
            tells=askers,
            told=_("相談が終わりました"),
            done=_("相談を終えました。続きがあるときは、新しい相談を書いてください。"),
        ),
    ],
)


def _publish_adopted(call: Call, act: Act) -> None:
    """With the results, the projects born of the call become public."""
    for proposal in Proposal.objects.filter(call=call, project__isnull=False):
        if proposal.project is not None:
            publish_project(project=proposal.project, by=act.by)


def _proposers(call: Call, _: Act) -> Any:
    """The proposers of everything that was decided in the call."""
    decided = call.proposals.announced()
    managers = User.objects.managing(decided.values_list("group", flat=True))
    alone = User.objects.filter(proposals__in=decided.filter(group=None))
    return [*managers, *alone]


CALL_FLOW = Flow(
    Call,
    CallStatus,
    turns={
        CallStatus.DRAFT: _("協働担当が準備しています"),
        CallStatus.ANNOUNCED: _("受付の始まりを待っています"),
        CallStatus.OPEN: _("提案を受け付けています"),
        CallStatus.CLOSED: _("受付を終えました。審査の準備をしています"),
        CallStatus.REVIEWING: _("審査しています"),
        CallStatus.DECIDED: _("結果を公表しました"),
    },
    tones={
        CallStatus.DRAFT: "muted",
        CallStatus.ANNOUNCED: "info",
        CallStatus.OPEN: "success",
        CallStatus.CLOSED: "neutral",
        CallStatus.REVIEWING: "warning",
        CallStatus.DECIDED: "neutral",
    },
    moves=[
        Move(
            name="announce",
            label=_("予告する"),
            sources=frozenset({CallStatus.DRAFT}),
            target=CallStatus.ANNOUNCED,
            who=rules.coordinator_of_calls,
            when=rules.can_announce,
            tone="primary",
            confirm=_("募集のページが公開されます。よろしいですか。"),
            done=_("募集を予告しました。募集のページが公開されました。"),
        ),
        Move(
            name="open",
            label=_("受付が始まる"),
            sources=frozenset({CallStatus.ANNOUNCED}),
            target=CallStatus.OPEN,
            by_clock=True,
        ),
        Move(
            name="close",
            label=_("受付が終わる"),
            sources=frozenset({CallStatus.OPEN}),
            target=CallStatus.CLOSED,
            by_clock=True,
        ),
        Move(
            name="start_review",
            label=_("審査を始める"),
            sources=frozenset({CallStatus.CLOSED}),
            target=CallStatus.REVIEWING,
            who=rules.coordinator_of_calls,
            tone="primary",
            confirm=_("募集の審査を始めると、受付の段階には戻せません。よろしいですか。"),
            done=_("募集の審査を始めました。提案ごとに、審査委員を決めて審査を始めてください。"),
        ),
        Move(
            name="announce_results",
            label=_("結果を公表する"),
            sources=frozenset({CallStatus.REVIEWING}),
            target=CallStatus.DECIDED,
            who=rules.coordinator_of_calls,
            when=rules.can_announce_results,
            stamps=lambda _, act: {"decided_at": act.at},
            effect=_publish_adopted,
            tone="primary",
            confirm=_("すべての提案の結果と理由が公開されます。よろしいですか。"),
            tells=_proposers,
            told=_("募集の審査結果が公表されました"),
            done=_(
                "結果を公表しました。提案した方々に知らせます。採択された事業のページも公開されました。"
            ),
        ),
    ],
)
