"""What the list of days can be narrowed by: when, at what time, where, of what kind, with what."""

import datetime as dt
from collections.abc import Collection
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Exists, F, OuterRef, Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from groups.models import Group, GroupField, Place
from kyodo_portal.cities import city
from kyodo_portal.cities.choices import event_kinds_found, fields_found
from kyodo_portal.cities.districts import district_choices
from kyodo_portal.lists.filters import Chip, PortalFilterSet, SearchFilter, SortFilter
from kyodo_portal.lists.widgets import CountedBoxes, CountedSelect
from kyodo_portal.search.narrowing import having
from kyodo_portal.ui.months import EARLIEST, LATEST, month_after, month_read
from kyodo_portal.words.calendar import day_label, month_label
from kyodo_portal.words.languages import Words
from projects.models import Event, EventStatus, Project, ProjectField
from projects.models.event_queries import EventQuerySet
from projects.register.event_days import COMING, PAST, midnight, span_of
from projects.register.event_facets import EVENING, FEATURES, NOON, PARTS

WHEN: tuple[tuple[str, Words], ...] = (
    (COMING, _("これから")),
    ("today", _("今日")),
    ("sunday", _("今週の日曜日")),
    ("weekend", _("今週末")),
    ("week", _("今週")),
    ("month", _("今月")),
    (PAST, _("終わったもの")),
)

WEEKDAYS: tuple[tuple[str, Words], ...] = (
    ("1", _("月曜日")),
    ("2", _("火曜日")),
    ("3", _("水曜日")),
    ("4", _("木曜日")),
    ("5", _("金曜日")),
    ("6", _("土曜日")),
    ("0", _("日曜日")),
)
"""By the number that both databases give a day of the week: Sunday is 0."""

LENGTHS: tuple[tuple[str, Words], ...] = (("60", _("1時間まで")), ("120", _("2時間まで")))
"""Minutes that somebody has."""

HOURS = {"morning": (0, NOON), "afternoon": (NOON, EVENING), "evening": (EVENING, 24)}

DAYS = ("when", "day", "month")
"""The filters that say which days."""


class DayField(forms.Field):
    """A day as an address holds it: 2026-12-05."""

    def to_python(self, value: Any) -> dt.date | None:
        text = str(value or "")
        if not text:
            return None
        try:
            day = parse_date(text[:20])
        except ValueError:
            day = None
        if day is None or not EARLIEST <= day < month_after(LATEST):
            raise ValidationError("no day")
        return day


class MonthField(forms.Field):
    """A month as an address holds it: 2026-12."""

    def to_python(self, value: Any) -> dt.date | None:
        text = str(value or "")
        if not text:
            return None
        first = month_read(text[:20])
        if first is None:
            raise ValidationError("no month")
        return first


class DayFilter(django_filters.Filter):
    field_class = DayField


class MonthFilter(django_filters.Filter):
    field_class = MonthField


def boxes(label: Words, choices: Any, method: str) -> django_filters.Filter:
    """Several of a few values, as boxes to tick."""
    return django_filters.MultipleChoiceFilter(
        label=label, choices=choices, widget=CountedBoxes, distinct=False, method=method
    )


