"""The life of a call, from its preparation to its results."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from groups import people
from groups.models import User
from groups.rules.people import may_coordinate
from kyodo_portal.life.flows import Act, Flow, Move
from kyodo_portal.life.recorded import Reader
from projects.actions.register import publish_project
from proposals.interest import concerns_of_call
from proposals.models import Call, CallStatus, Proposal
from proposals.rules.calls import can_announce, can_announce_results


def _publish_adopted(call: Call, act: Act) -> None:
    """With the results, the projects born of the call become public."""
    for proposal in Proposal.objects.filter(call=call, project__isnull=False):
        if proposal.project is not None:
            publish_project(project=proposal.project, by=act.by)


def _proposers(call: Call, _: Act) -> Any:
    """The proposers of everything that was decided in the call."""
    decided = call.proposals.announced()
    managers = people.managers(decided.values_list("group", flat=True))
    alone = User.objects.filter(proposals__in=decided.filter(group=None))
    return [*managers, *alone]


PUBLIC, THE_CITY = Reader.PUBLIC, _("市")

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
            label="予告する",
            sources=frozenset({CallStatus.DRAFT}),
            target=CallStatus.ANNOUNCED,
            happened=_("募集を予告しました"),
            side=THE_CITY,
            read_by=PUBLIC,
            who=may_coordinate,
            judges=False,
            when=can_announce,
            tone="primary",
            confirm="募集のページが公開されます。よろしいですか。",
            done="募集を予告しました。募集のページが公開されました。",
        ),
        Move(
            name="open",
            label="受付が始まる",
            sources=frozenset({CallStatus.ANNOUNCED}),
            target=CallStatus.OPEN,
            by_clock=True,
        ),
        Move(
            name="close",
            label="受付が終わる",
            sources=frozenset({CallStatus.OPEN}),
            target=CallStatus.CLOSED,
            by_clock=True,
        ),
        Move(
            name="start_review",
            label="審査を始める",
            sources=frozenset({CallStatus.CLOSED}),
            target=CallStatus.REVIEWING,
            happened=_("審査が始まりました"),
            side=THE_CITY,
            read_by=PUBLIC,
            who=may_coordinate,
            judges=True,
            tone="primary",
            confirm="募集の審査を始めると、受付の段階には戻せません。よろしいですか。",
            done="募集の審査を始めました。提案ごとに、審査委員を決めて審査を始めてください。",
        ),
        Move(
            name="announce_results",
            label="結果を公表する",
            sources=frozenset({CallStatus.REVIEWING}),
            target=CallStatus.DECIDED,
            happened=_("結果を公表しました"),
            side=THE_CITY,
            read_by=PUBLIC,
            who=may_coordinate,
            judges=True,
            when=can_announce_results,
            stamps=lambda _, act: {"decided_at": act.at},
            effect=_publish_adopted,
            tone="primary",
            confirm="すべての提案の結果と理由が公開されます。よろしいですか。",
            tells=_proposers,
            told=_("募集の審査結果が公表されました"),
            done="結果を公表しました。提案した方々に知らせます。採択された事業のページも公開されました。",
        ),
    ],
    concerns=concerns_of_call,
)
