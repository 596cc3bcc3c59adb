"""The filters of the list of published reports."""

from collections.abc import Collection
from typing import Any

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from evaluations.models import Evaluation, Round
from kyodo_portal.cities import city
from kyodo_portal.cities.choices import forms_found, patterns_found
from kyodo_portal.lists.facets import by_column
from kyodo_portal.lists.filters import AnyOfFilter, PortalFilterSet, SearchFilter, SortFilter
from kyodo_portal.lists.widgets import CountedBoxes
from kyodo_portal.words.text import fiscal_year_label

TALLIES = {
    "year": by_column("fiscal_year"),
    "round": by_column("round"),
    "pattern": by_column("project__start_pattern"),
    "form": by_column("project__main_form"),
}
"""The filters that show how many reports each choice would give."""


def years() -> list[tuple[int, str]]:
    """The years of which there are published reports, newest first."""
    published = Evaluation.objects.published().order_by("-fiscal_year")
    return [
        (year, fiscal_year_label(year))
        for year in published.values_list("fiscal_year", flat=True).distinct()
    ]


class EvaluationFilterSet(PortalFilterSet):
    """Search, year, round, pattern, form and order of the published reports."""

    q = SearchFilter(
        label=_("ことば"),
        help_text=_("事業名・目的・団体名から探します。"),
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    year = AnyOfFilter(
        label=_("年度"), field_name="fiscal_year", choices=(), empty_label=_("すべての年度")
    )
    round = AnyOfFilter(
        label=pgettext_lazy("評価", "時期"), choices=Round.choices, empty_label=_("中間と最終")
    )
    pattern = django_filters.MultipleChoiceFilter(
        label=_("始まりの類型"),
        field_name="project__start_pattern",
        choices=(),
        widget=CountedBoxes,
        distinct=False,
    )
    form = django_filters.MultipleChoiceFilter(
        label=_("主な形態"),
        field_name="project__main_form",
        choices=(),
        widget=CountedBoxes,
        distinct=False,
    )
    sort = SortFilter(
        orders={
            "newest": (_("公表の新しい順"), ("-published_at", "-pk")),
            "oldest": (_("公表の古い順"), ("published_at", "pk")),
            "year": (_("年度の新しい順"), ("-fiscal_year", "-published_at", "-pk")),
            "title": (_("事業名の順"), ("project__title_kana", "project__title", "pk")),
        }
    )

    class Meta:
        model = Evaluation
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["year"].extra["choices"] = years()
        self.filters["form"].extra["choices"] = forms_found()
        if "pattern" in self.filters:
            self.filters["pattern"].extra["choices"] = patterns_found()

    @classmethod
    def absent(cls) -> Collection[str]:
        return () if city().has_patterns else ("pattern",)
