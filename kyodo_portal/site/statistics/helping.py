"""What comes of it when people ask for help (手伝いの統計): by kind, what was asked for, answered and done, and in
how many days the first answer came."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from groups.use_of_help import days_in_words
from kyodo_portal.files.csv_cells import BOM, csv_row
from kyodo_portal.ui.months import month_after
from kyodo_portal.words.calendar import fiscal_year_range
from projects.models import HelpKind
from projects.register.event_days import midnight
from projects.use_of_help import UseOfKind, asked_between, use_by_kind

KEY = "helping"
"""The name of this table in its addresses."""


@dataclass(frozen=True, slots=True)
class Line:
    """One kind of help and its figures, in the order of `headings`."""

    label: str
    use: UseOfKind

    @property
    def cells(self) -> list[tuple[str, str]]:
        """Each figure with what it is, for the phone."""
        use = self.use
        told = (use.asked, use.answered, use.done, days_in_words(use.median_days))
        return list(zip(headings(), map(str, told), strict=True))


def headings() -> list[str]:
    """What the figures of a line are."""
    return [
        gettext("募集"),
        gettext("応答があった募集"),
        gettext("実施した募集"),
        gettext("はじめての応答まで（まんなかの値）"),
    ]


def lines_of(*, since: int | None, until: int | None) -> list[Line]:
    """What was asked for from one 年度 to another, both counted; the kind most asked for first."""
    asked = asked_between(_begins(since), _ends(until))
    kinds = sorted(use_by_kind(asked), key=lambda use: (-use.asked, use.kind))
    return [Line(str(HelpKind(use.kind).label), use) for use in kinds]


def table_of(lines: list[Line]) -> dict[str, Any]:
    """What the page shows of it."""
    return {
        "key": KEY,
        "title": gettext("種類ごとの手伝いの募集"),
        "headings": headings(),
        "lines": lines,
    }


def as_csv(lines: list[Line]) -> str:
    """The table for spreadsheet programs; days as a number, empty where nothing was answered."""
    rows: list[tuple[Any, ...]] = [(gettext("種類"), *headings())]
    for line in lines:
        use = line.use
        days = "" if use.median_days is None else f"{use.median_days:.1f}"
        rows.append((line.label, use.asked, use.answered, use.done, days))
    return BOM + "".join(map(csv_row, rows))


def _begins(year: int | None) -> dt.datetime | None:
    return None if year is None else midnight(fiscal_year_range(year)[0])


def _ends(year: int | None) -> dt.datetime | None:
    if year is None:
        return None
    return midnight(month_after(fiscal_year_range(year)[1].replace(day=1)))
