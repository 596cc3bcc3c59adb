"""The road of a project as its page shows it: what is done, where it stands, what is to come."""

from dataclasses import dataclass

from kyodo_portal.life.people import Person
from projects.models import Project, ProjectStep
from projects.road import rules
from projects.road.days import has_come_up


@dataclass(frozen=True, slots=True)
class Line:
    """One step: whether its turn has come, and whether this person can do it now."""

    step: ProjectStep
    is_up: bool
    is_mine: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """All steps in their order, those of them whose turn it is now, and how many are settled."""

    lines: list[Line]

    @property
    def now(self) -> list[Line]:
        """What is to be done next, at most three."""
        return [line for line in self.lines if line.is_up][:3]

    @property
    def settled(self) -> int:
        return sum(not line.step.is_open for line in self.lines)


def road_of(project: Project, person: Person) -> Shown:
    """The steps as this person reads them, of a project with its rows in place: no query."""
    steps = list(project.steps.all())
    ended = project.status in rules.LATE
    up = {
        step.pk
        for step in steps
        if step.is_open and not ended and has_come_up(step.row, step.year, steps)
    }
    return Shown(
        [Line(step, step.pk in up, step.pk in up and _is_for(person, step)) for step in steps]
    )


def _is_for(person: Person, step: ProjectStep) -> bool:
    return bool(rules.may_finish(person, step) or rules.may_enter(person, step))
