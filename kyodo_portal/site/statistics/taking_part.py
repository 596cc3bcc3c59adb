"""Who takes part in days (参加の統計): how many came and how many helped to run them, by kind and by 地区.

The figures are those of the published records, small ones as they are: they are counts of people at a
public event, and name nobody.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet, Sum
from django.utils.translation import gettext

from kyodo_portal.cities import city
from kyodo_portal.cities.choices import event_kind_name
from kyodo_portal.cities.districts import district_name
from kyodo_portal.files.csv_cells import BOM, csv_row
from kyodo_portal.ui.months import month_after
from kyodo_portal.words.calendar import fiscal_year_range
from projects.figures import records
from projects.models import EventRecord
from projects.register.event_days import midnight


@dataclass(frozen=True, slots=True)
class Line:
    """One kind or 地区: its days, who came (受動的な参加), who helped to run them (能動的な参加)."""

    label: str
    days: int
    visitors: int
    helpers: int


@dataclass(frozen=True, slots=True)
class TakingPart:
    """One way of counting: its name in the address, what it is called, what a line is."""

    key: str
    title: str
    heading: str
    lines: tuple[Line, ...]


def tables_of(*, since: int | None, until: int | None) -> list[TakingPart]:
    """By kind, and by 地区 where the city names any: a query each."""
    held = _within(since, until)
    tables = [
        TakingPart(
            "taking_part_kind",
            gettext("種類ごとの参加"),
            gettext("種類"),
            _lines(held, "event__kind", event_kind_name),
        )
    ]
    if city().districts:
        tables.append(
            TakingPart(
                "taking_part_district",
                gettext("地区ごとの参加"),
                gettext("地区"),
                _lines(held, "event__district", _district),
            )
        )
    return tables


def headings() -> list[str]:
    """What the figures of a line are."""
    return [gettext("行った日"), gettext("参加した人（のべ）"), gettext("運営スタッフ（のべ）")]


def as_csv(table: TakingPart) -> str:
    """The table for spreadsheet programs."""
    rows: list[tuple[Any, ...]] = [(table.heading, *headings())]
    rows += [(line.label, line.days, line.visitors, line.helpers) for line in table.lines]
    return BOM + "".join(map(csv_row, rows))


def _within(since: int | None, until: int | None) -> QuerySet[EventRecord]:
    """The days that took place from one 年度 to another, both counted."""
    held = records()
    if since is not None:
        held = held.filter(event__starts_at__gte=midnight(fiscal_year_range(since)[0]))
    if until is not None:
        after = month_after(fiscal_year_range(until)[1].replace(day=1))
        held = held.filter(event__starts_at__lt=midnight(after))
    return held


def _lines(held: QuerySet[EventRecord], column: str, name: Any) -> tuple[Line, ...]:
    """The most visited first."""
    rows = (
        held.order_by()
        .values_list(column)
        .annotate(days=Count("pk"), visitors=Sum("visitors_count"), helpers=Sum("helpers_count"))
    )
    lines = [Line(str(name(key)), days, came, helped) for key, days, came, helped in rows]
    return tuple(sorted(lines, key=lambda line: (-line.visitors, line.label)))


def _district(code: str) -> str:
    return district_name(code) or gettext("地区を決めていない日")
