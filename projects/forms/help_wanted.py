"""What is asked for, and the offer to help."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groups.forms.guests import GuestForm
from groups.models import Group
from groups.rules.people import managed_groups
from kyodo_portal.cities.choices import fields_offered
from kyodo_portal.life.counter import Source
from kyodo_portal.life.people import Person
from kyodo_portal.writing.before_public import AsksBeforePublic
from kyodo_portal.writing.columns import field_of
from kyodo_portal.writing.day_fields import ComingDayField
from kyodo_portal.writing.districts import offer_districts
from kyodo_portal.writing.fields import JapaneseDateField, PlainModelForm, PlainTextField
from kyodo_portal.writing.once import OnceForm
from kyodo_portal.writing.summaries import AsksSummaries
from kyodo_portal.writing.week import WeekField
from projects.forms.interest import AsksInterest
from projects.models import HelpWanted


class HelpWantedForm(AsksSummaries, AsksBeforePublic, OnceForm, PlainModelForm):
    """What is asked for. Kind, heading and text are needed; everything else says more to those who
    think about it."""

    becomes_public = ("title", "text", "conditions", "summary_easy", "summary_en")
    shows_guards = False
    """Whether the page says what is to be seen to before people take on a task of the city."""

    times = WeekField(
        label=_("曜日と時間帯"),
        help_text=_("決まっているときだけ選びます。いつでもよければ空のままで。"),
    )
    field_numbers = forms.TypedMultipleChoiceField(
        label=_("分野"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = HelpWanted
        fields: tuple[str, ...] = (
            *("kind", "title", "text", "number", "starts_on", "ends_on", "times", "closes_on"),
            *("place", "district", "conditions", "reward", "cost", "safety"),
            *("summary_easy", "summary_en"),
        )
        field_classes = dict.fromkeys(("starts_on", "ends_on", "closes_on"), ComingDayField)
        widgets = {
            "kind": forms.RadioSelect,
            "text": forms.Textarea(attrs={"rows": 6}),
            "conditions": forms.Textarea(attrs={"rows": 2}),
            "safety": forms.Textarea(attrs={"rows": 2}),
        }
        help_texts = {
            "title": _("例：秋の花の植えかえを手伝ってくださる方"),
            "text": _(
                "なにを、どのくらいの時間お願いしたいかを書きます。"
                "だれでも読めるので、個人の電話番号などは書かないでください。"
            ),
            "number": _("必要な人数や数です。決まっていなければ空のままで。"),
            "closes_on": _(
                "この日まで申し出を受け付けます。空のままなら、終わる日まで受け付けます。"
            ),
            "place": _("例：駅前の花だん、市民交流センターの2階"),
            "conditions": _("例：18歳以上の方、動きやすい服で"),
            "cost": _("例：材料費は団体が出します。交通費は各自でお願いします。"),
            "safety": _("例：市の市民活動保険の対象です。小学生は保護者とお越しください。"),
        }

    def __init__(self, *args: Any, offered: Iterable[int] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_districts(self)
        has = [row.number for row in self.instance.fields.all()] if self.instance.pk else []
        chosen = has or list(offered)
        field_of(self, "field_numbers", forms.ChoiceField).choices = fields_offered(*chosen)
        self.fields["field_numbers"].initial = chosen
        self.summaries_last()


class AnswerForm(GuestForm, AsksInterest):
    """An offer to help. Somebody with an account sends it as it stands. Who offers to take on a task of
    the city is asked about their own ties to it."""

    class Meta(AsksInterest.Meta):
        fields: tuple[str, ...] = (
            *("group", "number", "message"),
            *("interest", "interest_words", "may_be_named"),
        )
        widgets = {**AsksInterest.Meta.widgets, "message": forms.Textarea(attrs={"rows": 3})}
        labels = {"group": _("だれとして申し出ますか")}
        help_texts = {
            **AsksInterest.Meta.help_texts,
            "message": _(
                "来られる日や、聞きたいことなど。募集した側だけが読みます。書かなくてもかまいません。"
            ),
            "may_be_named": _(
                "選ぶと、終わったあとのお礼に、お名前を添えて公開することがあります。"
            ),
        }

    field_order = ("guest_name", "guest_name_kana", "guest_email", "guest_phone")

    def __init__(
        self, *args: Any, by: Person, wanted: HelpWanted, is_for_guest: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, is_for_guest=is_for_guest, **kwargs)
        if not wanted.is_civic_partner:
            del self.fields["interest"], self.fields["interest_words"]
        groups = field_of(self, "group", forms.ModelChoiceField)
        managed = () if is_for_guest else managed_groups(by)
        groups.queryset = Group.objects.registered().filter(pk__in=managed)
        groups.empty_label = gettext("個人として")
        self.fields["number"].label = wanted.number_label
        if not managed:
            del self.fields["group"]


class CounterForm(AnswerForm):
    """An offer that came to the city on paper or by voice, as its staff enters it. Staff read it alone."""

    came_by = forms.ChoiceField(label="受け付けた方法", choices=Source, widget=forms.RadioSelect)
    came_on = JapaneseDateField(label="受け付けた日")

    class Meta(AnswerForm.Meta):
        fields = (*AnswerForm.Meta.fields, "came_by", "came_on")

    def __init__(self, *args: Any, by: Person, wanted: HelpWanted, **kwargs: Any) -> None:
        super().__init__(*args, by=by, wanted=wanted, is_for_guest=True, **kwargs)


class ThanksForm(forms.Form):
    """Thanks to one who helped."""

    thanks = PlainTextField(
        label=_("お礼のことば"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
