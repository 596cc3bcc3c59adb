"""The steps of a project are laid from the table of its forms, and laid anew when the forms, the years or the days
change: what is settled stays, what the project no longer asks for is not needed."""

from kyodo_portal.life.people import Person
from projects.models import OPEN_STATUSES, Basis, Origin, Project, ProjectStatus, ProjectStep
from projects.models.steps import StepStatus
from projects.road.days import asked_of, refresh
from projects.road.flow import STEP_FLOW
from projects.steps.rows import Step

Key = tuple[str, int]


def lay_steps(project: Project, *, by: Person) -> None:
    """Give a project the steps of its forms, and each its day. What has ended, and what citizens do among
    themselves, gets none. Runs inside the transaction of what changed the project."""
    if project.status not in OPEN_STATUSES or project.between_citizens:
        return
    current = Project.objects.prefetch_related("forms").get(pk=project.pk)
    asked = asked_of(current)
    there = {(row.key, row.year): row for row in current.steps.all()}
    ProjectStep.objects.bulk_create(
        _new(current, step, year, order)
        for order, (step, year) in enumerate(asked)
        if (step.key, year) not in there
    )
    _drop(there, {(step.key, year) for step, year in asked}, by=by)
    refresh(current)


def _new(project: Project, step: Step, year: int, order: int) -> ProjectStep:
    basis = _settled_already(project, step)
    # A birth is no move: the life of a step begins here, and of one that is settled already it ends here.
    return ProjectStep(
        project=project,
        key=step.key,
        year=year,
        order=order,
        turn=step.turn.value,
        basis=basis,
        status=StepStatus.DONE if basis else StepStatus.WAITING,
    )


def _settled_already(project: Project, step: Step) -> str:
    """What the adoption has settled, and what came before a record of something under way was entered."""
    if project.origin == Origin.PROPOSAL and step.adopted:
        return Basis.ADOPTED
    under_way = project.origin == Origin.RECORD and project.status == ProjectStatus.ACTIVE
    before = step.before_start or step.adopted or step.by_move == "start"
    if under_way and before and step.by_move != "agree":
        return Basis.ENTERED
    return ""


def _drop(there: dict[Key, ProjectStep], asked: set[Key], *, by: Person) -> None:
    for key, row in there.items():
        if key not in asked and row.is_open:
            reason = "事業の形態か期間が変わったため"
            STEP_FLOW.make("fall_away", row, by=by, note=reason)
