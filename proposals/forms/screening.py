"""What staff write of the points of a call. Staff read it alone."""

from typing import Any

from django import forms

from kyodo_portal.writing.fields import PlainTextField
from kyodo_portal.writing.rows import AskedOfEach
from proposals.models import Proposal, ScreeningPoint, ScreeningWaiver
from proposals.models.screening import Found
from proposals.rules.screening import Finding

NOT_YET = ("", "まだ")


class ScreeningForm(AskedOfEach, forms.Form):
    """One row for each point: ○, × or 対象外, and a note; below them the reason of an exception."""

    waiver = PlainTextField(
        label="例外とする理由",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="必須の項目が満たされないまま審査に進めるときだけ、書いてください。",
    )

    def __init__(self, *args: Any, proposal: Proposal, **kwargs: Any) -> None:
        answers = {answer.point_id: answer for answer in proposal.screening.all()}
        self.points: list[ScreeningPoint] = list(proposal.call.screening_points.all())
        waiver = ScreeningWaiver.objects.filter(proposal=proposal).first()
        kwargs["initial"] = {"waiver": waiver.reason if waiver else ""}
        super().__init__(*args, **kwargs)
        for point in self.points:
            answer = answers.get(point.pk)
            found = forms.ChoiceField(
                label=point.text,
                choices=[NOT_YET, *Found.choices],
                required=False,
                widget=forms.RadioSelect,
                help_text=point.help_text,
            )
            note = PlainTextField(label=f"{point.text}のメモ", max_length=500, required=False)
            self.ask(point, "found", found, answer.found if answer else "")
            self.ask(point, "note", note, answer and answer.note)
        self.order_fields([name for name in self.fields if name != "waiver"])

    def rows(self) -> list[dict[str, Any]]:
        """What the page shows for each point: itself and its two fields."""
        return [
            {
                "point": point,
                "found": self.asked(point, "found"),
                "note": self.asked(point, "note"),
            }
            for point in self.points
        ]

    def clean(self) -> dict[str, Any]:
        """What is not plainly met says why; a note alone says nothing."""
        cleaned = super().clean() or self.cleaned_data
        for point in self.points:
            found, note = self.answer(point, "found"), self.answer(point, "note")
            name = self.asked(point, "note").name
            if found in (Found.UNMET, Found.NOT_ASKED) and not note and name not in self.errors:
                self.add_error(name, f"「{point.text}」を×か対象外にした理由を書いてください。")
            if note and not found:
                at = self.asked(point, "found").name
                self.add_error(at, f"「{point.text}」の結果を選んでください。")
        return cleaned

    def findings(self) -> dict[int, Finding]:
        """The answers by the number of the point."""
        return {
            point.pk: Finding(self.answer(point, "found") or "", self.answer(point, "note") or "")
            for point in self.points
        }


class TickForm(forms.Form):
    """Which proposals of a call have everything in order."""

    proposals = forms.ModelMultipleChoiceField(
        label="すべて満たしている提案",
        queryset=Proposal.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "提案を、一つ以上選んでください。"},
    )

    def __init__(self, *args: Any, waiting: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["proposals"]
        field.queryset = waiting
