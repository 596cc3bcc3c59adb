"""A project's course as one line of time, from its proposal to its report: moves, signatures,
reports on the way, evaluations.

Proposals and evaluations are handed in as far as the reader may see them; this module knows only
their names for things.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kyodo_portal.life.audit import AuditEntry
from kyodo_portal.words.languages import Words, listed
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
    "project.born": (_("提案が採択され、協働事業になりました"), "info"),
    "project.publish": (_("事業のページを公開しました"), "neutral"),
    "project.sign": (_("協定に署名しました"), "neutral"),
    "project.agree": (_("署名がそろい、協定が結ばれました"), "success"),
    "project.reopen": (_("目的・目標・役割分担が変わり、協議に戻りました"), "warning"),
    "project.edit": (
        _("目的・目標・役割分担が変わり、もう一度署名することになりました"),
        "warning",
    ),
    "project.start": (_("事業が始まりました"), "success"),
    "project.complete": (_("事業が終わりました"), "success"),
    "project.mark_evaluated": (_("評価と報告を公表しました"), "success"),
    "project.unmark_evaluated": (_("評価の公表を取り下げました"), "warning"),
    "project.cancel": (_("事業を中止しました"), "danger"),
}


#: What is told of the proposal a project was born of, to whoever may read that proposal.
PROPOSAL_ACTS = {
    "proposal.submit": (_("提案が提出されました"), "neutral"),
    "proposal.begin_review": (_("第三者の審査が始まりました"), "neutral"),
    "proposal.adopt": (_("市が採択を決めました"), "success"),
    "proposal.adopt_conditionally": (_("市が条件付きの採択を決めました"), "success"),
}


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of the timeline. `who` is a side, never a person."""

    at: datetime
    title: Words
    body: str = ""
    who: str = ""
    tone: str = "neutral"
    url: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """The course of a project, oldest first, and the public reason if it was cancelled."""

    events: list[Event]
    cancel_reason: str


def story_of(
    project: Project,
    updates: list[Update],
    *,
    proposal: Any = None,
    evaluations: Sequence[Any] = (),
) -> Story:
    """The course from the record of acts (one query) and what has already been read: the reports,
    and the proposal and the evaluations that the reader may see."""
    recorded = AuditEntry.objects.of(project).filter(action__in=PUBLIC_ACTS)
    if proposal is not None:
        recorded |= AuditEntry.objects.of(proposal).filter(action__in=PROPOSAL_ACTS)
    acts = [
        entry
        for entry in recorded
        if entry.action != "project.edit" or entry.data.get("signed_again_while_active")
    ]
    if any(one.round == "final" and one.published_at for one in evaluations):
        # Told, with its address, by the evaluation itself.
        acts = [entry for entry in acts if entry.action != "project.mark_evaluated"]
    cancelled = [entry.note for entry in acts if entry.action == "project.cancel"]
    events = [
        *_of_acts(project, acts, proposal),
        *map(_of_update, updates),
        *(event for evaluation in evaluations for event in _of_evaluation(evaluation)),
    ]
    return Story(
        events=sorted(events, key=lambda event: event.at),
        cancel_reason=cancelled[-1] if cancelled else "",
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


def _of_acts(project: Project, acts: list[AuditEntry], proposal: Any) -> list[Event]:
    """Every act of the project, and of the proposal its last submission, review and decision."""
    last = {entry.action: entry for entry in acts if entry.action in PROPOSAL_ACTS}
    milestones = [
        Event(
            at=entry.at,
            title=PROPOSAL_ACTS[action][0],
            tone=PROPOSAL_ACTS[action][1],
            url=proposal.get_absolute_url(),
        )
        for action, entry in last.items()
    ]
    names = {row.label: row.label_in_language for row in project.responsible_departments.all()}
    own = (_of_act(entry, names) for entry in acts if entry.action in PUBLIC_ACTS)
    return [*milestones, *own]


def _of_evaluation(evaluation: Any) -> list[Event]:
    """The beginning of an evaluation, both sheets lying open, and its publication."""
    name = gettext("{round}評価").format(round=evaluation.get_round_display())
    opened = (
        gettext("片方の評価が開かれました")
        if evaluation.one_sided_reason
        else gettext("双方の評価が開かれました")
    )
    milestones = [
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
    return [Event(at=at, title=title, tone=tone, url=url) for at, title, tone in milestones if at]


def _of_act(entry: AuditEntry, names: dict[str, str]) -> Event:
    """`names`: of the project's departments in the language of the page, by what the record says."""
    title, tone = PUBLIC_ACTS[entry.action]
    return Event(
        at=entry.at,
        title=title,
        # Only the reason of a cancellation was asked for as a public sentence.
        body=entry.note if entry.action == "project.cancel" else "",
        who=_signers(entry.data, names) if entry.action == "project.sign" else "",
        tone=tone,
    )


def _signers(data: dict[str, Any], names: dict[str, str]) -> str:
    return listed(names.get(party, party) for party in data.get("parties", []))


def _of_update(update: Update) -> Event:
    return Event(
        at=update.created_at,
        title=update.title,
        who=update.side_name,
        tone="info",
        url=f"#update-{update.pk}",
    )
