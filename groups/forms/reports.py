"""What is asked of somebody who reports a text or a picture."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from groups.models import Complaint
from groups.models.reports import Reason
from kyodo_portal.life.counter import Source
from kyodo_portal.writing.columns import field_of
from kyodo_portal.writing.fields import JapaneseDateField, PlainModelForm


class ComplaintForm(PlainModelForm):
    """What is wrong with it, and more in one's own words, if one likes."""

    class Meta:
        model = Complaint
        fields = ("reason", "note")
        widgets = {"reason": forms.RadioSelect, "note": forms.Textarea(attrs={"rows": 4})}
        help_texts = {"note": _("読むのは、確認する職員だけです。書かなくてもかまいません。")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "reason", forms.ChoiceField).choices = Reason.choices


class CounterComplaintForm(ComplaintForm):
    """The same as staff enter it for somebody who came, called or wrote."""

    came_by = forms.ChoiceField(
        label="受け取った方法", choices=Source.choices, widget=forms.RadioSelect
    )
    received_on = JapaneseDateField(label="受け取った日")

    class Meta:
        model = Complaint
        fields = ("reason", "note", "came_by", "received_on")
        widgets = ComplaintForm.Meta.widgets
        help_texts = {"note": "相手の氏名や電話番号は書かないでください。"}
