"""One side's sheet: a rating and a comment for each item, and words of its own."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext

from evaluations.models import Answer, Assessment
from evaluations.report.phases import by_phase
from kyodo_portal.cities import said
from kyodo_portal.writing.columns import column_of, label_of
from kyodo_portal.writing.fields import PlainTextField, need_to_submit
from kyodo_portal.writing.rows import AskedOfEach

LONGEST_COMMENT = Answer._meta.get_field("comment").max_length


def long_text(
    label: str, *, limit: int | None, rows: int = 3, help_text: str = ""
) -> PlainTextField:
    """A text of several lines that a draft can do without."""
    return PlainTextField(
        label=label,
        max_length=limit,
        required=False,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


TEXTS = ("went_well", "to_improve")
"""The texts of a sheet beside its items."""


class SheetQuestion(NamedTuple):
    """One item on the sheet: its two fields."""

    rating: BoundField
    comment: BoundField


class SheetForm(AskedOfEach, forms.Form):
    """One side's sheet as a draft: everything may stay open until it is handed in. What can be read
    is kept even where something else on the page cannot. `why` says which ratings ask for a comment."""

    def __init__(self, *args: Any, sheet: Assessment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sheet = sheet
        self.scale = sheet.evaluation.scale
        self.items = list(sheet.evaluation.items.all())
        steps = [(step.code, step.words) for step in self.scale.steps]
        self.why = self.scale.commented and gettext(
            "{codes}を付けたときは、提出までに理由を書いてください。"
        ).format(codes=self.scale.commented)
        answers = {answer.item_id: answer for answer in sheet.answers.all()}
        for item in self.items:
            rating = forms.ChoiceField(
                label=said(item.label),
                help_text=said(item.question_for(sheet.side)),
                choices=steps,
                widget=forms.RadioSelect,
                required=False,
            )
            need_to_submit(rating)
            comment = long_text(
                gettext("コメント：{label}").format(label=said(item.label)),
                limit=LONGEST_COMMENT,
                rows=2,
                help_text=self.why,
            )
            stored = answers.get(item.pk)
            self.ask(item, "rating", rating, self.scale.code(stored.rating if stored else None))
            self.ask(item, "comment", comment, stored.comment if stored else "")
        for name in TEXTS:
            self.fields[name] = long_text(
                label_of(Assessment, name), limit=column_of(Assessment, name).max_length, rows=5
            )
            self.initial[name] = getattr(sheet, name)

    def phases(self) -> Iterator[tuple[str, list[SheetQuestion]]]:
        """The questions in this side's wording, by the phases of the work."""
        for phase in by_phase(self.items, item_of=lambda item: item):
            yield (
                phase.name,
                [
                    SheetQuestion(self.asked(item, "rating"), self.asked(item, "comment"))
                    for item in phase.rows
                ],
            )

    def answers(self) -> dict[int, tuple[int | None, str]]:
        """Rating and comment of each item, by the item's id."""
        self.is_valid()
        return {
            item.pk: (self.scale.rating(self.answer(item, "rating")), self.answer(item, "comment"))
            for item in self.items
        }

    def texts(self) -> dict[str, str]:
        """The two texts, by the names of their columns."""
        self.is_valid()
        return {name: self.cleaned_data.get(name, self.initial[name]) for name in TEXTS}
