"""What a department writes of a proposal, and what its proposers answer."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kyodo_portal.cities import city
from kyodo_portal.writing.fields import DueDateField, PlainModelForm, PlainTextField
from proposals.models import DepartmentOpinion
from proposals.models.department_opinions import FINDINGS, Stance

HELP = {
    "feasibility": "体制・日程・場所から見て、できるか。どこを変えればできるか。",
    "law": "関わる法令、条例、許可、個人情報の扱い。",
    "budget": "見込む額は適切か、どの予算で、いつ。",
    "roles": "課が受け持てるところ、団体に求めるところ。",
    "overall": "そう考える理由。条件付きのときは、条件を一つずつ書いてください。",
}


def stance_choices() -> list[tuple[str, str]]:
    """The three stances in the words of the city."""
    called = city().department_opinion
    return [(stance.value, str(getattr(called, stance.value))) for stance in Stance]


class RequestOpinionForm(forms.Form):
    """By when the department writes it."""

    due_on = DueDateField(label="意見書の期限")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        days = dt.timedelta(days=city().department_opinion.days)
        self.fields["due_on"].initial = timezone.localdate() + days


class OpinionForm(PlainModelForm):
    """The findings one by one, the whole, and why. A draft may lack anything."""

    class Meta:
        model = DepartmentOpinion
        fields = [*FINDINGS, "stance", "overall"]
        help_texts = HELP
        widgets = {"stance": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stance"] = forms.ChoiceField(
            label="全体の所見",
            choices=[("", "まだ決めない"), *stance_choices()],
            required=False,
            widget=forms.RadioSelect,
        )
        for name in (*FINDINGS, "overall"):
            self.fields[name].widget.attrs["rows"] = 4
        self.order_fields([*FINDINGS, "stance", "overall"])


class OpinionCorrectionForm(forms.Form):
    """What is put right of a settled opinion, and why."""

    text = PlainTextField(
        label="訂正した内容", max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    reason = PlainTextField(
        label="訂正する理由", max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )


class AnswerOpinionForm(forms.Form):
    """The answer in words."""

    answer = PlainTextField(
        label=_("意見書への返答"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("審査委員会は、意見書といっしょにこの返答を読みます。返答は一度だけできます。"),
    )

    def clean_answer(self) -> str:
        answer: str = self.cleaned_data["answer"]
        if not answer.strip():
            raise ValidationError(_("返答を書いてください。"))
        return answer