class EventFilterSet(PortalFilterSet):
    """The filters of the list of days. Of several days of the week, kinds or fields any will do; of
    what one wishes for (`has`) everything has to be so."""

    q = SearchFilter(
        label=_("ことば"),
        help_text=_("名前・内容・場所・主催から探します。"),
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    when = django_filters.ChoiceFilter(
        label=_("いつ"), choices=WHEN, empty_label=None, widget=CountedSelect, method="on_days"
    )
    weekday = boxes(_("曜日"), WEEKDAYS, "on_weekdays")
    time = boxes(_("時間帯"), PARTS, "at_times")
    length = django_filters.ChoiceFilter(
        label=_("かかる時間"),
        choices=LENGTHS,
        empty_label=_("どれでも"),
        widget=CountedSelect,
        method="within_minutes",
    )
    district = boxes(_("地区"), [], "in_districts")
    has = boxes(_("希望"), [(name, label) for name, (label, _q) in FEATURES.items()], "with_all")
    kind = boxes(_("種類"), [], "of_kinds")
    field = boxes(_("分野"), [], "in_fields")
    project = django_filters.ModelChoiceFilter(
        label=_("協働事業"),
        queryset=lambda _: Project.objects.published(),
        widget=forms.HiddenInput,
    )
    group = django_filters.ModelChoiceFilter(
        label=_("団体"),
        queryset=lambda _: Group.objects.public(),
        widget=forms.HiddenInput,
        method="held_by",
    )
    place = django_filters.ModelChoiceFilter(
        label=_("場所"), queryset=lambda _: Place.objects.public(), widget=forms.HiddenInput
    )
    sort = SortFilter(
        orders={
            "soon": (_("近い日から"), ("starts_at", "pk")),
            "new": (_("新しく載ったものから"), ("-published_at", "-pk")),
        }
    )
    day = DayFilter(label=_("日"), widget=forms.HiddenInput, method="on_day")
    month = MonthFilter(label=_("月"), widget=forms.HiddenInput, method="in_month")
    view = django_filters.ChoiceFilter(
        label=_("見せ方"),
        choices=[("month", _("カレンダー"))],
        widget=forms.HiddenInput,
        method="as_it_is",
    )

    queryset: Any

    class Meta:
        model = Event
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = {
            "kind": event_kinds_found(),
            "district": district_choices(),
            "field": [(str(number), name) for number, name in fields_found()],
        }
        for name in choices.keys() & self.filters.keys():
            self.filters[name].extra["choices"] = choices[name]

    @classmethod
    def absent(cls) -> Collection[str]:
        return () if city().districts else ("district",)

    def from_now(self) -> None:
        """Where no days are asked for, or none that could be used: what is to come."""
        if not self.conditions.keys() & set(DAYS):
            self.queryset = self.queryset.coming()

    def on_any_day(self) -> Any:
        """The records under every condition but those of the days."""
        found = self.queryset
        for name in self.conditions.keys() - set(DAYS):
            found = self.filters[name].filter(found, self.conditions[name])
        return having(found, self.words) if self.words else found

    @cached_property
    def usual_order(self) -> tuple[str, ...]:
        """The next one first; of what is over, the latest."""
        is_past = self.conditions.get("when") == PAST
        return ("-starts_at", "-pk") if is_past else ("starts_at", "pk")

    def chips(self, request: HttpRequest) -> list[Chip]:
        """What is to come is what one sees anyway, and a month on the wall says its name: neither is a
        condition to be taken away."""
        is_month = self.form.cleaned_data.get("view") == "month"
        plain = {str(self._label_of("when", COMING))}
        if is_month and self.conditions.get("month"):
            plain.add(str(self._label_of("month", self.conditions["month"])))
        return [chip for chip in super().chips(request) if chip.label not in plain]

    def _label_of(self, name: str, value: Any) -> str:
        words = {"day": day_label, "month": month_label}.get(name)
        return super()._label_of(name, words(value) if words else value)

    def as_it_is(self, queryset: EventQuerySet, _: str, value: str) -> EventQuerySet:
        """The view is how the list is shown, not what is in it."""
        return queryset

    def on_days(self, queryset: EventQuerySet, _: str, value: str) -> EventQuerySet:
        """What takes place in these days and is not over; or what is."""
        now = timezone.now()
        if value == PAST:
            return queryset.over(now)
        starts, ends = span_of(value, now)
        found = queryset.coming(now).filter(ends_at__gt=starts)
        return found if ends is None else found.filter(starts_at__lt=ends)

    def on_day(self, queryset: EventQuerySet, _: str, day: dt.date | None) -> EventQuerySet:
        """On one day, also what was called off: somebody may be on the way."""
        return queryset if day is None else _between(queryset, day, day + dt.timedelta(days=1))

    def in_month(self, queryset: EventQuerySet, _: str, first: dt.date | None) -> EventQuerySet:
        """In one month, also what is over and what was called off."""
        return queryset if first is None else _between(queryset, first, month_after(first))

    def on_weekdays(self, queryset: EventQuerySet, _: str, values: list[str]) -> EventQuerySet:
        """Django counts from Sunday as 1."""
        days = [int(value) + 1 for value in values]
        return queryset.filter(starts_at__week_day__in=days) if days else queryset

    def at_times(self, queryset: EventQuerySet, _: str, values: list[str]) -> EventQuerySet:
        """By the hour at which it begins."""
        hours = [hour for value in values for hour in range(*HOURS[value])]
        return queryset.filter(starts_at__hour__in=hours) if hours else queryset

    def within_minutes(self, queryset: EventQuerySet, _: str, value: str) -> EventQuerySet:
        """Done in so many minutes."""
        return queryset.filter(ends_at__lte=F("starts_at") + dt.timedelta(minutes=int(value)))

    def in_districts(self, queryset: EventQuerySet, _: str, values: list[str]) -> EventQuerySet:
        return queryset.filter(district__in=values) if values else queryset

    def with_all(self, queryset: EventQuerySet, _: str, values: list[str]) -> EventQuerySet:
        """Everything that is wished for."""
        if not values:
            return queryset
        wished = Q(*(FEATURES[value][1] for value in values))
        return queryset.with_current_status().filter(wished)

    def of_kinds(self, queryset: EventQuerySet, _: str, values: list[str]) -> EventQuerySet:
        return queryset.filter(kind__in=values) if values else queryset

    def held_by(self, queryset: EventQuerySet, _: str, group: Group | None) -> EventQuerySet:
        """Its own, and those of its projects."""
        return queryset if group is None else queryset.of_group(group.pk)

    def in_fields(self, queryset: EventQuerySet, _: str, numbers: list[str]) -> EventQuerySet:
        """In a field of activity of its project, or of the group that holds it."""
        if not numbers:
            return queryset
        of_project = ProjectField.objects.filter(project=OuterRef("project"), number__in=numbers)
        of_group = GroupField.objects.filter(group=OuterRef("group"), number__in=numbers)
        return queryset.filter(Exists(of_project) | Exists(of_group))


def _between(queryset: EventQuerySet, first: dt.date, after: dt.date) -> EventQuerySet:
    """What goes on at some time from one day to another."""
    shown = queryset.exclude(status=EventStatus.DRAFT)
    return shown.filter(starts_at__lt=midnight(after), ends_at__gt=midnight(first)).order_by(
        "starts_at", "pk"
    )
