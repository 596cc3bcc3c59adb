"""What the list of offers can be searched and narrowed by."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Case, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groups.models import GroupStatus, Offer, OfferKind
from groups.models.offers import TAKING, OfferQuerySet
from kyodo_portal.cities.choices import group_kinds_found
from kyodo_portal.cities.districts import district_choices
from kyodo_portal.life.people import Person
from kyodo_portal.lists.facets import by_column
from kyodo_portal.lists.filters import (
    AnyOfFilter,
    Orders,
    PortalFilterSet,
    SearchFilter,
    SortFilter,
)
from kyodo_portal.lists.widgets import CountedBoxes, CountedSelect

ORDERS: Orders = {
    "now": (_("いま相談できるものから"), ("place_in_list", "-created_at", "-pk")),
    "new": (_("新しい順"), ("-created_at", "-pk")),
}

TALLIES = {"kind": by_column("kind"), "district": by_column("district")}
"""The filters that show how many each choice would give."""


def offers_for(user: Person) -> OfferQuerySet:
    """What this person sees, that for which one may ask first (`place_in_list`)."""
    day = timezone.localdate()
    taking = Q(
        Q(ends_on=None) | Q(ends_on__gte=day),
        group__status=GroupStatus.REGISTERED,
        status__in=TAKING,
    )
    place = Case(When(taking, then=Value(0)), default=Value(1))
    listed = Offer.objects.visible_to(user).shown().select_related("group")
    return listed.annotate(place_in_list=place).order_by("place_in_list", "-created_at", "-pk")


class OfferFilterSet(PortalFilterSet):
    """Offers by words, kind, kind of group (companies, universities …), 地区, and whether one may ask now."""

    q = SearchFilter(
        label=_("ことば"),
        help_text=_("見出し・内容・団体の名前から探します。"),
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    kind = django_filters.MultipleChoiceFilter(
        label=_("種類"), choices=OfferKind.choices, widget=CountedBoxes, distinct=False
    )
    giver = django_filters.ChoiceFilter(
        label=_("だれから"),
        empty_label=_("すべて"),
        choices=[],
        widget=CountedSelect,
        field_name="group__kind",
    )
    district = AnyOfFilter(label=_("地区"), choices=[], empty_label=_("すべて"))
    state = django_filters.ChoiceFilter(
        label=_("状態"),
        empty_label=_("すべて"),
        choices=[("open", _("いま相談できるもの")), ("over", _("終わったもの"))],
        widget=CountedSelect,
        method="in_state",
    )
    sort = SortFilter(orders=ORDERS)

    class Meta:
        model = Offer
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["giver"].extra["choices"] = group_kinds_found()
        if "district" in self.filters:
            self.filters["district"].extra["choices"] = district_choices()

    @classmethod
    def absent(cls) -> tuple[str, ...]:
        return () if district_choices() else ("district",)

    def in_state(self, queryset: OfferQuerySet, _: str, value: str) -> OfferQuerySet:
        return queryset.filter(Q(("place_in_list", 0 if value == "open" else 1)))
