"""The form of an event: what, when, where, who may come."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groups.models import Department, Group, GroupStatus, Place
from groups.rules.people import is_coordinator, managed_groups
from kyodo_portal.cities import city
from kyodo_portal.cities.choices import event_kinds_offered
from kyodo_portal.life.people import Person, is_signed_in
from kyodo_portal.writing.before_public import AsksBeforePublic
from kyodo_portal.writing.columns import field_of
from kyodo_portal.writing.day_fields import ComingDayField
from kyodo_portal.writing.districts import offer_districts
from kyodo_portal.writing.fields import PeopleField, PlainModelForm
from kyodo_portal.writing.once import OnceForm
from kyodo_portal.writing.summaries import AsksSummaries
from kyodo_portal.writing.time_fields import PlainTimeField
from projects.attending.dates import days_of
from projects.models import OPEN_STATUSES, Event, EventStatus, Every, Project

OWN = "city"
"""How the choice of who holds it names the city alone."""


def holders_for(person: Person) -> list[tuple[str, str]]:
    """For whom this person may hold an event: the projects and groups they speak for, their
    departments, and the city's own for the coordinators."""
    if not is_signed_in(person):
        return []
    groups = list(managed_groups(person))
    projects = Project.objects.filter(status__in=OPEN_STATUSES)
    theirs = projects.of_groups(groups) | projects.of_departments(person.department_ids)
    choices = [
        (f"project:{each.pk}", gettext("事業「{title}」").format(title=each.title))
        for each in theirs.order_by("-pk")
    ]
    choices += [(f"group:{each.pk}", each.name) for each in _alive(person, groups)]
    departments = Department.objects.filter(pk__in=person.department_ids)
    choices += [(f"department:{each.pk}", each.name) for each in departments]
    if is_coordinator(person):
        choices.append((OWN, gettext("{city}の催し").format(city=city().name)))
    return choices


def _alive(person: Person, groups: list[int]) -> Any:
    """Their groups, without those that were struck off."""
    return (
        Group.objects.visible_to(person).filter(pk__in=groups).exclude(status=GroupStatus.DELETED)
    )


