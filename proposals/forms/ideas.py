"""An idea in three questions, as anybody offers it without an account, and as staff enter it from paper."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from groups.forms.counter import not_to_come
from groups.forms.guests import GUEST_FIELDS, CounterGuestForm, GuestForm
from kyodo_portal.life.counter import Source
from kyodo_portal.writing.before_public import AsksBeforePublic
from kyodo_portal.writing.fields import JapaneseDateField, PlainModelForm
from proposals.kinds_of_call import kind_of
from proposals.models import Call, Proposal
from proposals.rules.papers import can_count_as_in_time

QUESTIONS = ("title", "background", "content")


class IdeaForm(AsksBeforePublic, GuestForm, PlainModelForm):
    """The three questions, the consent that they become public, and one way to reach who answers them."""

    becomes_public = QUESTIONS

    class Meta:
        model = Proposal
        fields: tuple[str, ...] = (*QUESTIONS, "agrees_to_publish")
        widgets = {
            "background": forms.Textarea(attrs={"rows": 4}),
            "content": forms.Textarea(attrs={"rows": 5}),
        }
        help_texts = {
            "agrees_to_publish": _(
                "アイデアは、審査の結果が公表されるときに、だれでも読めるようになります。お名前と連絡先は公開しません。"
            )
        }

    field_order: tuple[str, ...] = (*QUESTIONS, *GUEST_FIELDS, "agrees_to_publish")

    def __init__(self, *args: Any, call: Call, **kwargs: Any) -> None:
        super().__init__(*args, **{"is_for_guest": True, **kwargs})
        self.call = call
        for name in QUESTIONS:
            self.fields[name].required = True
            self.fields[name].label = kind_of(call).asked[name]
        self.fields["agrees_to_publish"].required = True


class CounterIdeaForm(CounterGuestForm, IdeaForm):
    """What came on paper or was told, as staff write it down. Staff read it alone."""

    came_by = forms.ChoiceField(label="受け付けた方法", choices=Source, widget=forms.RadioSelect)
    came_on = JapaneseDateField(
        label="受け付けた日",
        help_text="締切に間に合ったかは、この日で数えます。",
        validators=[not_to_come],
    )

    class Meta(IdeaForm.Meta):
        fields = (*IdeaForm.Meta.fields, "came_by", "came_on")

    field_order = (
        *("came_by", "came_on", *GUEST_FIELDS, "guest_address"),
        *(*QUESTIONS, "agrees_to_publish"),
    )

    def clean_came_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["came_on"]
        if not (in_time := can_count_as_in_time(self.call, day)):
            raise ValidationError(in_time.reason)
        return day
