"""Which years the statistics are asked for."""

from collections.abc import Collection
from copy import copy
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _

from kyodo_portal.lists.filters import Chip, PortalFilterSet
from projects.models import Project
from projects.register.facets import years_asked_for


class YearFilterSet(PortalFilterSet):
    """From which to which 年度 the projects began. Given the wrong way round they are turned."""

    q = None  # type: ignore[assignment] # how django-filter takes a filter away
    since = django_filters.ChoiceFilter(
        label=_("始まった年度（ここから）"), empty_label=_("はじめから"), choices=[]
    )
    until = django_filters.ChoiceFilter(
        label=_("始まった年度（ここまで）"), empty_label=_("いまのところまで"), choices=[]
    )

    class Meta:
        model = Project
        fields: list[str] = []

    def __init__(self, data: QueryDict, **kwargs: Any) -> None:
        known = years_asked_for()
        since, until = data.get("since", ""), data.get("until", "")
        self.was_turned = {since, until} <= dict(known).keys() and int(since) > int(until)
        if self.was_turned:
            data = data.copy()
            data["since"], data["until"] = until, since
        super().__init__(data, **kwargs)
        for name in ("since", "until"):
            self.filters[name].extra["choices"] = known

    @property
    def span(self) -> tuple[int | None, int | None]:
        """From which to which 年度."""
        chosen = {name: int(value) for name, value in self.form.cleaned_data.items() if value}
        return chosen.get("since"), chosen.get("until")

    def chips(self, request: HttpRequest) -> list[Chip]:
        """Each leads to the page without the year it names."""
        if self.was_turned:
            request = copy(request)
            request.GET = self.data
        return super().chips(request)

    def offer(self, told: Collection[int]) -> None:
        """Offer those years alone from the first to the last of which there is anything to tell, and
        what was chosen. Whatever is asked for in an address was read before this."""
        offered = set(range(min(told), max(told) + 1)) if told else set()
        offered |= {year for year in self.span if year}
        for name in ("since", "until"):
            self.form.fields[name].choices = [
                (value, label) for value, label in years_asked_for() if int(value) in offered
            ]

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Both ends count."""
        since, until = self.span
        if since:
            queryset = queryset.filter(fiscal_year__gte=since)
        if until:
            queryset = queryset.filter(fiscal_year__lte=until)
        return queryset
