"""What the list of supporters can be narrowed by."""

from typing import Any

import django_filters
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from groups.models import Supporter, SupporterField
from groups.models.supporters import SupporterQuerySet
from kyodo_portal.cities.choices import fields_found
from kyodo_portal.cities.districts import district_choices
from kyodo_portal.lists.facets import by_column, by_rows
from kyodo_portal.lists.filters import AnyOfFilter, PortalFilterSet
from kyodo_portal.lists.widgets import CountedBoxes, CountedSelect
from kyodo_portal.words import week

TALLIES = {
    "field": by_rows(SupporterField, "number", owner="supporter"),
    "district": by_column("district"),
}
"""The filters that show how many each choice would give."""


class SupporterFilterSet(PortalFilterSet):
    """Supporters by field, 地区, and when in the week they have time."""

    field = django_filters.MultipleChoiceFilter(
        label=_("分野"), choices=[], widget=CountedBoxes, distinct=False, method="of_fields"
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

    class Meta:
        model = Supporter
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(number), name) for number, name in fields_found()]
        self.filters["field"].extra["choices"] = choices
        if "district" in self.filters:
            self.filters["district"].extra["choices"] = district_choices()

    @classmethod
    def absent(cls) -> tuple[str, ...]:
        """Nor are there words to look for: what supporters write is in no index."""
        return ("q",) if district_choices() else ("q", "district")

    def on_day(self, queryset: SupporterQuerySet, _: str, day: str) -> SupporterQuerySet:
        """With some time on this day of the week, or saying nothing of when."""
        return queryset.at_times(week.on_days([int(day)])) if day else queryset

    def in_part(self, queryset: SupporterQuerySet, _: str, part: str) -> SupporterQuerySet:
        return queryset.at_times(week.in_parts([int(part)])) if part else queryset

    def of_fields(
        self, queryset: SupporterQuerySet, _: str, numbers: list[str]
    ) -> SupporterQuerySet:
        if not numbers:
            return queryset
        rows = SupporterField.objects.filter(supporter=OuterRef("pk"), number__in=numbers)
        return queryset.filter(Exists(rows))
