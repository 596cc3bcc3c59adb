"""The form with which people come to an event, and the one with which the organiser enters them."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groups.forms.guests import GuestForm
from kyodo_portal.cities import city
from kyodo_portal.writing.columns import field_of
from kyodo_portal.writing.fields import (
    JapaneseDateField,
    PeopleField,
    PhoneField,
    PlainTextField,
)
from projects.models import AttendsAs, EnteredHow, Event, Participation, ParticipationDetails

FOLDED = ("guest_name_kana", "needs")
OF_CHILDREN = ("school_year", "guardian_name", "guardian_phone")


class JoinForm(GuestForm):
    """As what, how many, and what the organiser has to know. Where nothing of it needs an answer, an
    account comes in one press."""

    attends_as = forms.ChoiceField(
        label=_("どう加わりますか"),
        widget=forms.RadioSelect,
        initial=AttendsAs.VISITOR,
        error_messages={"required": _("「どう加わりますか」を選んでください。")},
    )
    people_count = PeopleField(label=_("人数"), min_value=1, max_value=1000, initial=1)
    school_year = PlainTextField(label=_("学年か年齢"), max_length=30)
    guardian_name = PlainTextField(label=_("保護者のお名前"), max_length=50)
    guardian_phone = PhoneField(label=_("保護者の電話番号"))
    needs = PlainTextField(
        label=_("配慮してほしいこと"),
        max_length=300,
        required=False,
        help_text=_("車いす、手話、ことばなど。主催者だけが読みます。"),
    )

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.event = event
        if event.helpers_wanted:
            note = f"（{event.helpers_note}）" if event.helpers_note else ""
            field_of(self, "attends_as", forms.ChoiceField).choices = [
                (AttendsAs.VISITOR.value, gettext("参加する")),
                (AttendsAs.HELPER.value, gettext("運営スタッフとして手伝う") + note),
            ]
        else:
            del self.fields["attends_as"]
        if event.is_for_children:
            del self.fields["people_count"]
        else:
            for name in OF_CHILDREN:
                del self.fields[name]
            most = city().events.people_most
            self.fields["people_count"].help_text = gettext("{most}人まで").format(most=most)
        self.order_fields(
            [
                "attends_as",
                "people_count",
                "guest_name",
                "guest_name_kana",
                "guest_email",
                "guest_phone",
                *OF_CHILDREN,
                "needs",
            ]
        )

    def clean_people_count(self) -> int:
        people: int = self.cleaned_data["people_count"]
        most = city().events.people_most
        if people > most:
            raise ValidationError(
                gettext(
                    "一度に申し込めるのは{most}人までです。もっと多いときは、主催者にご相談ください。"
                ).format(most=most)
            )
        return people

    @property
    def asked(self) -> list[forms.BoundField]:
        """What everybody is asked."""
        return [bound for bound in self.visible_fields() if bound.name not in FOLDED]

    @property
    def folded(self) -> list[forms.BoundField]:
        """What few have to say, and stands folded."""
        return [bound for bound in self.visible_fields() if bound.name in FOLDED]

    @property
    def is_unfolded(self) -> bool:
        """Whether something there is wrong, and has to be seen."""
        return any(bound.errors for bound in self.folded)

    @property
    def participation(self) -> Participation:
        """What was asked for, not kept yet; only after `is_valid`."""
        return Participation(
            attends_as=self.cleaned_data.get("attends_as") or AttendsAs.VISITOR,
            people_count=self.cleaned_data.get("people_count") or 1,
        )

    @property
    def details(self) -> ParticipationDetails:
        """What the organiser has to know, not kept yet; only after `is_valid`."""
        given = self.cleaned_data
        return ParticipationDetails(
            **{name: given.get(name, "") for name in ("needs", *OF_CHILDREN)}
        )


class EnterForm(JoinForm):
    """Somebody who came to the counter, called or wrote: whom the organiser enters."""

    entered_how = forms.ChoiceField(
        label=_("受け付けた方法"),
        choices=EnteredHow,
        widget=forms.RadioSelect,
        error_messages={"required": _("「受け付けた方法」を選んでください。")},
    )
    received_on = JapaneseDateField(
        label=_("受け付けた日"), required=False, help_text=_("書かなければ、今日にします。")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, is_for_guest=True, **kwargs)
        self.fields["guest_email"].help_text = gettext(
            "あれば、参加の案内をメールで送ります。電話番号だけでもかまいません。"
        )
        self.fields["guest_phone"].help_text = ""

    @property
    def participation(self) -> Participation:
        participation = super().participation
        participation.entered_how = self.cleaned_data["entered_how"]
        participation.received_on = self.cleaned_data["received_on"]
        return participation
