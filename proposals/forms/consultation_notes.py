"""The small forms with which the city's side keeps a consultation: a note, and who is responsible."""

from typing import Any

from django import forms

from groups import people
from groups.forms.counter import not_to_come
from groups.models import User
from kyodo_portal.writing.columns import field_of
from kyodo_portal.writing.fields import JapaneseDateField, PlainTextField
from kyodo_portal.writing.once import OnceForm
from proposals.models import Consultation, ConsultationStatus, NoteWay
from proposals.rules.consultations import can_be_responsible


class NoteForm(OnceForm):
    """What was said at a meeting, by telephone or at the counter."""

    way = forms.ChoiceField(label="どのように話したか", choices=NoteWay, widget=forms.RadioSelect)
    day = JapaneseDateField(label="話した日", validators=[not_to_come])
    note = PlainTextField(
        label="話した内容", max_length=5000, widget=forms.Textarea(attrs={"rows": 5})
    )
    is_shared = forms.BooleanField(
        label="相談した方にも見せる",
        required=False,
        help_text="印を付けると、相談のページの「やりとり」に、日付と方法といっしょに出ます。付けなければ、市の担当だけが読みます。",
    )
    is_answer = forms.BooleanField(
        label="この話で、相談に回答した",
        required=False,
        help_text="窓口や電話で受けた相談です。印を付けると「回答あり」になります。",
    )

    def __init__(self, *args: Any, consultation: Consultation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if consultation.guest_id is None or consultation.status == ConsultationStatus.CLOSED:
            del self.fields["is_answer"]


class PersonChoice(forms.ModelChoiceField):
    """Somebody of city hall, by the name everybody there knows."""

    def label_from_instance(self, obj: Any) -> str:
        name: str = obj.display_name
        return name


class ResponsibleForm(forms.Form):
    """Who sees to the answer."""

    responsible = PersonChoice(
        label="担当者",
        queryset=User.objects.none(),
        empty_label="（決まっていない）",
        error_messages={
            "required": "「担当者」を選んでください。",
            "invalid_choice": "この方は、この相談に回答できる職員ではありません。ほかの方を選んでください。",
        },
    )

    def __init__(self, *args: Any, consultation: Consultation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = field_of(self, "responsible", forms.ModelChoiceField)
        free = [
            person
            for person in people.desk(consultation.department_id)
            if can_be_responsible(person, consultation)
        ]
        offered.queryset = User.objects.filter(pk__in=[person.pk for person in free])
