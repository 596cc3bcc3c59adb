"""The steps that a move of the project does, or makes needless."""

from kyodo_portal.life.flows import Act
from projects.models import Project, ProjectStep, StepStatus
from projects.road.flow import STEP_FLOW
from projects.steps.table import STEPS


def follow(project: Project, act: Act, move: str) -> None:
    """The steps that this move of the project does are done."""
    for row in _of(project, move):
        if row.is_open:
            STEP_FLOW.make("follow", row, by=act.by)


def unfollow(project: Project, act: Act, move: str) -> None:
    """The move was taken back."""
    for row in _of(project, move):
        if row.status == StepStatus.DONE:
            STEP_FLOW.make("reopen", row, by=act.by)


def end_road(project: Project, act: Act) -> None:
    """A project that is called off asks for nothing more."""
    for row in ProjectStep.objects.filter(project=project):
        if row.is_open:
            reason = "事業が中止になったため"
            STEP_FLOW.make("fall_away", row, by=act.by, note=reason)


def _of(project: Project, move: str) -> list[ProjectStep]:
    keys = [step.key for step in STEPS.values() if step.by_move == move]
    return list(ProjectStep.objects.filter(project=project, key__in=keys))
