"""What the list of what people see is needed can be searched and narrowed by."""

from typing import Any

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from kyodo_portal.cities.choices import fields_found
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
from proposals.models import Concern, ConcernStatus, Outcome
from proposals.models.concerns import ConcernQuerySet

ORDERS: Orders = {
    "people": (_("困っている人が多い順"), ("-people", "-published_at", "-pk")),
    "new": (_("新しい順"), ("-published_at", "-pk")),
}

TALLIES = {
    "status": by_column("status"),
    "outcome": by_column("outcome"),
    "field": by_column("field"),
    "district": by_column("district"),
}
"""The filters that show how many each choice would give."""

IN_LIST = (ConcernStatus.PUBLIC, ConcernStatus.ANSWERED, ConcernStatus.DONE)


def concerns_for(_: Person) -> ConcernQuerySet:
    """The same list for everybody: what was published; what most people say first."""
    return Concern.objects.public().order_by("-people", "-published_at", "-pk")


class ConcernFilterSet(PortalFilterSet):
    """Concerns by words, state, answer, field and 地区."""

    q = SearchFilter(
        label=_("ことば"),
        help_text=_("困りごと・場所・回答から探します。"),
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    status = django_filters.MultipleChoiceFilter(
        label=_("状態"),
        choices=[(each.value, each.label) for each in IN_LIST],
        widget=CountedBoxes,
        distinct=False,
    )
    outcome = django_filters.ChoiceFilter(
        label=_("市の回答"),
        choices=Outcome.choices,
        empty_label=_("すべて"),
        widget=CountedSelect,
    )
    field = AnyOfFilter(label=_("分野"), choices=[], empty_label=_("すべて"))
    district = AnyOfFilter(label=_("地区"), choices=[], empty_label=_("すべて"))
    sort = SortFilter(orders=ORDERS)

    class Meta:
        model = Concern
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["field"].extra["choices"] = fields_found()
        if "district" in self.filters:
            self.filters["district"].extra["choices"] = district_choices()

    @classmethod
    def absent(cls) -> tuple[str, ...]:
        return () if district_choices() else ("district",)
