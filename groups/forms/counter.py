"""What staff say of words that came on paper, or were spoken."""

import datetime as dt

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from kyodo_portal.life.counter import Source
from kyodo_portal.writing.fields import JapaneseDateField


def not_to_come(day: dt.date) -> None:
    """What came to the desk came on a day that is not to come. Raises ValidationError."""
    if day > timezone.localdate():
        raise ValidationError("これから先の日付になっています。受け付けた日を確かめてください。")


class CounterForm(forms.Form):
    """On which way something came to the desk, and on which day."""

    prefix = "received"

    received_by = forms.ChoiceField(
        label="受け付けた方法", choices=Source, widget=forms.RadioSelect
    )
    received_on = JapaneseDateField(
        label="受け付けた日",
        help_text="用紙が届いた日、または話を聞いた日です。",
        validators=[not_to_come],
    )

    @property
    def facts(self) -> dict[str, str]:
        """As the record of acts keeps it."""
        given = self.cleaned_data
        return {
            "received_by": given["received_by"],
            "received_on": given["received_on"].isoformat(),
        }
