"""Something said about a version of an agreement."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kyodo_portal.writing.fields import PlainTextField


class RemarkForm(forms.Form):
    """A few sentences that the parties read."""

    text = PlainTextField(
        label=_("この版について、当事者に伝えること"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("なぜ変えたか、なにを確かめたいかなどです。公開はされません。"),
        error_messages={"required": _("伝えることを書いてから、もう一度送ってください。")},
    )
