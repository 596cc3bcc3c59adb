"""What the list of help wanted can be searched and narrowed by."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Case, Exists, OuterRef, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kyodo_portal.cities import city
from kyodo_portal.cities.choices import fields_found
from kyodo_portal.cities.districts import district_choices
from kyodo_portal.life.people import Person
from kyodo_portal.lists.facets import by_column, by_rows
from kyodo_portal.lists.filters import (
    AnyOfFilter,
    Orders,
    PortalFilterSet,
    SearchFilter,
    SortFilter,
)
from kyodo_portal.lists.widgets import CountedBoxes, CountedSelect
from kyodo_portal.words import week
from projects.models import HelpField, HelpKind, HelpWanted
from projects.models.help_wanted import HelpWantedQuerySet, takes_answers

ORDERS: Orders = {
    "now": (_("いま申し出られるものから"), ("place_in_list", "-created_at", "-pk")),
    "new": (_("新しい順"), ("-created_at", "-pk")),
    "closing": (_("締切の早い順"), ("place_in_list", "closes_on", "-pk")),
}

TALLIES = {
    "kind": by_column("kind"),
    "field": by_rows(HelpField, "number", owner="help_wanted"),
    "district": by_column("district"),
}
"""The filters that show how many each choice would give."""


def help_for(user: Person) -> HelpWantedQuerySet:
    """What this person sees, that which takes answers first (`place_in_list`)."""
    takes = takes_answers(timezone.localdate())
    place = Case(When(takes, then=Value(0)), default=Value(1))
    listed = HelpWanted.objects.visible_to(user).shown().with_owner().annotate(place_in_list=place)
    return listed.order_by("place_in_list", "-created_at", "-pk")


class HelpWantedFilterSet(PortalFilterSet):
    """Help wanted by words, kind, field, 地区, when in the week, and whether one can answer now."""

    q = SearchFilter(
        label=_("ことば"),
        help_text=_("見出し・内容・募集した団体や事業の名前から探します。"),
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    kind = django_filters.MultipleChoiceFilter(
        label=_("種類"), choices=HelpKind.choices, widget=CountedBoxes, distinct=False
    )
    day = django_filters.ChoiceFilter(
        label=_("曜日"),
        empty_label=_("いつでも"),
        choices=[(str(number), day) for number, day in enumerate(week.DAYS)],
        widget=CountedSelect,
        method="on_day",
    )
    part = django_filters.ChoiceFilter(
        label=_("時間帯"),
        empty_label=_("いつでも"),
        choices=[(str(number), part) for number, part in enumerate(week.PARTS)],
        widget=CountedSelect,
        method="in_part",
    )
    district = AnyOfFilter(label=_("地区"), choices=[], empty_label=_("すべて"))
    field = django_filters.MultipleChoiceFilter(
        label=_("分野"), choices=[], widget=CountedBoxes, distinct=False, method="of_fields"
    )
    state = django_filters.ChoiceFilter(
        label=_("状態"),
        empty_label=_("すべて"),
        choices=[("open", _("いま申し出られるもの")), ("over", _("終わったもの"))],
        widget=CountedSelect,
        method="in_state",
    )
    civic = django_filters.ChoiceFilter(
        label=_("市の仕事"),
        empty_label=_("すべて"),
        choices=[],
        widget=CountedSelect,
        method="for_partners",
    )
    sort = SortFilter(orders=ORDERS)

    class Meta:
        model = HelpWanted
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(number), name) for number, name in fields_found()]
        self.filters["field"].extra["choices"] = choices
        if "civic" in self.filters:
            called = city().said(city().taking_part.called)
            self.filters["civic"].extra["choices"] = [("yes", called)]
        if "district" in self.filters:
            self.filters["district"].extra["choices"] = district_choices()

    @classmethod
    def absent(cls) -> tuple[str, ...]:
        without_districts = () if district_choices() else ("district",)
        return (
            without_districts
            if city().taking_part.civic_partners
            else (*without_districts, "civic")
        )

    def on_day(self, queryset: HelpWantedQuerySet, _: str, day: str) -> HelpWantedQuerySet:
        """With some time on this day of the week, or saying nothing of when."""
        return queryset.at_times(week.on_days([int(day)])) if day else queryset

    def in_part(self, queryset: HelpWantedQuerySet, _: str, part: str) -> HelpWantedQuerySet:
        return queryset.at_times(week.in_parts([int(part)])) if part else queryset

    def of_fields(
        self, queryset: HelpWantedQuerySet, _: str, numbers: list[str]
    ) -> HelpWantedQuerySet:
        if not numbers:
            return queryset
        rows = HelpField.objects.filter(help_wanted=OuterRef("pk"), number__in=numbers)
        return queryset.filter(Exists(rows))

    def for_partners(self, queryset: HelpWantedQuerySet, _: str, value: str) -> HelpWantedQuerySet:
        """For those who take on a task of the city."""
        return queryset.filter(is_civic_partner=True) if value else queryset

    def in_state(self, queryset: HelpWantedQuerySet, _: str, value: str) -> HelpWantedQuerySet:
        return queryset.filter(Q(("place_in_list", 0 if value == "open" else 1)))
