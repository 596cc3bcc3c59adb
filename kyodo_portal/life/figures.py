"""Figures of a 年度: what of the city's course is counted, each told by the app that keeps it, so that
others can show the figure by its name.

Each app names its own in `figures.py` with `tell`; these are loaded at the start.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.humanize.templatetags.humanize import intcomma
from django.core.exceptions import ImproperlyConfigured
from django.db.models import Case, CharField, Count, F, QuerySet, Sum, Value, When
from django.db.models.functions import Cast, Coalesce, ExtractMonth, ExtractYear
from django.utils.translation import gettext

from kyodo_portal.words.languages import Words

FEWEST = 3
"""The least number that is told of what is private; of less, that it is less, and of none, none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What is counted, by which moment, and what it is called; or whose numbers are added up, as the
    people of a day are (`sum_of`). Of what is private only the number may be told, and no small one
    (`few_hidden`)."""

    name: str
    label: Words
    records: Callable[[], QuerySet[Any]]
    moment: str
    is_private: bool = False
    sum_of: str = ""

    @property
    def counter(self) -> str:
        """What its rows are called among other counts."""
        return f"yearly {self.name}"


def few_hidden(number: int) -> int | None:
    """A number of private things, where it may be told."""
    return None if 0 < number < FEWEST else number


def in_words(figure: int | None) -> str:
    """A figure as it stands on a page."""
    return gettext("{n}件未満").format(n=FEWEST) if figure is None else str(intcomma(figure))


_FIGURES: dict[str, Figure] = {}


def tell(*figures: Figure) -> None:
    """These are figures of a 年度. Raises ImproperlyConfigured where a name is taken."""
    for figure in figures:
        if figure.name in _FIGURES:
            raise ImproperlyConfigured(f"figure of a 年度 told twice: {figure.name}")
        _FIGURES[figure.name] = figure


def figures() -> list[Figure]:
    """Every figure, in the order of the apps."""
    return list(_FIGURES.values())


def figures_of(years: Collection[int]) -> dict[int, dict[str, int]]:
    """Every figure of each of these 年度, by its name: one query."""
    counted = counted_by_year(figures(), within=years)
    rows = counted[0].union(*counted[1:], all=True) if counted and years else []
    numbers = {(counter, int(year)): number for counter, year, number in rows}
    return {
        year: {each.name: numbers.get((each.counter, year), 0) for each in figures()}
        for year in years
    }


def counted_by_year(
    told: Iterable[Figure], *, within: Collection[int] | None = None
) -> list[QuerySet[Any, Any]]:
    """Rows (counter, 年度, how many), so that they can be joined to other counts in one query. A 年度 begins
    in April, Japanese time; what has no moment written down is of no year."""
    return [_rows(figure, within) for figure in told]


def _rows(figure: Figure, within: Collection[int] | None) -> QuerySet[Any, Any]:
    begun_before = Case(When(month__lt=4, then=1), default=0)
    dated = figure.records().filter(**{f"{figure.moment}__isnull": False})
    named = dated.order_by().annotate(
        month=ExtractMonth(figure.moment),
        counted_as=Value(figure.counter, output_field=CharField()),
        counted_key=Cast(ExtractYear(figure.moment) - begun_before, output_field=CharField()),
    )
    if within is not None:
        named = named.filter(counted_key__in=[str(year) for year in within])
    number = Coalesce(Sum(figure.sum_of), 0) if figure.sum_of else Count(F("pk"))
    grouped = named.values("counted_as", "counted_key").annotate(number=number)
    return grouped.values_list("counted_as", "counted_key", "number")
