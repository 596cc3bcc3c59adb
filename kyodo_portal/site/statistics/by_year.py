"""What comes before a project and after it, year by year: consultations, proposals, reports.

The figures are the apps' own (`kyodo_portal.life.figures`). Of what is private, as consultations are,
only the number is told, and not where it is so small that it would speak of somebody.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from kyodo_portal.files.csv_cells import BOM, csv_row
from kyodo_portal.life.figures import FEWEST, Figure, few_hidden, figures, in_words
from kyodo_portal.words.text import fiscal_year_label

KEY = "course"
"""The name of this table in its addresses."""


@dataclass(frozen=True, slots=True)
class YearLine:
    """One 年度 and its figures, in the order of `headings`; None where it is too small to be told."""

    year: int
    figures: list[int | None]

    @property
    def label(self) -> str:
        return fiscal_year_label(self.year)

    @property
    def named(self) -> list[tuple[str, str]]:
        """Each figure as it is told, with what it is, for the phone."""
        return list(zip(headings(), map(in_words, self.figures), strict=True))


def headings() -> list[str]:
    """What the figures of a line are."""
    return [str(figure.label) for figure in figures()]


def told(counters: dict[str, Counter[str]]) -> set[int]:
    """The 年度 of which there is anything to tell."""
    return {int(year) for each in figures() for year in counters.get(each.counter, Counter())}


def lines_of(
    counters: dict[str, Counter[str]], *, since: int | None = None, until: int | None = None
) -> list[YearLine]:
    """Every 年度 from the first to the last of which there is anything to tell, within the years
    asked for."""

    def told_of(figure: Figure, year: int) -> int | None:
        number = counters.get(figure.counter, Counter())[str(year)]
        return few_hidden(number) if figure.is_private else number

    known = told(counters)
    if not known:
        return []
    years = range(max(min(known), since or 0), min(max(known), until or max(known)) + 1)
    return [YearLine(year, [told_of(figure, year) for figure in figures()]) for year in years]


def table_of(lines: list[YearLine]) -> dict[str, Any]:
    """What the page shows of it."""
    return {
        "key": KEY,
        "title": gettext("相談・提案・報告"),
        "headings": headings(),
        "lines": lines,
        "fewest": FEWEST,
    }


def as_csv(lines: Iterable[YearLine]) -> str:
    """The table as CSV. Where a figure is too small to be told its cell is empty, so that only
    numbers stand in a column of numbers, and the last column says so."""
    heading = (gettext("年度"), gettext("年度（西暦の数字）"), *headings(), gettext("備考"))
    rows = [(line.label, line.year, *line.figures, _remark(line)) for line in lines]
    return BOM + "".join(map(csv_row, [heading, *rows]))


def _remark(line: YearLine) -> str:
    return "、".join(
        gettext("{what}は{n}件未満").format(what=heading, n=FEWEST)
        for heading, figure in zip(headings(), line.figures, strict=True)
        if figure is None
    )
