"""The filters of the list of rounds of opinions."""

from typing import Any

from django import forms
from django.db.models import Case, F, Value, When
from django.utils.translation import gettext_lazy as _

from groups.models import Department
from kyodo_portal.life.people import Person
from kyodo_portal.lists.facets import by_column
from kyodo_portal.lists.filters import (
    AnyOfFilter,
    Orders,
    PortalFilterSet,
    SearchFilter,
    SortFilter,
)
from proposals.models import OpinionRound, OpinionRoundStatus
from proposals.models.opinion_rounds import OpinionRoundQuerySet

DEADLINE = Case(When(place=0, then=F("closes_at")))
"""When an open round closes; what takes no opinions now has no say in the order by it."""

ORDERS: Orders = {
    "now": (_("いま意見を出せるものから"), ("place", DEADLINE, "-opens_at", "-pk")),
    "closing": (_("締切の早い順"), ("closes_at", "pk")),
    "new": (_("募集の始まりが新しい順"), ("-opens_at", "-pk")),
}

TALLIES = {"status": by_column("clock_status"), "department": by_column("department_id")}
"""The filters that show how many rounds each choice would give."""

PLACES = (
    OpinionRoundStatus.OPEN,
    OpinionRoundStatus.ANNOUNCED,
    OpinionRoundStatus.CLOSED,
    OpinionRoundStatus.ANSWERED,
)
"""What one can take part in now stands first, then what is to come, then what came of it."""


def rounds_for(user: Person) -> OpinionRoundQuerySet:
    """The rounds with their status by the clock, and their place in the list."""
    place = Case(
        *(When(clock_status=status, then=Value(at)) for at, status in enumerate(PLACES)),
        default=Value(len(PLACES)),
    )
    rounds = OpinionRound.objects.visible_to(user).with_current_status()
    return rounds.annotate(place=place).select_related("department")


class OpinionRoundFilterSet(PortalFilterSet):
    """Rounds by words, status as the clock stands, and the department that asks."""

    q = SearchFilter(
        label=_("ことば"),
        help_text=_("案件の名前・概要・案の本文から探します。"),
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    status = AnyOfFilter(
        label=_("状態"),
        field_name="clock_status",
        choices=[each for each in OpinionRoundStatus.choices if each[0] != "draft"],
        empty_label=_("すべて"),
    )
    department = AnyOfFilter(label=_("担当課"), choices=(), empty_label=_("すべて"))
    sort = SortFilter(orders=ORDERS)

    class Meta:
        model = OpinionRound
        fields: list[Any] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asking = OpinionRound.objects.exclude(status=OpinionRoundStatus.DRAFT)
        offices = Department.objects.filter(pk__in=asking.values("department"))
        self.filters["department"].extra["choices"] = [
            (str(office.pk), office.name_in_language) for office in offices.order_by("name")
        ]
