"""What the menu of lectures can be searched and narrowed by."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from groups.models import Department
from kyodo_portal.cities.choices import fields_found
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
from projects.models import Lecture
from projects.models.lectures import LectureQuerySet

ORDERS: Orders = {
    "menu": (_("番号の順"), ("place_in_list", "-fiscal_year", "number", "pk")),
    "short": (_("時間の短い順"), ("place_in_list", "minutes", "-fiscal_year", "number", "pk")),
}

TALLIES = {"field": by_column("field"), "department": by_column("department")}
"""The filters that show how many each choice would give."""


def lectures_for(_: Person) -> LectureQuerySet:
    """The list is the same for everybody: what one can apply for first, then the menus of before."""
    listed = Lecture.objects.public().select_related("department").with_place_in_list()
    return listed.order_by("place_in_list", "-fiscal_year", "number", "pk")


class LectureFilterSet(PortalFilterSet):
    """Lectures by words, field, department, how long they take, and whether one can apply now."""

    q = SearchFilter(
        label=_("ことば"),
        help_text=_("講座名・内容・担当課から探します。"),
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    field = django_filters.MultipleChoiceFilter(
        label=_("分野"), choices=[], widget=CountedBoxes, distinct=False
    )
    department = AnyOfFilter(label=_("担当課"), choices=[], empty_label=_("すべての課"))
    minutes = django_filters.ChoiceFilter(
        label=_("時間"),
        empty_label=_("すべて"),
        choices=[("30", _("30分まで")), ("60", _("1時間まで")), ("90", _("1時間半まで"))],
        widget=CountedSelect,
        lookup_expr="lte",
    )
    state = django_filters.ChoiceFilter(
        label=_("年度"),
        empty_label=_("すべて"),
        choices=[("open", _("いま申し込めるもの")), ("over", _("前の年度のもの"))],
        widget=CountedSelect,
        method="in_state",
    )
    sort = SortFilter(orders=ORDERS)

    class Meta:
        model = Lecture
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["field"].extra["choices"] = [
            (str(number), name) for number, name in fields_found()
        ]
        with_lectures = Lecture.objects.public().order_by().values("department")
        self.filters["department"].extra["choices"] = [
            (str(each.pk), each.name_in_language)
            for each in Department.objects.filter(pk__in=with_lectures)
        ]

    def in_state(self, queryset: LectureQuerySet, _: str, value: str) -> LectureQuerySet:
        return queryset.filter(Q(("place_in_list", 0 if value == "open" else 1)))
