"""What staff write of a signature that was given on paper."""

import datetime as dt

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kyodo_portal.writing.fields import JapaneseDateField, PlainTextField


def _not_to_come(day: dt.date) -> None:
    """Nobody has signed on a day that is not to come. Raises ValidationError."""
    if day > timezone.localdate():
        raise ValidationError(
            gettext("これから先の日付になっています。紙に署名された日を書いてください。")
        )


class OnPaperForm(forms.Form):
    """Who signed, and on which day; the day of the record where the paper says none."""

    signer_name = PlainTextField(
        label=_("紙に署名した人の名前"),
        max_length=100,
        help_text=_("記録のために残します。公開はされません。"),
    )
    signed_on = JapaneseDateField(
        label=_("紙に署名された日"),
        required=False,
        validators=[_not_to_come],
        help_text=_("紙に日付がないときは空欄にします。今日の日付になります。"),
    )
