"""A project's course as one line of time, from its proposal to its report: moves, signatures,
reports on the way, evaluations.

What proposals and evaluations tell is handed in, as far as the reader may see them.
"""

from dataclasses import dataclass
from typing import Any

from kyodo_portal.life.history import Event, last_note, milestones, milestones_of, story_of, told_to
from kyodo_portal.life.recorded import Reader
from kyodo_portal.words.languages import Words
from projects.flows import PROJECT_FLOW
from projects.models import Project, ProjectStatus, Update
from projects.models.project_status import NEVER_BETWEEN_CITIZENS
from projects.questions import NOT_JUDGED, Judged

LAST = 3
"""Events that stand open on the page of a project; those before them are folded."""

STEPS = (
    ProjectStatus.PLANNING,
    ProjectStatus.AGREED,
    ProjectStatus.ACTIVE,
    ProjectStatus.COMPLETED,
    ProjectStatus.EVALUATED,
)

EVALUATED = PROJECT_FLOW.action("mark_evaluated")


@dataclass(frozen=True, slots=True)
class Course:
    """The course of a project, oldest first, and the public reason if it was cancelled."""

    events: list[Event]
    cancel_reason: str

    @property
    def last(self) -> list[Event]:
        """The last few, the latest first."""
        return self.events[: -LAST - 1 : -1]

    @property
    def before(self) -> list[Event]:
        """All before the last few, the latest first."""
        return self.events[-LAST - 1 :: -1] if len(self.events) > LAST else []


def course_of(
    project: Project,
    updates: list[Update],
    *,
    proposal: Any = None,
    judged: Judged = NOT_JUDGED,
) -> Course:
    """The course from the record of acts (one query) and what has already been read: the reports,
    the proposal that the reader may see, and what is told of its evaluations."""
    recorded = told_to(Reader.PUBLIC, project)
    if proposal is not None:
        recorded |= milestones(proposal)
    entries = list(recorded)
    own = entries
    if judged.tells_the_end:  # with its address
        own = [entry for entry in entries if entry.action != EVALUATED]
    events = [
        *(milestones_of(proposal, entries) if proposal is not None else []),
        *story_of(project, entries=own),
        *(_of_update(update) for update in updates if not update.is_hidden),
        *judged.events,
    ]
    return Course(
        events=sorted(events, key=lambda event: event.at),
        cancel_reason=last_note(project, ("cancel", "fall_through"), entries),
    )


def steps_of(project: Project) -> list[tuple[Words, str]]:
    """The stages of a project's life, each done, current or upcoming; none for a cancelled one.
    A record of the past was agreed elsewhere, so that stage is left out of it."""
    if project.status == ProjectStatus.CANCELLED:
        return []
    steps = [step for step in STEPS if step == project.status or _passes_through(project, step)]
    now = steps.index(ProjectStatus(project.status))
    states = ["done"] * now + ["current"] + ["upcoming"] * (len(steps) - now - 1)
    return [(step.label, state) for step, state in zip(steps, states, strict=True)]


def _passes_through(project: Project, step: ProjectStatus) -> bool:
    if project.between_citizens:
        return step not in NEVER_BETWEEN_CITIZENS
    return step != ProjectStatus.AGREED or project.requires_agreement


def _of_update(update: Update) -> Event:
    return Event(
        at=update.created_at,
        title=update.title,
        who=update.side_name,
        tone="info",
        url=f"#update-{update.pk}",
    )
