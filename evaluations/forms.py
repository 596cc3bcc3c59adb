"""What people write about a collaboration: the beginning of an evaluation, a sheet, the reflection."""

import datetime as dt
from collections.abc import Iterator
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from evaluations.models import Answer, Assessment, DifferenceNote, Phase, Rating, Reflection, Round
from evaluations.report.comparison import ComparedItem, Comparison
from kyodo_portal.cities import said
from kyodo_portal.words.text import fiscal_year, fiscal_year_label
from kyodo_portal.writing.columns import column_of, field_of, label_of
from kyodo_portal.writing.fields import DueDateField, PlainModelForm, PlainTextField, need_to_submit
from kyodo_portal.writing.rows import AskedOfEach
from projects.models import Project, ProjectStatus

#: Days from the beginning of an evaluation to its usual date.
USUAL_DAYS = 30

LONGEST_COMMENT = Answer._meta.get_field("comment").max_length
LONGEST_NOTE = DifferenceNote._meta.get_field("note").max_length


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


class OpenForm(forms.Form):
    """Begin an evaluation: of which 年度, mid-term or final, until when. Offers only what the
    project allows now."""

    fiscal_year = forms.TypedChoiceField(label=_("評価する年度"), coerce=int)
    round = forms.ChoiceField(label=_("時期"), widget=forms.RadioSelect)
    due_on = DueDateField(
        label=_("記入の期限"),
        help_text=_(
            "団体と市の両方が、この日までに評価シートを書きます。例：2027-03-31、令和9年3月31日"
        ),
    )

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now = fiscal_year(timezone.now())
        years = range(project.fiscal_year, max(project.fiscal_year_end, now) + 1)
        field_of(self, "fiscal_year", forms.TypedChoiceField).choices = [
            (year, fiscal_year_label(year)) for year in years
        ]
        rounds = [Round.MIDTERM]
        if project.status == ProjectStatus.COMPLETED:
            rounds = [Round.FINAL, Round.MIDTERM]
        else:
            self.fields["round"].help_text = gettext("最終評価は、事業が終わってから始められます。")
        field_of(self, "round", forms.ChoiceField).choices = [
            (each.value, gettext("{label}評価").format(label=each.label)) for each in rounds
        ]
        self.initial = {
            "fiscal_year": min(max(project.fiscal_year, now), years[-1]),
            "round": rounds[0],
            "due_on": timezone.localdate() + dt.timedelta(days=USUAL_DAYS),
            **self.initial,
        }


TEXTS = ("went_well", "to_improve")
"""The texts of a sheet beside its items."""


class SheetQuestion(NamedTuple):
    """One item on the sheet: its two fields."""

    rating: BoundField
    comment: BoundField


class SheetForm(AskedOfEach, forms.Form):
    """One side's sheet as a draft: everything may stay open until it is handed in. What can be read
    is kept even where something else on the page cannot."""

    def __init__(self, *args: Any, sheet: Assessment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sheet = sheet
        self.items = list(sheet.evaluation.items.all())
        answers = {answer.item_id: answer for answer in sheet.answers.all()}
        for item in self.items:
            rating = forms.ChoiceField(
                label=said(item.label),
                help_text=said(item.question_for(sheet.side)),
                choices=[(each.value, f"{each.value} {each.label}") for each in Rating],
                widget=forms.RadioSelect,
                required=False,
            )
            need_to_submit(rating)
            comment = long_text(
                gettext("コメント：{label}").format(label=said(item.label)),
                limit=LONGEST_COMMENT,
                rows=2,
                help_text=gettext("CかDを付けたときは、提出までに理由を書いてください。"),
            )
            stored = answers.get(item.pk)
            self.ask(item, "rating", rating, stored.rating if stored else "")
            self.ask(item, "comment", comment, stored.comment if stored else "")
        for name in TEXTS:
            self.fields[name] = long_text(
                label_of(Assessment, name), limit=column_of(Assessment, name).max_length, rows=5
            )
            self.initial[name] = getattr(sheet, name)

    def phases(self) -> Iterator[tuple[str, list[SheetQuestion]]]:
        """The questions in this side's wording, by 導入・過程・成果."""
        for phase in Phase:
            questions = [
                SheetQuestion(self.asked(item, "rating"), self.asked(item, "comment"))
                for item in self.items
                if item.phase == phase
            ]
            yield str(phase.label), questions

    def answers(self) -> dict[int, tuple[str, str]]:
        """Rating and comment of each item, by the item's id."""
        self.is_valid()
        return {
            item.pk: (self.answer(item, "rating"), self.answer(item, "comment"))
            for item in self.items
        }

    def texts(self) -> dict[str, str]:
        """The two texts, by the names of their columns."""
        self.is_valid()
        return {name: self.cleaned_data.get(name, self.initial[name]) for name in TEXTS}


class Difference(NamedTuple):
    """One item on which the sides differ, with the field for what the talk brought out."""

    row: ComparedItem
    note: BoundField


class ReflectionForm(AskedOfEach, PlainModelForm):
    """What the two sides write together, with a word on every item on which they differ."""

    class Meta:
        model = Reflection
        fields = ["talked_on", "discussion", "improvements", "next_steps", "overall"]
        help_texts = {
            "talked_on": _("例：2027-03-31、令和9年3月31日"),
            "discussion": _("ちがいのあったところを中心に、どんな話をしたかを書いてください。"),
            "improvements": _("次に同じような協働をするとき、変えることを書いてください。"),
            "next_steps": _("この事業をこれからどうするかを書いてください。"),
            "overall": _(
                "はじめて読む市民に向けて、ひとことで言うとどうだったかを書いてください。"
                "報告の一覧と、報告のいちばん上に出ます。"
            ),
        }

    def __init__(self, *args: Any, comparison: Comparison, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.comparison = comparison
        for name in ("discussion", "improvements", "next_steps"):
            need_to_submit(self.fields[name])
        for row in comparison.differences:
            note = long_text(
                gettext("「{label}」のちがいの理由と受け止め").format(label=said(row.item.label)),
                limit=LONGEST_NOTE,
            )
            need_to_submit(note, row.is_wide)
            self.ask(row.item, "note", note, row.note)

    def clean_talked_on(self) -> dt.date | None:
        talked_on = self.cleaned_data["talked_on"]
        if talked_on and talked_on > timezone.localdate():
            raise ValidationError(gettext("話し合った日は、今日までの日付にしてください。"))
        return talked_on

    def differences(self) -> list[Difference]:
        return [
            Difference(row, self.asked(row.item, "note")) for row in self.comparison.differences
        ]

    def write_to(self, reflection: Reflection) -> None:
        """Put what was typed into the record, which the caller has locked."""
        for name in self.Meta.fields:
            setattr(reflection, name, self.cleaned_data[name])
        reflection.save()
        notes = [
            DifferenceNote(reflection=reflection, item=row.item, note=self.answer(row.item, "note"))
            for row in self.comparison.differences
        ]
        DifferenceNote.objects.bulk_create(
            notes,
            update_conflicts=True,
            unique_fields=["reflection", "item"],
            update_fields=["note"],
        )
