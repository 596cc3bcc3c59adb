"""The record of an event: what happened, how many came, and what was said with its answers."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import inlineformset_factory
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groups.models import Department
from kyodo_portal.writing.before_public import AsksBeforePublic
from kyodo_portal.writing.columns import field_of
from kyodo_portal.writing.fields import PeopleField, PlainModelForm
from kyodo_portal.writing.rows import StoredRows, of_kind
from projects.models import EventOpinion, EventRecord

MOST_OPINIONS = 60


class EventRecordForm(AsksBeforePublic, PlainModelForm):
    """What everybody will read; it never says who."""

    becomes_public = ("text",)

    visitors_count = PeopleField(label=_("参加した人の数"), min_value=0, max_value=1_000_000)
    helpers_count = PeopleField(label=_("運営スタッフの数"), min_value=0, max_value=1_000_000)

    class Meta:
        model = EventRecord
        fields = ("text", "visitors_count", "helpers_count")
        widgets = {"text": forms.Textarea(attrs={"rows": 8})}
        help_texts = {
            "text": _(
                "何をして、何がわかったか。だれが何を言ったかがわかる書き方はしないでください。"
            )
        }


class OpinionForm(PlainModelForm):
    """One thing that was said, and its answer; or by when it is answered."""

    told_by = ("opinion", "answer")

    class Meta:
        model = EventOpinion
        fields = ("opinion", "answer", "owed_by", "owed_until")
        widgets = {
            "opinion": forms.Textarea(attrs={"rows": 2}),
            "answer": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        departments = field_of(self, "owed_by", forms.ModelChoiceField)
        departments.queryset = Department.objects.active()
        departments.empty_label = gettext("（主催者）")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        until: dt.date | None = data.get("owed_until")
        is_owed = bool(data.get("opinion")) and not data.get("answer")
        if is_owed and until is None and "owed_until" not in self.errors:
            told = gettext("回答を書くか、いつまでに答えるかの日を書いてください。")
            raise ValidationError({"owed_until": told})
        return data


OpinionRows = of_kind(
    inlineformset_factory(
        EventRecord,
        EventOpinion,
        form=OpinionForm,
        formset=StoredRows,
        extra=2,
        max_num=MOST_OPINIONS,
        absolute_max=MOST_OPINIONS,
        validate_max=True,
        can_delete=True,
    ),
    StoredRows,
)
