"""What a group offers, who asks for it, and the thanks."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groups.forms.counter import not_to_come
from groups.models import Department, Group, Offer
from groups.rules.people import managed_groups
from kyodo_portal.life.counter import Source
from kyodo_portal.life.people import Person, is_signed_in
from kyodo_portal.writing.before_public import AsksBeforePublic
from kyodo_portal.writing.columns import field_of
from kyodo_portal.writing.districts import offer_districts
from kyodo_portal.writing.fields import JapaneseDateField, PlainModelForm, PlainTextField
from kyodo_portal.writing.once import OnceForm


class OfferForm(AsksBeforePublic, OnceForm, PlainModelForm):
    """What is offered. Kind, heading and text are needed."""

    becomes_public = ("title", "text", "conditions", "handing", "receipt")

    class Meta:
        model = Offer
        fields: tuple[str, ...] = (
            *("kind", "title", "text", "amount", "ends_on", "district"),
            *("conditions", "handing", "receipt", "may_be_named"),
        )
        widgets = {
            "kind": forms.RadioSelect,
            "text": forms.Textarea(attrs={"rows": 6}),
            "conditions": forms.Textarea(attrs={"rows": 2}),
        }
        help_texts = {
            "title": _("例：会議室を土曜日に貸します、花の苗100株をさしあげます"),
            "text": _(
                "なにを、どのように使ってもらえるかを書きます。"
                "だれでも読めるので、個人の電話番号などは書かないでください。"
            ),
            "amount": _("例：苗100株、月2回・半年のあいだ、学生10人まで"),
            "ends_on": _("空のままなら、取り下げるまで相談を受け付けます。"),
            "conditions": _("例：チラシに名前を載せてください、子どもの活動に限ります"),
            "handing": _("例：取りに来てください、学期のあいだの平日"),
            "receipt": _("例：寄附として受領書をお願いします、受領書はいりません"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_districts(self)


class CounterOfferForm(OfferForm):
    """What came to the city on paper or by voice, as its staff enters it. Staff read it alone."""

    came_by = forms.ChoiceField(label="受け付けた方法", choices=Source, widget=forms.RadioSelect)
    came_on = JapaneseDateField(label="受け付けた日", validators=[not_to_come])

    class Meta(OfferForm.Meta):
        fields = (*OfferForm.Meta.fields, "came_by", "came_on")


class AskForm(OnceForm):
    """For what somebody would use what is offered. Who could ask in several names says in which."""

    taker = forms.ChoiceField(
        label=_("だれとして相談しますか"),
        widget=forms.RadioSelect,
        error_messages={"required": _("だれとして相談するかを選んでください。")},
    )
    words = PlainTextField(
        label=_("何のために、どう使いたいか"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "事業や活動の名前と、いつ、どれくらい使いたいかを書きます。提供する団体だけが読みます。"
        ),
    )

    def __init__(self, *args: Any, by: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.takers = takers_for(by)
        if len(self.takers) == 1:
            del self.fields["taker"]
        else:
            choices = [(key, str(taker)) for key, taker in self.takers.items()]
            field_of(self, "taker", forms.ChoiceField).choices = choices
        self.order_fields(["taker", "words"])

    @property
    def sole_taker(self) -> Group | Department | None:
        """For whom one asks, where that is not a question."""
        return next(iter(self.takers.values())) if len(self.takers) == 1 else None

    @property
    def chosen(self) -> Group | Department:
        """In whose name it is asked."""
        return self.sole_taker or self.takers[self.cleaned_data["taker"]]


def takers_for(person: Person) -> dict[str, Group | Department]:
    """In whose names this person may ask, by the keys of the form: the registered groups for which they
    speak, and their departments."""
    if not is_signed_in(person):
        return {}
    found: dict[str, Group | Department] = {}
    for group in Group.objects.registered().filter(pk__in=managed_groups(person)):
        found[f"group-{group.pk}"] = group
    for department in Department.objects.active().filter(pk__in=person.department_ids):
        found[f"department-{department.pk}"] = department
    return found


class OfferThanksForm(forms.Form):
    """Thanks to the group that gave something."""

    thanks = PlainTextField(
        label=_("お礼のことば"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    public = forms.BooleanField(
        label=_("このお礼を公開してもよい"),
        required=False,
        help_text=_("提供した団体も公開してよいとしているときだけ、提供のページに出ます。"),
    )


def nobody_to_ask_as() -> str:
    """What somebody reads who could ask in nobody's name."""
    return gettext(
        "相談できるのは、登録された団体の代表・管理者と、市の課の職員です。"
        "団体に属していない方は、協働の窓口にご相談ください。"
    )
