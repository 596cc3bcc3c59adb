"""Signing the agreement: in person here, or recorded from paper."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kyodo_portal.writing.columns import field_of
from projects.forms.on_paper import OnPaperForm
from projects.models import Partner


class SignForm(forms.Form):
    """A consent to exactly the terms on the screen, which `digest` names."""

    digest = forms.CharField(widget=forms.HiddenInput, max_length=64)
    agrees = forms.BooleanField(
        label=_("上の目的・目標・役割分担を読み、この内容で協働することに同意します"),
        error_messages={"required": _("内容を読んで、同意の欄に印を付けてから署名してください。")},
    )


class PaperSignatureForm(OnPaperForm):
    """A signature on paper of a partner that has no account here, recorded by staff."""

    digest = forms.CharField(widget=forms.HiddenInput, max_length=64)
    paper_for = forms.ModelChoiceField(
        Partner.objects.none(), label=_("署名した団体"), empty_label=None
    )
    field_order = ("digest", "paper_for", "signer_name", "signed_on")

    def __init__(self, *args: Any, partners: list[Partner], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "paper_for", forms.ModelChoiceField).queryset = Partner.objects.filter(
            pk__in=[partner.pk for partner in partners]
        ).select_related("group")
