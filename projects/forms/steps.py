"""What staff enter of a step that a group brought to the counter."""

import datetime as dt

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from kyodo_portal.life.counter import Source
from kyodo_portal.writing.day_fields import JapaneseDateField


class StepEntryForm(forms.Form):
    """How and when it came. Staff read it alone."""

    prefix = "received"

    came_by = forms.ChoiceField(label="受け付けた方法", choices=Source, widget=forms.RadioSelect)
    came_on = JapaneseDateField(label="受け付けた日")

    def clean_came_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["came_on"]
        if day > timezone.localdate():
            raise ValidationError("これから先の日付になっています。受け付けた日を書いてください。")
        return day
