"""Asking one of the supporters that fit."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kyodo_portal.writing.columns import field_of
from kyodo_portal.writing.fields import PlainTextField
from projects.matching import Match


class RequestForm(forms.Form):
    """Whom, and in which words."""

    supporter = forms.TypedChoiceField(
        label=_("だれにたのみますか"), coerce=int, widget=forms.RadioSelect
    )
    words = PlainTextField(
        label=_("たのむことば"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("いつ・どこで・なにを手伝ってほしいか。たのまれた方だけが読みます。"),
    )

    def __init__(self, *args: Any, matches: Iterable[Match], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "supporter", forms.ChoiceField).choices = [
            (
                match.record.pk,
                gettext("{name}（{reasons}）").format(
                    name=match.record.public_name, reasons=match.reasons
                ),
            )
            for match in matches
        ]
