"""A question about a call, as anybody asks it, and as staff enter and answer it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from groups.forms.counter import not_to_come
from groups.forms.guests import GuestForm
from kyodo_portal.life.counter import Source
from kyodo_portal.writing.before_public import AsksBeforePublic
from kyodo_portal.writing.fields import JapaneseDateField, PlainModelForm, PlainTextField
from proposals.models import CallInquiry


class InquiryForm(AsksBeforePublic, GuestForm, PlainModelForm):
    """What somebody wants to know about a call."""

    becomes_public = ("text",)

    class Meta:
        model = CallInquiry
        fields: tuple[str, ...] = ("text",)
        widgets = {"text": forms.Textarea(attrs={"rows": 5})}
        help_texts = {
            "text": _(
                "質問と答えは、だれでも読めるように公開します。お名前や、だれの質問か分かることは書かないでください。"
            )
        }


class EnteredInquiryForm(InquiryForm):
    """What came on paper or by telephone, as staff write it down. Nobody's name is asked."""

    came_by = forms.ChoiceField(label="受け付けた方法", choices=Source, widget=forms.RadioSelect)
    came_on = JapaneseDateField(label="受け付けた日", validators=[not_to_come])

    class Meta(InquiryForm.Meta):
        fields = (*InquiryForm.Meta.fields, "came_by", "came_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, is_for_guest=False, **kwargs)


class RewordForm(AsksBeforePublic, forms.Form):
    """The question as it is published."""

    becomes_public = ("shown_as",)

    shown_as = PlainTextField(
        label="公開する質問の文",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="だれの質問か分かることを除いてください。意味は変えないでください。",
    )
