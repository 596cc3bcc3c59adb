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
    """What is wrong with it, and more in one's own words, if one likes; without an account also how the desk
    may ask back."""

    class Meta:
        model = Complaint
        fields: tuple[str, ...] = ("reason", "note", "contact")
        widgets = {"reason": forms.RadioSelect, "note": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "note": _("読むのは、確認する職員だけです。書かなくてもかまいません。"),
            "contact": _(
                "くわしく聞いてよいときだけ、メールアドレスか電話番号を書いてください。"
                "確認する職員だけが見て、1年で消します。"
            ),
        }

    def __init__(self, *args: Any, is_for_guest: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_for_guest:
            self.fields.pop("contact", None)
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
