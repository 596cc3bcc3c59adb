"""The life of a step: it waits, is done, not needed, or returned."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groups import people
from kyodo_portal.life.flows import Act, Flow, Move
from kyodo_portal.life.recorded import Reader
from projects.interest import concerns_of_step
from projects.models import ProjectStep, StepStatus
from projects.road import rules
from projects.road.days import refresh
from projects.steps.rows import Turn

WAITING, DONE = StepStatus.WAITING, StepStatus.DONE
NOT_NEEDED, RETURNED = StepStatus.NOT_NEEDED, StepStatus.RETURNED
OPEN = frozenset({WAITING, RETURNED})
PUBLIC = Reader.PUBLIC


def whose_turn(step: ProjectStep) -> Any:
    """Those who do a step: the managers of the groups, the staff of the departments, or both."""
    project = step.project
    groups = project.partner_group_ids() if step.turn != Turn.CITY else []
    departments = project.responsible_department_ids() if step.turn != Turn.GROUP else []
    return people.parties(groups, departments)


def _next(step: ProjectStep, act: Act) -> Any:
    """Those whose turn has come by it. What a move of the project does next, its own letter tells."""
    following = ProjectStep.objects.filter(project=step.project_id).up().by_hand()
    told: dict[int, Any] = {}
    for row in following.filter(came_up_at__gte=act.at):
        told |= {person.pk: person for person in whose_turn(row)}
    return told.values()


def _group(step: ProjectStep, _: Act) -> Any:
    return people.managers(step.project.partner_group_ids())


def _moved(step: ProjectStep, _: Act) -> None:
    refresh(step.project)


def _done(_: ProjectStep, act: Act) -> dict[str, Any]:
    return {"done_on": timezone.localdate(act.at), "basis": "", "reason": ""}


def _entered(_: ProjectStep, act: Act) -> dict[str, Any]:
    came_on = act.data["came_on"]
    received = {"entered_by": act.by, "came_by": act.data["came_by"], "came_on": came_on}
    return {"done_on": came_on, "basis": "", "reason": "", **received}


def _undone(_: ProjectStep, act: Act) -> dict[str, Any]:
    nothing = {"entered_by": None, "came_by": "", "came_on": None}
    return {"done_on": None, "basis": "", "reason": act.note, **nothing}


def _finishing(name: str, **more: Any) -> Move:
    return Move(
        name=name,
        sources=OPEN,
        target=DONE,
        happened=_("手順が一つ済みました"),
        read_by=PUBLIC,
        event_tone="success",
        effect=_moved,
        **more,
    )


STEP_FLOW = Flow(
    ProjectStep,
    StepStatus,
    turns={
        WAITING: _("これからの手順です"),
        DONE: _("済みました"),
        NOT_NEEDED: _("この事業では要りません"),
        RETURNED: _("直して出すのを待っています"),
    },
    tones={WAITING: "info", DONE: "success", NOT_NEEDED: "muted", RETURNED: "warning"},
    moves=[
        _finishing(
            "finish",
            label=_("済んだことにする"),
            who=rules.may_finish,
            judges=rules.finishes_for_city,
            when=rules.can_finish,
            stamps=_done,
            tone="primary",
            tells=_next,
            told=_("事業の手順が進み、あなたの番になりました"),
            next_step=_("事業の「手順」のページで、することと期限を確かめてください。"),
            done=_("手順が済んだことを記録しました。"),
        ),
        _finishing(
            "enter",
            label="窓口で受け付けた",
            who=rules.may_enter,
            judges=True,
            when=rules.can_finish,
            automatic=True,
            stamps=_entered,
            tells=_next,
            told=_("事業の手順が進み、あなたの番になりました"),
            next_step=_("事業の「手順」のページで、することと期限を確かめてください。"),
        ),
        _finishing(
            "follow",
            label=_("事業の動きとともに済む"),
            judges=False,
            automatic=True,
            stamps=_done,
        ),
        Move(
            name="return",
            label=_("差し戻す"),
            sources=frozenset({DONE}),
            target=RETURNED,
            happened=_("手順が差し戻されました"),
            read_by=Reader.PARTIES,
            event_tone="warning",
            who=rules.may_return,
            judges=True,
            when=rules.can_be_returned,
            note_label=_("直してほしいところ"),
            stamps=_undone,
            effect=_moved,
            tells=_group,
            told=_("事業の手順が差し戻されました"),
            next_step=_("直してほしいところを読み、直してから、もう一度済ませてください。"),
            done=_("差し戻しました。団体に知らせます。"),
        ),
        Move(
            name="leave_out",
            label=_("この事業では要らない"),
            sources=OPEN,
            target=NOT_NEEDED,
            happened=_("要らない手順として省きました"),
            read_by=PUBLIC,
            note_read_by=PUBLIC,
            who=rules.may_leave_out,
            judges=rules.leaves_out_for_city,
            when=rules.can_go_on,
            note_label=_("要らない理由（公開されます）"),
            stamps=lambda _, act: {"reason": act.note},
            effect=_moved,
            done=_("要らない手順として記録しました。"),
        ),
        Move(
            name="take_up",
            label=_("やはり必要とする"),
            sources=frozenset({NOT_NEEDED}),
            target=WAITING,
            happened=_("省いた手順を、必要なものに戻しました"),
            read_by=PUBLIC,
            who=rules.may_leave_out,
            judges=rules.leaves_out_for_city,
            when=rules.can_go_on,
            stamps=lambda *_: {"reason": ""},
            effect=_moved,
            done=_("必要な手順に戻しました。"),
        ),
        Move(
            name="reopen",
            label=_("事業の動きとともに戻る"),
            sources=frozenset({DONE}),
            target=WAITING,
            happened=_("手順が、これからに戻りました"),
            read_by=PUBLIC,
            judges=False,
            automatic=True,
            stamps=_undone,
            effect=_moved,
        ),
        Move(
            name="fall_away",
            label=_("事業の動きとともに要らなくなる"),
            sources=OPEN,
            target=NOT_NEEDED,
            happened=_("要らない手順になりました"),
            read_by=PUBLIC,
            note_read_by=PUBLIC,
            judges=False,
            automatic=True,
            stamps=lambda _, act: {"reason": act.note},
        ),
    ],
    concerns=concerns_of_step,
)
