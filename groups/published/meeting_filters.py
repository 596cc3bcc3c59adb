"""What the list of meetings can be searched and narrowed by."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Case, IntegerField, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groups.models import Committee, Meeting, MeetingStatus
from groups.models.meetings import MeetingQuerySet
from kyodo_portal.life.people import EVERYBODY, Person
from kyodo_portal.lists.facets import by_column
from kyodo_portal.lists.filters import (
    AnyOfFilter,
    Orders,
    PortalFilterSet,
    SearchFilter,
    SortFilter,
)
from kyodo_portal.lists.widgets import CountedSelect

ORDERS: Orders = {
    "now": (_("これから開くものから"), ("place_in_list", "-starts_at", "-pk")),
    "old": (_("古い順"), ("starts_at", "pk")),
}

TALLIES = {"committee": by_column("committee"), "status": by_column("status")}
"""The filters that show how many each choice would give."""

NOT_SHOWN = (MeetingStatus.SCHEDULED,)


def meetings_for(user: Person) -> MeetingQuerySet:
    """What this person sees, those to come first (`place_in_list`)."""
    coming = Q(starts_at__gte=timezone.now(), status=MeetingStatus.CONVENED)
    place = Case(When(coming, then=Value(0)), default=Value(1), output_field=IntegerField())
    listed = Meeting.objects.visible_to(user).select_related("committee")
    return listed.annotate(place_in_list=place).order_by("place_in_list", "-starts_at", "-pk")


def committee_choices() -> list[tuple[str, str]]:
    """The public committees by their names."""
    found = Committee.objects.visible_to(EVERYBODY).values_list("pk", "name")
    return [(str(pk), name) for pk, name in found]


class MeetingFilterSet(PortalFilterSet):
    """Meetings by words, committee, state, and whether they are still to come."""

    q = SearchFilter(
        label=_("ことば"),
        help_text=_("会議の名前・場所・議題・会議録から探します。"),
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    committee = AnyOfFilter(label=_("委員会・会議"), choices=[], empty_label=_("すべて"))
    when = django_filters.ChoiceFilter(
        label=_("いつ"),
        empty_label=_("すべて"),
        choices=[("coming", _("これから")), ("past", _("終わったもの"))],
        widget=CountedSelect,
        method="at_time",
    )
    status = AnyOfFilter(
        label=_("状態"),
        choices=[each for each in MeetingStatus.choices if each[0] not in NOT_SHOWN],
        empty_label=_("すべて"),
    )
    sort = SortFilter(orders=ORDERS)

    class Meta:
        model = Meeting
        fields: list[Any] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["committee"].extra["choices"] = committee_choices()

    def at_time(self, queryset: MeetingQuerySet, _: str, value: str) -> MeetingQuerySet:
        now = timezone.now()
        return queryset.filter(Q(starts_at__gte=now) if value == "coming" else Q(starts_at__lt=now))
