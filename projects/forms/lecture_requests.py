"""Asking for a lecture on one page, by whoever would like to hear it, or by staff at the counter for them."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groups.forms.guests import GuestForm
from groups.models import Group, Place
from groups.rules.people import managed_groups
from kyodo_portal.life.counter import Source
from kyodo_portal.life.people import Person
from kyodo_portal.words.calendar import day_label
from kyodo_portal.writing.columns import field_of
from kyodo_portal.writing.day_fields import ComingDayField
from kyodo_portal.writing.fields import JapaneseDateField, PlainModelForm
from kyodo_portal.writing.time_fields import PlainTimeField
from projects.forms.events import moment_of
from projects.models import Lecture, LectureRequest
from projects.rules.lecture_days import can_be_wished_for, first_day_to_wish

WISHES = (("first", _("第1希望")), ("second", _("第2希望")), ("third", _("第3希望")))


def offer_places(form: Any) -> None:
    """The places of the city's list, and that it may be another."""
    places = field_of(form, "place", forms.ModelChoiceField)
    places.queryset = Place.objects.filter(is_public=True).with_hours()
    places.empty_label = gettext("（一覧にない場所）")


class LectureRequestForm(GuestForm, PlainModelForm):
    """Who gathers, when one would like it, where, how many, and what one wants to hear."""

    first_day = ComingDayField(label=_("第1希望の日"))
    first_time = PlainTimeField(label=_("始まる時刻"), help_text=_("例：10:00、午後1時半"))
    second_day = ComingDayField(label=_("第2希望の日"), required=False)
    second_time = PlainTimeField(label=_("始まる時刻"), required=False)
    third_day = ComingDayField(label=_("第3希望の日"), required=False)
    third_time = PlainTimeField(label=_("始まる時刻"), required=False)

    class Meta:
        model = LectureRequest
        fields: tuple[str, ...] = (
            *("group", "wish", "gathering", "phone", "place", "place_text"),
            *("people_count", "purpose", "needs", "is_open"),
        )
        widgets = {"purpose": forms.Textarea(attrs={"rows": 4})}
        labels = {"group": _("だれとして申し込みますか")}
        help_texts = {
            "wish": _(
                "メニューにないことを聞きたいときに、ひとことで書きます。担当の課を探します。"
            ),
            "gathering": _("例：南町の自治会、中央小学校の4年生"),
            "phone": _("日時の相談や、当日の連絡に使います。担当課だけが見ます。"),
            "place_text": _("例：2階の集会室、南町会館（南町1丁目）"),
            "purpose": _(
                "例：夏の訓練の前に、避難所でのすごし方を知りたい。担当課だけが読みます。"
            ),
            "needs": _("車いす、手話、ことばなど。"),
            "is_open": _(
                "選ぶと、日時と場所が「参加できる日」に載り、だれでも来られます。"
                "申し込んだ方のお名前は出ません。"
            ),
        }

    def __init__(
        self, *args: Any, by: Person, lecture: Lecture | None, is_for_guest: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, is_for_guest=is_for_guest, **kwargs)
        self.lecture = lecture
        offer_places(self)
        first = first_day_to_wish(timezone.localdate())
        self.fields["first_day"].help_text = gettext(
            "きょう申し込むと、{day}から先の日を選べます。例：{written}"
        ).format(day=day_label(first), written=first.isoformat())
        if lecture is None:
            self.fields["wish"].required = True
        else:
            del self.fields["wish"]
        managed = () if is_for_guest else managed_groups(by)
        groups = field_of(self, "group", forms.ModelChoiceField)
        groups.queryset = Group.objects.registered().filter(pk__in=managed)
        groups.empty_label = gettext("個人として")
        if not managed:
            del self.fields["group"]
        if is_for_guest:
            del self.fields["phone"]
        else:
            self.fields["phone"].required = True
        self.order_fields(
            [
                *("guest_name", "guest_name_kana", "guest_email", "guest_phone"),
                *("group", "wish", "gathering", "phone"),
                *(f"{name}_{part}" for name, _label in WISHES for part in ("day", "time")),
                *("place", "place_text", "people_count", "purpose", "needs", "is_open"),
            ]
        )

    @property
    def asked_on(self) -> dt.date:
        """The day from which the notice is counted."""
        return timezone.localdate()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for name, label in WISHES:
            self._take_wish(name, str(label), data)
        if not (data.get("place") or data.get("place_text")) and not (
            {"place", "place_text"} & set(self.errors)
        ):
            self.add_error("place_text", gettext("場所を選ぶか、書いてください。"))
        return data

    def _take_wish(self, name: str, label: str, data: dict[str, Any]) -> None:
        """The moment that a wish comes to, where it can be read and be held."""
        day, time = data.get(f"{name}_day"), data.get(f"{name}_time")
        setattr(self.instance, f"{name}_at", None)
        if day is None or time is None:
            lacking = f"{name}_{'time' if day else 'day'}"
            if (day or time) and lacking not in self.errors:
                told = gettext("{wish}は、日と時刻を両方書いてください。").format(wish=label)
                self.add_error(lacking, told)
            return
        at = moment_of(day, time)
        minutes = self.lecture.minutes if self.lecture is not None else 60
        verdict = can_be_wished_for(at, data.get("place"), asked_on=self.asked_on, minutes=minutes)
        if verdict:
            setattr(self.instance, f"{name}_at", at)
        else:
            self.add_error(f"{name}_day", verdict.reason)


class CounterRequestForm(LectureRequestForm):
    """What came to the city on paper or by voice, as its staff enters it. Staff read it alone."""

    came_by = forms.ChoiceField(label="受け付けた方法", choices=Source, widget=forms.RadioSelect)
    came_on = JapaneseDateField(label="受け付けた日")

    class Meta(LectureRequestForm.Meta):
        fields = (*LectureRequestForm.Meta.fields, "came_by", "came_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, is_for_guest=True, **kwargs)

    def clean_came_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["came_on"]
        if day > timezone.localdate():
            raise ValidationError("これから先の日付になっています。受け付けた日を書いてください。")
        return day

    @property
    def asked_on(self) -> dt.date:
        day: dt.date | None = self.cleaned_data.get("came_on")
        return day or timezone.localdate()
