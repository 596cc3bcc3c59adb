"""Proposing a change of what was signed, and answering it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kyodo_portal.writing.columns import field_of
from kyodo_portal.writing.fields import PlainTextField
from projects.forms.on_paper import OnPaperForm
from projects.models import AskedParty


class ReasonForm(forms.Form):
    """Why the plan is to be changed; those who are asked to sign read it."""

    change_reason = PlainTextField(
        label=_("変更する理由"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "署名した内容を変えるときは、必ず書いてください。署名をお願いする相手が読みます。"
        ),
        error_messages={"required": _("変更する理由を書いてから、もう一度送ってください。")},
    )


class AnswerForm(forms.Form):
    """A consent to exactly the change on the screen, which `digest` names."""

    digest = forms.CharField(widget=forms.HiddenInput, max_length=64)
    agrees = forms.BooleanField(
        label=_("上の変更を読み、この内容に変えることに同意します"),
        error_messages={
            "required": _("変わるところを読んで、同意の欄に印を付けてから署名してください。")
        },
    )


class PaperAnswerForm(OnPaperForm):
    """A signature on paper of a partner that has no account here, recorded by staff."""

    digest = forms.CharField(widget=forms.HiddenInput, max_length=64)
    paper_for = forms.ModelChoiceField(
        AskedParty.objects.none(), label=_("署名した団体"), empty_label=None
    )
    field_order = ("digest", "paper_for", "signer_name", "signed_on")

    def __init__(self, *args: Any, parties: list[AskedParty], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "paper_for", forms.ModelChoiceField).queryset = AskedParty.objects.filter(
            pk__in=[party.pk for party in parties]
        )
