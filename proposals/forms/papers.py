"""What staff write of a proposal that came on paper. Staff read it alone."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from groups.forms.counter import not_to_come
from groups.models import Group
from kyodo_portal.files.uploads import AttachmentField
from kyodo_portal.life.counter import Source
from kyodo_portal.life.people import Person
from kyodo_portal.writing.columns import field_of
from kyodo_portal.writing.fields import JapaneseDateField, PlainTextField
from kyodo_portal.writing.once import OnceForm
from proposals.models import Call
from proposals.rules.papers import can_count_as_in_time, can_enter_for

WAYS = [(way.value, way.label) for way in (Source.COUNTER, Source.POST, Source.FAX)]
"""On which ways paper comes."""


class PaperForm(forms.Form):
    """How and when the paper came, and its scan."""

    came_by = forms.ChoiceField(label="受け付けた方法", choices=WAYS, widget=forms.RadioSelect)
    came_on = JapaneseDateField(
        label="受け付けた日",
        help_text="書類が窓口に届いた日です。締切に間に合ったかは、この日で数えます。",
        validators=[not_to_come],
    )
    scan = AttachmentField(
        label="書類の写し（スキャンしたファイル）",
        help_text="添付書類として残ります。読めるのは、提案した人と市の担当者、審査委員だけです。",
    )


class EnterProposalForm(PaperForm, OnceForm):
    """For whom it is, and what it is called; the rest is typed on the pages of everybody's proposal."""

    group = forms.ModelChoiceField(
        label="提案した団体",
        queryset=Group.objects.none(),
        empty_label="選んでください",
        error_messages={"required": "「提案した団体」を選んでください。"},
        help_text="ここにない団体は、先に団体の登録の申請を入力してください。",
    )
    title = PlainTextField(label="事業名", max_length=200)

    field_order = ("group", "title", "came_by", "came_on", "scan")

    def __init__(self, *args: Any, call: Call, by: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.call, self.by = call, by
        groups = field_of(self, "group", forms.ModelChoiceField)
        groups.queryset = Group.objects.drafting().only("pk", "name").order_by("name_kana", "pk")

    def clean_group(self) -> Group:
        group: Group = self.cleaned_data["group"]
        if not (may := can_enter_for(self.by, group)):
            raise ValidationError(may.reason)
        return group

    def clean_came_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["came_on"]
        if not (in_time := can_count_as_in_time(self.call, day)):
            raise ValidationError(in_time.reason)
        return day
