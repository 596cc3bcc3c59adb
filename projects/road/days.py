"""Which steps a project has, by when each is due, and when its turn has come."""

import datetime as dt
from collections.abc import Collection, Mapping

from django.utils import timezone

from kyodo_portal.cities import city
from projects.models import Project, ProjectStep
from projects.steps.rows import Anchor, Step
from projects.steps.table import steps_for

Done = Mapping[tuple[str, int], dt.date | None]
"""The steps of a project that are settled, by key and year, with the day on which they were done."""


def settled_of(steps: Collection[ProjectStep]) -> Done:
    """What is settled of these steps."""
    return {(row.key, row.year): row.done_on for row in steps if not row.is_open}


def has_come_up(step: Step, year: int, steps: Collection[ProjectStep]) -> bool:
    """Whether everything before it that this project has is settled."""
    before = {row for row in steps if row.key in step.follows and row.year in (0, year)}
    return not any(row.is_open for row in before)


def due_of(step: Step, year: int, project: Project, settled: Done) -> dt.date | None:
    """The day, where what it is counted from is known."""
    if step.due is None:
        return None
    since = _since(step.due.since, year, project, settled)
    if since is None or step.due.days is None:
        return since
    days = dt.timedelta(days=step.due.days(city().form_days))
    return since - days if step.due.before else since + days


def _since(since: Anchor | str, year: int, project: Project, settled: Done) -> dt.date | None:
    if isinstance(since, str):
        return settled.get((since, year)) or settled.get((since, 0))
    days = {
        Anchor.STARTS: project.starts_on,
        Anchor.ENDS: project.ends_on,
        Anchor.YEAR_STARTS: dt.date(year, 4, 1) if year else None,
        Anchor.YEAR_ENDS: dt.date(year + 1, 3, 31) if year else None,
    }
    return days[since]


def asked_of(project: Project) -> list[tuple[Step, int]]:
    """The steps of its forms in their order, each with its 年度 where there is one for every year."""
    forms = [form.number for form in project.all_forms]
    years = range(project.fiscal_year, project.fiscal_year_end + 1)
    return [
        (step, year) for step in steps_for(forms) for year in (years if step.each_year else (0,))
    ]


def refresh(project: Project) -> None:
    """Write anew in which order the steps stand, by when each is due, and which have come up."""
    asked = {(step.key, year): order for order, (step, year) in enumerate(asked_of(project))}
    steps = list(ProjectStep.objects.filter(project=project))
    settled, now = settled_of(steps), timezone.now()
    changed = []
    for row in steps:
        before = (row.order, row.due_on, row.came_up_at)
        row.order = asked.get((row.key, row.year), len(asked))
        if row.is_open:
            row.due_on = due_of(row.row, row.year, project, settled)
            up = has_come_up(row.row, row.year, steps)
            row.came_up_at = (row.came_up_at or now) if up else None
        if before != (row.order, row.due_on, row.came_up_at):
            changed.append(row)
    ProjectStep.objects.bulk_update(changed, ["order", "due_on", "came_up_at"])
