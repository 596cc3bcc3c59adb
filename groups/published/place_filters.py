"""The filters of the list of places."""

from collections.abc import Callable, Collection
from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from groups.models import Equipment, Place, PlaceEquipment, PlaceHours, Weekday
from groups.models.places import PlaceQuerySet
from groups.places.opening import open_now
from kyodo_portal.cities.choices import place_kinds_found
from kyodo_portal.cities.districts import district_choices
from kyodo_portal.lists.facets import by_column, by_rows
from kyodo_portal.lists.filters import AnyOfFilter, PortalFilterSet, SearchFilter, SortFilter
from kyodo_portal.lists.widgets import CountedBoxes, CountedSelect

EVENING = 18 * 60
"""From when a place counts as open in the evening, in minutes since midnight."""

TALLIES = {
    "kind": by_column("kind"),
    "district": by_column("district"),
    "equipment": by_rows(PlaceEquipment, "kind", owner="place"),
}
"""The filters that show how many places each choice would give."""

_WITH_EASE = {
    "step_free": Q(step_free=True),
    "wheelchair_toilet": Q(wheelchair_toilet=True),
    "hearing_loop": Q(hearing_loop=True),
    "parking_accessible": Q(parking_accessible__gt=0),
}


def _open_on(**when: Any) -> Exists:
    return Exists(PlaceHours.objects.filter(place=OuterRef("pk"), **when))


class PlaceFilter(PortalFilterSet):
    """Places by words, kind, 地区, when they are open, what can be used there and how easily."""

    q = SearchFilter(
        label=_("ことば"),
        help_text=_("名称・所在地・説明から探します。"),
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    open = django_filters.ChoiceFilter(
        label=_("開いているとき"),
        choices=[
            ("now", _("いま開いている")),
            ("saturday", _("土曜日に開く")),
            ("sunday", _("日曜日に開く")),
            ("evening", _("夜も開く（18時から）")),
        ],
        empty_label=_("すべて"),
        widget=CountedSelect,
        method="when_open",
    )
    kind = AnyOfFilter(label=_("種別"), choices=[], empty_label=_("すべて"))
    district = AnyOfFilter(label=_("地区"), choices=[], empty_label=_("すべて"))
    ease = django_filters.MultipleChoiceFilter(
        label=_("使いやすさ（すべてに当てはまる）"),
        choices=[
            ("step_free", _("入口に段差がない")),
            ("wheelchair_toilet", _("多目的トイレがある")),
            ("hearing_loop", _("ヒアリングループがある")),
            ("parking_accessible", _("車いす用の駐車場がある")),
        ],
        widget=CountedBoxes,
        method="with_ease",
    )
    equipment = django_filters.MultipleChoiceFilter(
        label=_("設備（どれかがある）"),
        choices=[each for each in Equipment.choices if each[0] != Equipment.OTHER],
        widget=CountedBoxes,
        method="with_any_equipment",
    )
    sort = SortFilter(
        orders={
            "name": (_("名前の順"), ("name_kana", "pk")),
            "checked": (_("確認した日の新しい順"), ("-checked_on", "name_kana", "pk")),
        }
    )

    class Meta:
        model = Place
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["kind"].extra["choices"] = place_kinds_found()
        if "district" in self.filters:
            self.filters["district"].extra["choices"] = district_choices()

    @classmethod
    def absent(cls) -> Collection[str]:
        return () if district_choices() else ("district",)

    @cached_property
    def _open_now(self) -> set[int]:
        """Read once a page: whether a place is open now no column says."""
        return open_now(Place.objects.in_use().with_hours(), timezone.now())

    def when_open(self, queryset: PlaceQuerySet, _: str, value: str) -> PlaceQuerySet:
        conditions: dict[str, Callable[[], Any]] = {
            "now": lambda: Q(pk__in=self._open_now),
            "saturday": lambda: _open_on(weekday=Weekday.SATURDAY),
            "sunday": lambda: _open_on(weekday=Weekday.SUNDAY),
            "evening": lambda: _open_on(closes__gt=EVENING),
        }
        return queryset.filter(conditions[value]()) if value in conditions else queryset

    def with_ease(self, queryset: PlaceQuerySet, _: str, values: list[str]) -> PlaceQuerySet:
        for value in values:
            queryset = queryset.filter(_WITH_EASE[value])
        return queryset

    def with_any_equipment(self, queryset: PlaceQuerySet, _: str, kinds: list[str]) -> Any:
        """Asked through the rows, so that a place with two of them comes once."""
        if not kinds:
            return queryset
        there = PlaceEquipment.objects.filter(kind__in=kinds).values("place_id")
        return queryset.filter(pk__in=there)
