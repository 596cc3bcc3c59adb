"""The small forms with which the desk passes a consultation on to a group that advises."""

from typing import Any

from django import forms

from groups.forms.counter import not_to_come
from groups.models import Adviser, Group
from kyodo_portal.life.counter import Source
from kyodo_portal.writing.fields import JapaneseDateField, PlainTextField


class PassingForm(forms.Form):
    """To which group that advises a consultation is passed on, and why: who asked reads it, and decides."""

    group = forms.ModelChoiceField(
        label="つなぐ団体",
        queryset=Group.objects.none(),
        empty_label="選んでください",
        error_messages={"required": "「つなぐ団体」を選んでください。"},
    )
    reason = PlainTextField(
        label="つなぐわけ",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="相談した方が読み、つなぐかを決めます。決めるまで、団体には何も見えません。",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["group"]
        field.queryset = Group.objects.filter(adviser__in=Adviser.objects.at_work())


class ConsentForm(forms.Form):
    """That whoever asked said yes to the desk itself: how, and on which day."""

    came_by = forms.ChoiceField(
        label="同意を伺った方法",
        choices=Source,
        widget=forms.RadioSelect,
        help_text="相談した方が、ご自分では押せないときに使います。だれに何を見せるかを伝えてから、書き留めてください。",
    )
    came_on = JapaneseDateField(label="伺った日", validators=[not_to_come])
