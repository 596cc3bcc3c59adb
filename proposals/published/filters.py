"""The filters of the list of calls."""

from typing import Any

from django import forms
from django.db.models import Case, F, Value, When
from django.utils.translation import gettext_lazy as _

from kyodo_portal.cities.choices import call_kinds_found
from kyodo_portal.lists.facets import by_column
from kyodo_portal.lists.filters import (
    AnyOfFilter,
    Orders,
    PortalFilterSet,
    SearchFilter,
    SortFilter,
)
from kyodo_portal.words.text import fiscal_year_label
from proposals.models import Call, CallStatus
from proposals.models.call_periods import NEXT_TO_CLOSE


def _years() -> list[tuple[str, str]]:
    """The fiscal years in which there were calls, newest first."""
    years = (
        Call.objects.exclude(status=CallStatus.DRAFT)
        .order_by("-fiscal_year")
        .values_list("fiscal_year", flat=True)
        .distinct()
    )
    return [(str(year), fiscal_year_label(year)) for year in years]


DEADLINE = Case(When(place=0, then=F("closes_at")))
"""When an open call closes; what does not take proposals now has no say in the order by it."""

ORDERS: Orders = {
    "now": (
        _("いま提案できるものから"),
        ("place", DEADLINE.asc(nulls_last=True), "-opens_at", "-pk"),
    ),
    "closing": (_("締切の早い順"), (NEXT_TO_CLOSE, "pk")),
    "new": (_("受付の始まりが新しい順"), ("-opens_at", "-pk")),
}

TALLIES = {
    "status": by_column("clock_status"),
    "kind": by_column("kind"),
    "year": by_column("fiscal_year"),
}
"""The filters that show how many calls each choice would give."""


class CallFilterSet(PortalFilterSet):
    """Calls by words, type, status as the clock stands, and fiscal year."""

    q = SearchFilter(
        label=_("ことば"),
        help_text=_("募集の名前・テーマ・内容から探します。"),
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    status = AnyOfFilter(
        label=_("状態"),
        field_name="clock_status",
        choices=[choice for choice in CallStatus.choices if choice[0] != CallStatus.DRAFT],
        empty_label=_("すべて"),
    )
    kind = AnyOfFilter(label=_("型"), choices=(), empty_label=_("すべて"))
    year = AnyOfFilter(
        label=_("提案する年度"),
        field_name="fiscal_year",
        choices=(),
        empty_label=_("すべて"),
    )
    sort = SortFilter(orders=ORDERS)

    class Meta:
        model = Call
        fields: list[Any] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["kind"].extra["choices"] = call_kinds_found()
        self.filters["year"].extra["choices"] = _years()


#: What one can take part in now stands first.
IN_PLACE = Case(
    When(clock_status=CallStatus.OPEN, then=Value(0)),
    When(clock_status=CallStatus.ANNOUNCED, then=Value(1)),
    When(clock_status=CallStatus.DRAFT, then=Value(1)),
    default=Value(2),
)
