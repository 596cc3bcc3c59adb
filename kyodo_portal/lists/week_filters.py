"""What people who help and help that is wanted are both narrowed by: when in the week, where, in which field."""

from collections.abc import Collection
from typing import Any

import django_filters
from django.db.models import Exists, Model, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from kyodo_portal.cities.choices import fields_found
from kyodo_portal.cities.districts import district_choices
from kyodo_portal.lists.filters import AnyOfFilter, Filters, PortalFilterSet
from kyodo_portal.lists.widgets import CountedBoxes, CountedSelect
from kyodo_portal.words import week


class WeekFilterSet(PortalFilterSet):
    """Records that keep when in the week they hold (`words.week`), a 地区, and fields as rows. The queryset
    answers `at_times`; of what says nothing of when, every time will do."""

    field_rows: type[Model]
    """The rows of fields that belong to a record."""
    owner: str
    """The column of such a row that says whose it is."""
    order: tuple[str, ...] = ()
    """The filters in the order in which a page offers them."""

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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(number), name) for number, name in fields_found()]
        self.filters["field"].extra["choices"] = choices
        if "district" in self.filters:
            self.filters["district"].extra["choices"] = district_choices()

    @classmethod
    def get_filters(cls) -> Filters:
        filters = super().get_filters()
        return Filters((name, filters[name]) for name in cls.order or filters)

    @classmethod
    def absent(cls) -> Collection[str]:
        return () if district_choices() else ("district",)

    def on_day(self, queryset: Any, _: str, day: str) -> Any:
        """With some time on this day of the week."""
        return queryset.at_times(week.on_days([int(day)])) if day else queryset

    def in_part(self, queryset: Any, _: str, part: str) -> Any:
        """With some time in this part of any day."""
        return queryset.at_times(week.in_parts([int(part)])) if part else queryset

    def of_fields(self, queryset: QuerySet[Any], _: str, numbers: list[str]) -> QuerySet[Any]:
        """In any of these fields."""
        if not numbers:
            return queryset
        rows = self.field_rows._default_manager.filter(number__in=numbers)
        return queryset.filter(Exists(rows.filter(**{self.owner: OuterRef("pk")})))
