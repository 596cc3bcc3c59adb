"""A project's course as one line of time: its moves, its signatures and its reports."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kyodo_portal.audit import AuditEntry
from projects.models import Project, ProjectStatus, Update

STEPS = (
    ProjectStatus.PLANNING,
    ProjectStatus.AGREED,
    ProjectStatus.ACTIVE,
    ProjectStatus.COMPLETED,
    ProjectStatus.EVALUATED,
)

#: What the public is told of each recorded act, and in which tone. Other acts are not public.
PUBLIC_ACTS = {
    "project.born": ("提案が採択され、協働事業になりました", "info"),
    "project.publish": ("事業のページを公開しました", "neutral"),
    "project.sign": ("協定に署名しました", "neutral"),
    "project.agree": ("署名がそろい、協定が結ばれました", "success"),
    "project.reopen": ("目的・目標・役割分担が変わり、協議に戻りました", "warning"),
    "project.edit": ("目的・目標・役割分担が変わり、もう一度署名することになりました", "warning"),
    "project.start": ("事業が始まりました", "success"),
    "project.complete": ("事業が終わりました", "success"),
    "project.mark_evaluated": ("評価と報告を公表しました", "success"),
    "project.unmark_evaluated": ("評価の公表を取り下げました", "warning"),
    "project.cancel": ("事業を中止しました", "danger"),
}


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of the timeline. `who` is a side, never a person."""

    at: datetime
    title: str
    body: str = ""
    who: str = ""
    tone: str = "neutral"
    url: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """The course of a project, oldest first, and the public reason if it was cancelled."""

    events: list[Event]
    cancel_reason: str


def story_of(project: Project, updates: list[Update]) -> Story:
    """The course from the record of acts (one query) and the reports already read."""
    acts = [
        entry
        for entry in AuditEntry.objects.of(project).filter(action__in=PUBLIC_ACTS)
        if entry.action != "project.edit" or entry.data.get("signed_again_while_active")
    ]
    cancelled = [entry.note for entry in acts if entry.action == "project.cancel"]
    events = [*map(_of_act, acts), *map(_of_update, updates)]
    return Story(
        events=sorted(events, key=lambda event: event.at),
        cancel_reason=cancelled[-1] if cancelled else "",
    )


def steps_of(project: Project) -> list[tuple[str, str]]:
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


def _of_act(entry: AuditEntry) -> Event:
    title, tone = PUBLIC_ACTS[entry.action]
    return Event(
        at=entry.at,
        title=title,
        # Only the reason of a cancellation was asked for as a public sentence.
        body=entry.note if entry.action == "project.cancel" else "",
        who=_signers(entry.data) if entry.action == "project.sign" else "",
        tone=tone,
    )


def _signers(data: dict[str, Any]) -> str:
    return "、".join(data.get("parties", []))


def _of_update(update: Update) -> Event:
    return Event(
        at=update.created_at,
        title=update.title,
        who=update.side_label,
        tone="info",
        url=f"#update-{update.pk}",
    )
