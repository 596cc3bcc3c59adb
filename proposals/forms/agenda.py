"""The forms of a committee's desk: proposals to be put on the agenda, and what was concluded of each item."""

from typing import Any

from django import forms

from groups.models import AgendaItem
from kyodo_portal.writing.fields import PlainTextField
from proposals.models import Call, Conclusion, ProposalOnAgenda, ProposalStatus


class PutOnAgendaForm(forms.Form):
    """Of which call, from when on, how long each, and why the public may not listen where it may not."""

    call = forms.ModelChoiceField(
        label="審査中の提案がある募集", queryset=Call.objects.none(), empty_label="選んでください"
    )
    begins = forms.TimeField(
        label="最初の提案が始まる時刻",
        required=False,
        help_text="例：14:00。書くと、順に時刻が付きます。",
    )
    talk_minutes = forms.IntegerField(
        label="説明（分）", required=False, min_value=0, max_value=600
    )
    answer_minutes = forms.IntegerField(
        label="質疑（分）", required=False, min_value=0, max_value=600
    )
    closed_because = PlainTextField(
        label="非公開にするときの理由（公開されます）", max_length=300, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        call: Any = self.fields["call"]
        call.queryset = Call.objects.filter(
            proposals__status=ProposalStatus.UNDER_REVIEW
        ).distinct()


class ConclusionRow(forms.Form):
    """What was concluded of one proposal."""

    conclusion = forms.ChoiceField(
        label="結論", choices=[("", "まだ"), *Conclusion.choices], required=False
    )
    rank = forms.IntegerField(label="次点の順位", required=False, min_value=1, max_value=500)
    reason = PlainTextField(
        label="理由", max_length=3000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    conditions = PlainTextField(
        label="採択の条件",
        max_length=3000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="条件付き採択のときに書きます。",
    )
    comment = PlainTextField(
        label="講評（公開）",
        max_length=1500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, data: Any = None, *, row: ProposalOnAgenda) -> None:
        self.row, self.item = row, row.item
        stored = {name: getattr(row, name) for name in self.base_fields}
        super().__init__(data, prefix=f"i{row.item_id}", initial=stored)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        conclusion = data.get("conclusion")
        if conclusion and not data.get("reason"):
            self.add_error(
                "reason", "結論の理由を書いてください。提案した人に知らせる文のもとになります。"
            )
        if conclusion == Conclusion.CONDITIONAL and not data.get("conditions"):
            self.add_error("conditions", "条件付き採択の条件を書いてください。")
        if conclusion == Conclusion.RESERVE and not data.get("rank"):
            self.add_error("rank", "次点の順位を書いてください。")
        return data


class OutcomeRow(forms.Form):
    """What came of an item that is about no proposal."""

    outcome = PlainTextField(
        label="結論", max_length=3000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, data: Any = None, *, item: AgendaItem) -> None:
        self.item = item
        stored = {"outcome": item.outcome}
        super().__init__(data, prefix=f"i{item.pk}", initial=stored)


class ConclusionForms:
    """Every item of a meeting of which something may be concluded, on one page; `closed` are the others by
    their number, with the reason."""

    def __init__(
        self,
        data: Any = None,
        *,
        items: list[AgendaItem],
        rows: dict[int, ProposalOnAgenda],
        closed: dict[int, str],
    ) -> None:
        self.forms: list[ConclusionRow | OutcomeRow] = []
        for item in items:
            if item.pk in closed:
                continue
            if item.pk in rows:
                rows[item.pk].item = item
                self.forms.append(ConclusionRow(data, row=rows[item.pk]))
            else:
                self.forms.append(OutcomeRow(data, item=item))

    @property
    def shown(self) -> list[forms.BaseForm]:
        return list(self.forms)
