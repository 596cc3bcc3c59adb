"""Asking for the short texts in other languages where people write, and saying what they lack.

A button beside the two fields sends the form without saving it: the page comes back with every word, and
with what `words.plain` finds. A text that lacks something is taken all the same.
"""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.utils import ErrorDict

from kyodo_portal.words.plain import lacks_easy, lacks_english
from kyodo_portal.words.summaries import SUMMARY_HELP

CHECK = "check_summaries"
"""The name of the button."""

LACKS = {"summary_easy": lacks_easy, "summary_en": lacks_english}


@dataclass(frozen=True, slots=True)
class Answer:
    """What one of the texts lacks: the field, and a sentence for each thing; none where all is well."""

    bound: forms.BoundField
    lacks: list[str]


class AsksSummaries(forms.Form):
    """Mixin for a form over something `Summarised`; its template has `{% summaries form %}`, or draws the
    fields and has `{% summaries_check form %}` behind them. Where the button was pressed the form is not valid,
    and complains of nothing."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, told in SUMMARY_HELP.items():
            if field := self.fields.get(name):
                field.help_text = told
                field.widget.attrs |= {"rows": 3, "lang": "en" if name == "summary_en" else "ja"}

    def summaries_last(self) -> None:
        """For a page that draws all fields in their order: these two stand at the end, with the button."""
        self.order_fields([name for name in self.fields if name not in LACKS])

    @property
    def is_checking(self) -> bool:
        """Whether the button was pressed: nothing is to be saved."""
        return self.is_bound and CHECK in self.data

    def is_valid(self) -> bool:
        return not self.is_checking and super().is_valid()

    def full_clean(self) -> None:
        super().full_clean()
        if self.is_checking:
            self._errors = ErrorDict()

    @property
    def summaries_lack(self) -> list[Answer]:
        """What each text lacks, as it was sent."""
        return [
            Answer(self[name], lacks(str(self[name].value() or "")))
            for name, lacks in LACKS.items()
            if name in self.fields
        ]
