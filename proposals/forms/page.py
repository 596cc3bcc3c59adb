"""The forms of one page on which a draft is written, together: of one section, or of all."""

from dataclasses import dataclass
from typing import Any

from kyodo_portal.life.people import Person
from kyodo_portal.writing.rows import DraftRows
from proposals.content.sections import ANSWERS, Section, sections_of
from proposals.forms.answers import AnswersForm
from proposals.forms.drafts import DraftForm
from proposals.forms.rows import TABLES, rows_to_write
from proposals.models import Proposal


@dataclass(slots=True)
class DraftForms:
    """The forms of the page: `form` has the single fields, `tables` the row tables by name."""

    form: DraftForm
    tables: dict[str, DraftRows]
    answers: AnswersForm | None = None

    def is_valid(self) -> bool:
        """Whether everything on the page could be read."""
        readable = [each.is_valid() for each in self.all_forms()]
        return all(readable)

    def all_forms(self) -> list[Any]:
        """The forms in the order of the page, for the summary of errors."""
        answers = [] if self.answers is None else [self.answers]
        return [self.form, *self.tables.values(), *answers]

    def fields_of(self, section: Section) -> list[Any]:
        """The single fields of a section, as they stand on the page."""
        if ANSWERS in section.tables:
            return [] if self.answers is None else list(self.answers)
        return [self.form[name] for name in section.asked if name in self.form.fields]


def draft_forms(
    proposal: Proposal,
    *,
    by: Person,
    data: Any = None,
    more: str = "",
    section: Section | None = None,
) -> DraftForms:
    """The page of a section, or of all of them, with what is stored, or with what was posted (`data`).
    `more` names the table that gets further blank rows."""
    sections = [section] if section else sections_of(proposal.call)
    names = [name for each in sections for name in each.tables]
    return DraftForms(
        form=DraftForm(data, instance=proposal, by=by, only=section),
        tables={
            name: rows_to_write(proposal, name, data=data, more=name == more)
            for name in names
            if name in TABLES
        },
        answers=AnswersForm(data, proposal=proposal) if ANSWERS in names else None,
    )
