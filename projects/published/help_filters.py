"""What the list of help wanted can be searched and narrowed by."""

from collections.abc import Collection
from typing import Any

import django_filters
from django import forms
from django.db.models import Case, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kyodo_portal.cities import city
from kyodo_portal.life.people import Person
from kyodo_portal.lists.facets import by_column, by_rows
from kyodo_portal.lists.filters import Orders, SearchFilter, SortFilter
from kyodo_portal.lists.week_filters import WeekFilterSet
from kyodo_portal.lists.widgets import CountedBoxes, CountedSelect
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


class HelpWantedFilterSet(WeekFilterSet):
    """Help wanted by words, kind, field, 地区, when in the week, and whether one can answer now."""

    field_rows, owner = HelpField, "help_wanted"
    order = ("q", "kind", "day", "part", "district", "field", "state", "civic", "sort")

    q = SearchFilter(
        label=_("ことば"),
        help_text=_("見出し・内容・募集した団体や事業の名前から探します。"),
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    kind = django_filters.MultipleChoiceFilter(
        label=_("種類"), choices=HelpKind.choices, widget=CountedBoxes, distinct=False
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
        if "civic" in self.filters:
            called = city().said(city().taking_part.called)
            self.filters["civic"].extra["choices"] = [("yes", called)]

    @classmethod
    def absent(cls) -> Collection[str]:
        nobody = () if city().taking_part.civic_partners else ("civic",)
        return (*super().absent(), *nobody)

    def for_partners(self, queryset: HelpWantedQuerySet, _: str, value: str) -> HelpWantedQuerySet:
        """For those who take on a task of the city."""
        return queryset.filter(is_civic_partner=True) if value else queryset

    def in_state(self, queryset: HelpWantedQuerySet, _: str, value: str) -> HelpWantedQuerySet:
        return queryset.filter(Q(("place_in_list", 0 if value == "open" else 1)))
