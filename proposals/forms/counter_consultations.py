"""What staff write of a consultation that came to the counter or by telephone. Staff read it alone."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from groups.forms.counter import not_to_come
from groups.forms.guests import GUEST_FIELDS, CounterGuestForm
from groups.models import Group
from kyodo_portal.life.counter import Source
from kyodo_portal.writing.columns import field_of
from kyodo_portal.writing.fields import JapaneseDateField, PlainModelForm
from proposals.models import Consultation, Proposal
from proposals.rules.asking import can_count_as_asked_in_time


class CounterConsultationForm(CounterGuestForm, PlainModelForm):
    """Who asked what, how and when it came."""

    came_by = forms.ChoiceField(label="受け付けた方法", choices=Source, widget=forms.RadioSelect)
    came_on = JapaneseDateField(label="受け付けた日", validators=[not_to_come])

    class Meta:
        model = Consultation
        fields = (
            *("subject", "concern", "idea", "hoped_help", "place", "group"),
            *("came_by", "came_on"),
        )
        widgets = {
            "concern": forms.Textarea(attrs={"rows": 6}),
            "idea": forms.Textarea(attrs={"rows": 4}),
            "hoped_help": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "concern": "話した言葉に近い形で書きます。",
            "group": "団体として相談した方のときに選びます。団体の人も、この相談を読めます。",
        }

    field_order = (
        *("came_by", "came_on", *GUEST_FIELDS, "guest_address", "group"),
        *("subject", "concern", "idea", "hoped_help", "place"),
    )

    def __init__(self, *args: Any, about: Proposal | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.about = about
        groups = field_of(self, "group", forms.ModelChoiceField)
        groups.empty_label = "個人としての相談"
        groups.queryset = Group.objects.drafting().only("pk", "name").order_by("name_kana", "pk")
        if about is not None:
            del self.fields["group"]

    def clean_came_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["came_on"]
        if self.about is not None and not (in_time := can_count_as_asked_in_time(self.about, day)):
            raise ValidationError(in_time.reason)
        return day
