"""What somebody writes to a group or a department, and the answer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from groups.forms.guests import GuestForm
from groups.models import Guest
from kyodo_portal.writing.fields import PlainTextField
from kyodo_portal.writing.once import OnceForm

LONGEST_SUBJECT, LONGEST_BODY = 100, 3000


class ContactForm(GuestForm):
    """The first word. Without an account, also who writes, and at which address the answer reaches
    them: who has none calls."""

    subject = PlainTextField(label=_("件名"), max_length=LONGEST_SUBJECT)
    body = PlainTextField(
        label=_("本文"),
        max_length=LONGEST_BODY,
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    field_order = ("subject", "body", "guest_name", "guest_email")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_for_guest:
            del self.fields["guest_name_kana"], self.fields["guest_phone"]
            self.fields["guest_email"].required = True
            self.fields["guest_email"].help_text = _(
                "確かめるためのコードと、返事のお知らせを送ります。相手には見えません。"
            )

    @property
    def guest(self) -> Guest:
        """Who wrote it, not kept yet."""
        return Guest(name=self.cleaned_data["guest_name"], email=self.cleaned_data["guest_email"])


class WordForm(OnceForm):
    """The next word of a thread."""

    body = PlainTextField(
        label=_("本文"),
        max_length=LONGEST_BODY,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class PassedOnForm(forms.Form):
    """On which way the desk has passed it on."""

    how = PlainTextField(
        label="どのように伝えたか",
        max_length=200,
        help_text="例：11月30日、印刷して代表の方に渡した。送り手も読みます。",
    )
