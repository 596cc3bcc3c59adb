"""What staff say of words that came on paper, or were spoken."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from kyodo_portal.life.counter import Source
from kyodo_portal.writing.fields import JapaneseDateField


class CounterForm(forms.Form):
    """On which way something came to the desk, and on which day."""

    prefix = "received"

    received_by = forms.ChoiceField(
        label="受け付けた方法", choices=Source, widget=forms.RadioSelect
    )
    received_on = JapaneseDateField(
        label="受け付けた日", help_text="用紙が届いた日、または話を聞いた日です。"
    )

    def clean_received_on(self) -> Any:
        received_on = self.cleaned_data["received_on"]
        if received_on > timezone.localdate():
            raise ValidationError(
                "これから先の日付になっています。受け付けた日を確かめてください。"
            )
        return received_on

    @property
    def facts(self) -> dict[str, str]:
        """As the record of acts keeps it."""
        given = self.cleaned_data
        return {
            "received_by": given["received_by"],
            "received_on": given["received_on"].isoformat(),
        }
