"""A project's course as one line of time, from its proposal to its report: moves, signatures,
reports on the way, evaluations.

Proposals and evaluations are handed in as far as the reader may see them; this module knows only
their names for things.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from kyodo_portal.life.history import Event, last_note, milestones, milestones_of, story_of, told_to
from kyodo_portal.life.recorded import Reader
from kyodo_portal.words.languages import Words
from projects.flows import PROJECT_FLOW
from projects.models import Project, ProjectStatus, Update

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


def course_of(
    project: Project,
    updates: list[Update],
    *,
    proposal: Any = None,
    evaluations: Sequence[Any] = (),
) -> Course:
    """The course from the record of acts (one query) and what has already been read: the reports,
    and the proposal and the evaluations that the reader may see."""
    recorded = told_to(Reader.PUBLIC, project)
    if proposal is not None:
        recorded |= milestones(proposal)
    entries = list(recorded)
    own = entries
    if any(one.is_final and one.published_at for one in evaluations):
        # Told, with its address, by the evaluation itself.
        own = [entry for entry in entries if entry.action != EVALUATED]
    events = [
        *(milestones_of(proposal, entries) if proposal is not None else []),
        *story_of(project, entries=own),
        *map(_of_update, updates),
        *(event for evaluation in evaluations for event in _of_evaluation(evaluation)),
    ]
    return Course(
        events=sorted(events, key=lambda event: event.at),
        cancel_reason=last_note(project, "cancel", entries),
    )


def steps_of(project: Project) -> list[tuple[Words, str]]:
    """The stages of a project's life, each done, current or upcoming; none for a cancelled one.
    A record of the past was agreed elsewhere, so that stage is left out of it."""
    if project.status == ProjectStatus.CANCELLED:
        return []
    steps = [
        step
        for step in STEPS
        if step != ProjectStatus.AGREED or project.requires_agreement or project.status == step
    ]
    now = steps.index(ProjectStatus(project.status))
    states = ["done"] * now + ["current"] + ["upcoming"] * (len(steps) - now - 1)
    return [(step.label, state) for step, state in zip(steps, states, strict=True)]


def _of_evaluation(evaluation: Any) -> list[Event]:
    """The beginning of an evaluation, both sheets lying open, and its publication."""
    name = gettext("{round}評価").format(round=evaluation.get_round_display())
    opened = (
        gettext("片方の評価が開かれました")
        if evaluation.one_sided_reason
        else gettext("双方の評価が開かれました")
    )
    moments = [
        (evaluation.created_at, gettext("{name}が始まりました").format(name=name), "neutral"),
        (
            evaluation.revealed_at,
            gettext("{label}：{value}").format(label=name, value=opened),
            "info",
        ),
        (
            evaluation.published_at,
            gettext("{name}の報告を公表しました").format(name=name),
            "success",
        ),
    ]
    url = evaluation.get_absolute_url()
    return [Event(at=at, title=title, tone=tone, url=url) for at, title, tone in moments if at]


def _of_update(update: Update) -> Event:
    return Event(
        at=update.created_at,
        title=update.title,
        who=update.side_name,
        tone="info",
        url=f"#update-{update.pk}",
    )
