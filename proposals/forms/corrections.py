"""Asking for a correction place by place, and answering each."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext

from kyodo_portal.writing.fields import DueDateField, PlainTextField
from kyodo_portal.writing.rows import AskedOfEach
from proposals.content.marks import Remark, places

ROWS = 8
"""Places that one request may mark; what concerns more of them is said as a whole."""


class CorrectionRequestForm(forms.Form):
    """What is asked as a whole, by when, and of up to eight places. Staff read it alone."""

    note = PlainTextField(
        label="直してほしいところ（全体）",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="メールでも届きます。欄ごとのお願いは、提案した人が書く画面で、その欄のそばに出ます。",
    )
    due_on = DueDateField(label="補正の期限")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "（選んでください）"), *places()]
        for number in range(1, ROWS + 1):
            self.fields[f"place_{number}"] = forms.ChoiceField(
                label=f"欄（{number}）", choices=choices, required=False
            )
            self.fields[f"remark_{number}"] = PlainTextField(
                label=f"お願いすること（{number}）",
                max_length=1000,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def clean(self) -> dict[str, Any]:
        """Each row says where and what; no place is asked twice."""
        cleaned = super().clean() or self.cleaned_data
        seen: set[str] = set()
        for number in range(1, ROWS + 1):
            place, remark = cleaned.get(f"place_{number}"), cleaned.get(f"remark_{number}")
            if place and not remark and f"remark_{number}" not in self.errors:
                self.add_error(f"remark_{number}", "この欄に何をお願いするかを書いてください。")
            if remark and not place and f"place_{number}" not in self.errors:
                self.add_error(f"place_{number}", "どの欄へのお願いかを選んでください。")
            if place and place in seen:
                self.add_error(f"place_{number}", "この欄は、すでに上で選ばれています。")
            seen.add(place or "")
        return cleaned

    def marks(self) -> dict[str, str]:
        """What is asked of each place, by its name."""
        given = self.cleaned_data
        rows = ((given[f"place_{n}"], given[f"remark_{n}"]) for n in range(1, ROWS + 1))
        return {place: remark for place, remark in rows if place}


class AnswersForm(AskedOfEach, forms.Form):
    """An answer beside each remark; empty while nothing is written."""

    def __init__(self, *args: Any, remarks: Iterable[Remark], **kwargs: Any) -> None:
        self.remarks = list(remarks)
        kwargs["initial"] = {}
        super().__init__(*args, **kwargs)
        for remark in self.remarks:
            answer = PlainTextField(
                label=gettext("「{name}」への答え").format(name=remark.name),
                max_length=1000,
                required=False,
                widget=forms.Textarea(attrs={"rows": 3}),
                help_text=gettext("どのように直したか。直さなかったときは、その理由。"),
            )
            self.ask(remark.mark, "answer", answer, remark.mark.answer)

    def rows(self) -> list[dict[str, Any]]:
        """What the page shows of each remark: itself and the field of its answer."""
        return [
            {"remark": remark, "answer": self.asked(remark.mark, "answer")}
            for remark in self.remarks
        ]

    def answers(self) -> dict[int, str]:
        """What was written, by the number of the remark."""
        return {remark.mark.pk: self.answer(remark.mark, "answer") or "" for remark in self.remarks}
