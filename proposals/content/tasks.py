"""The draft of a proposal as a list of tasks: its sections, and how far each has come.

Nothing of this is stored: how far a section has come is read off what is written in it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kyodo_portal.words.languages import Words
from proposals.content.sections import Section, sections_of
from proposals.models import BudgetSide, Call, Proposal

COLUMNS = {field.name: field.attname for field in Proposal._meta.concrete_fields}
"""The names of what a proposal says, each with the name of its column."""


class Progress(Enum):
    """How far a section has come, with the tone of its word."""

    DONE = "success"
    BEGUN = "warning"
    NOT_YET = "neutral"
    OPTIONAL = "muted"


LABELS: dict[Progress, Words] = {
    Progress.DONE: pgettext_lazy("書く", "済み"),
    Progress.BEGUN: pgettext_lazy("書く", "途中"),
    Progress.NOT_YET: pgettext_lazy("書く", "まだ"),
    Progress.OPTIONAL: _("任意"),
}


@dataclass(frozen=True, slots=True)
class Task:
    """One section of a draft, and how far it has come."""

    section: Section
    progress: Progress

    @property
    def label(self) -> Words:
        return LABELS[self.progress]

    @property
    def tone(self) -> str:
        return self.progress.value

    @property
    def is_open(self) -> bool:
        """Whether something of it is still to be written before submission."""
        return self.progress in (Progress.BEGUN, Progress.NOT_YET)


PART_OF_PROPOSAL = ("forms", "fields")
"""What the form asks as a field and the proposal keeps as rows."""


def tasks_of(proposal: Proposal) -> list[Task]:
    """The sections in their order. Asks nothing of a proposal that was read with its rows."""
    return [Task(each, _progress(proposal, each)) for each in sections_of(proposal.call)]


def next_task(tasks: Sequence[Task]) -> Task | None:
    """Where to go on writing: the first section that is still open."""
    return next((task for task in tasks if task.is_open), None)


def count_done(tasks: Sequence[Task]) -> tuple[int, int]:
    """How many of the sections that must be written are done, and how many there are."""
    asked = [task for task in tasks if task.section.is_needed]
    return sum(not task.is_open for task in asked), len(asked)


def beginning_of(call: Call) -> dict[str, object]:
    """What the draft of a proposal to this call says before anybody has written a word, by column."""
    return {"theme": call.theme, "desired_department_id": call.department_id}


def _progress(proposal: Proposal, section: Section) -> Progress:
    is_begun = _is_begun(proposal, section)
    if not section.is_needed and not is_begun:
        return Progress.OPTIONAL
    if section.is_done(proposal):
        return Progress.DONE
    return Progress.BEGUN if is_begun else Progress.NOT_YET


def _is_begun(proposal: Proposal, section: Section) -> bool:
    return any(_is_written(proposal, name) for name in section.asked) or any(
        _has_rows(proposal, table) for table in section.tables
    )


def _is_written(proposal: Proposal, name: str) -> bool:
    if name in PART_OF_PROPOSAL:
        return bool(getattr(proposal, name).all())
    column = COLUMNS[name]
    value = getattr(proposal, column)
    return value not in (None, "", False) and value != beginning_of(proposal.call).get(column)


def _has_rows(proposal: Proposal, table: str) -> bool:
    if table in BudgetSide.values:
        return any(line.side == table for line in proposal.budget.all())
    return bool(getattr(proposal, table).all())