class EventForm(AsksSummaries, AsksBeforePublic, PlainModelForm):
    """What everybody reads of the day, and how one comes. Day and hours are asked apart, as people
    write them."""

    becomes_public = ("title", "text", "helpers_note", "summary_easy", "summary_en")

    day = ComingDayField(label=_("日にち"), help_text=_("例：12月6日、2026-12-06、令和8年12月6日"))
    begins = PlainTimeField(label=_("始まる時刻"), help_text=_("例：9:30、午後1時半"))
    ends = PlainTimeField(label=_("終わる時刻"))
    last_day = ComingDayField(
        label=_("終わる日"), required=False, help_text=_("何日か続くときだけ書きます。")
    )
    deadline_day = ComingDayField(
        label=_("申込みの締切の日"),
        required=False,
        help_text=_("書かなければ、始まるまで受け付けます。"),
    )
    deadline_time = PlainTimeField(
        label=_("締切の時刻"), required=False, help_text=_("書かなければ、その日の17時です。")
    )
    capacity = PeopleField(
        label=_("定員"),
        required=False,
        min_value=1,
        max_value=100_000,
        help_text=_("書かなければ、何人でも来られます。"),
    )
    helpers_wanted = PeopleField(
        label=_("運営スタッフの人数"),
        required=False,
        min_value=0,
        max_value=1_000,
        help_text=_("準備や当日の手伝いをしてくれる人を、何人募るか。募らないときは0です。"),
    )

    class Meta:
        model = Event
        fields = (
            *("title", "kind", "text", "place", "place_text", "online_url", "district"),
            *("target", "fee", "what_to_bring", "accessibility", "childcare"),
            *("photography", "in_bad_weather", "accepts", "capacity", "helpers_wanted"),
            *("helpers_note", "is_for_children", "summary_easy", "summary_en"),
        )
        widgets = {
            "text": forms.Textarea(attrs={"rows": 6}),
            "accepts": forms.RadioSelect,
            "photography": forms.RadioSelect,
        }
        help_texts = {
            "title": _("例：花だんの水やりと冬じたく"),
            "text": _("何をするか、初めての人でも来られるかを、ひとことでも書いてください。"),
            "place_text": _("例：2階の会議室、駅前広場の時計の下"),
            "target": _("例：どなたでも、小学生以上"),
            "fee": _("例：無料。保険は市が入っています"),
            "accessibility": _("例：段差なし、手話通訳あり、ルビつきの資料あり"),
            "childcare": _("例：2歳から就学前まで託児あり（3日前までに申込み）"),
            "in_bad_weather": _("例：8時に警報が出ていたら中止"),
            "helpers_note": _("例：8時30分から準備します"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_districts(self)
        event = self.instance
        self.started = event.starts_at
        field_of(self, "kind", forms.ChoiceField).choices = [
            ("", gettext("選んでください")),
            *event_kinds_offered(event.kind),
        ]
        places = field_of(self, "place", forms.ModelChoiceField)
        places.queryset = Place.objects.filter(is_public=True)
        places.empty_label = gettext("（一覧にない場所・オンライン）")
        for name in ("accepts", "photography"):
            self.fields[name].required = True
        if event.starts_at and not self.is_bound:
            self._show_times(event)
        self.summaries_last()

    def _show_times(self, event: Event) -> None:
        begin, end = timezone.localtime(event.starts_at), timezone.localtime(event.ends_at)
        self.initial.update(day=begin.date(), begins=begin.time(), ends=end.time())
        if end.date() != begin.date():
            self.initial["last_day"] = end.date()
        if event.deadline:
            closes = timezone.localtime(event.deadline)
            self.initial.update(deadline_day=closes.date(), deadline_time=closes.time())

    def clean_helpers_wanted(self) -> int:
        return self.cleaned_data["helpers_wanted"] or 0

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        self._set_times(data)
        event = self.instance
        too_few = (
            ("capacity", event.seats_taken, data.get("capacity")),
            ("helpers_wanted", event.helpers_taken, data.get("helpers_wanted")),
        )
        for name, taken, wanted in too_few:
            if wanted is not None and wanted < taken:
                self.add_error(
                    name,
                    gettext("もう{taken}人が決まっています。それより少なくはできません。").format(
                        taken=taken
                    ),
                )
        if event.status == EventStatus.PUBLISHED:
            self._stays_announced(data)
        return data

    def _stays_announced(self, data: dict[str, Any]) -> None:
        """What everybody reads of goes on saying when, where and what (see `rules.events`)."""
        event = self.instance
        if event.starts_at != self.started and event.starts_at <= timezone.now():
            told = gettext(
                "公開した催しは、過ぎた日時には変えられません。"
                "行わないときは、理由を書いて「中止する」を押してください。"
            )
            self.add_error("day", told)
        if not (data.get("place") or data.get("place_text") or data.get("online_url")):
            self.add_error("place_text", gettext("場所か、オンラインの参加先を書いてください。"))
        if not data.get("text"):
            self.add_error("text", gettext("「どんな日か」を、ひとことでも書いてください。"))

    def _set_times(self, data: dict[str, Any]) -> None:
        """The moments that the days and hours come to, as far as these can be read."""
        day, begins, ends = data.get("day"), data.get("begins"), data.get("ends")
        if day is None or begins is None or ends is None:
            return
        event = self.instance
        event.starts_at = moment_of(day, begins)
        event.ends_at = moment_of(data.get("last_day") or day, ends)
        closes_on = data.get("deadline_day")
        event.deadline = (
            moment_of(closes_on, data.get("deadline_time") or dt.time(17)) if closes_on else None
        )
        if event.ends_at <= event.starts_at:
            self.add_error("ends", gettext("終わる時刻は、始まる時刻より後にしてください。"))
        if event.deadline and event.deadline > event.starts_at:
            self.add_error(
                "deadline_day", gettext("申込みの締切は、始まる日時までにしてください。")
            )


def moment_of(day: dt.date, at: dt.time) -> dt.datetime:
    """A day and a time in Japan as a moment."""
    return timezone.make_aware(dt.datetime.combine(day, at))


class NewEventForm(OnceForm, EventForm):
    """A new one: for whom it is held, and whether it comes again."""

    holder = forms.ChoiceField(
        label=_("主催"), error_messages={"required": _("「主催」を選んでください。")}
    )
    every = forms.ChoiceField(
        label=_("くり返し"), required=False, choices=[("", _("一度だけ")), *Every.choices]
    )
    until = ComingDayField(label=_("いつまでくり返すか"), required=False)

    def __init__(self, *args: Any, holders: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "holder", forms.ChoiceField).choices = [
            *([("", gettext("選んでください"))] if len(holders) > 1 else ()),
            *holders,
        ]
        self.order_fields(
            [
                "holder",
                "title",
                "kind",
                "text",
                "day",
                "begins",
                "ends",
                "last_day",
                "every",
                "until",
            ]
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        every, until, day = data.get("every"), data.get("until"), data.get("day")
        if every and until is None and "until" not in self.errors:
            self.add_error("until", gettext("いつまでくり返すかを書いてください。"))
        if every and day and until and len(days_of(day, every, until)) < 2:
            self.add_error(
                "until", gettext("2回目がその日までにありません。先の日にしてください。")
            )
        return data

    def _set_times(self, data: dict[str, Any]) -> None:
        super()._set_times(data)
        kind, _, pk = (data.get("holder") or "").partition(":")
        self.instance.project_id = int(pk) if kind == "project" else None
        self.instance.group_id = int(pk) if kind == "group" else None
        self.instance.department_id = int(pk) if kind == "department" else None

    @property
    def days(self) -> list[dt.date]:
        """All its days; only after `is_valid`."""
        data = self.cleaned_data
        if not data["every"]:
            return [data["day"]]
        return days_of(data["day"], data["every"], data["until"])


class ScopeForm(forms.Form):
    """Of a series: whether the change is for this day alone, or for those after it too."""

    scope = forms.ChoiceField(
        label=_("くり返しの、どの日を変えますか"),
        widget=forms.RadioSelect,
        initial="one",
        choices=[("one", _("この日だけ")), ("later", _("この日と、これより後の日"))],
    )
