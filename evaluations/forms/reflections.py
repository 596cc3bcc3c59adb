"""The reflection: what both sides say of their differences, and what comes next."""

import datetime as dt
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from evaluations.forms.sheets import long_text
from evaluations.models import DifferenceNote, Reflection
from evaluations.report.comparison import ComparedItem, Comparison
from kyodo_portal.cities import said
from kyodo_portal.writing.fields import PlainModelForm, need_to_submit
from kyodo_portal.writing.rows import AskedOfEach

LONGEST_NOTE = DifferenceNote._meta.get_field("note").max_length


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
