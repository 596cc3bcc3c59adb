"""A month as it hangs on the wall: weeks of seven days from Monday, so that Saturday and Sunday stand
side by side, and on each day what there is."""

import datetime as dt
from calendar import Calendar
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from kyodo_portal.words.calendar import MONTHS, month_label, weekday_label
from kyodo_portal.words.languages import ENGLISH, current

SHOWN = 3
"""How much of a day a cell names; what is more is counted."""

EARLIEST, LATEST = dt.date(2000, 1, 1), dt.date(2100, 12, 1)
"""The months that can be turned to."""

MONDAY = dt.date(2026, 1, 5)
"""Any Monday: its week gives the days their names."""


@dataclass(frozen=True, slots=True)
class MonthEntry:
    """One thing on a day: what it is called and where it is told; off, if it does not take place."""

    words: str
    url: str
    is_off: bool = False


@dataclass(frozen=True, slots=True)
class MonthDay:
    """One cell. A day of a neighbouring month says its month and is left empty. `before` and `after`
    are what is read aloud around the number."""

    day: dt.date
    number: str
    before: str
    after: str
    is_out: bool
    is_today: bool
    entries: tuple[MonthEntry, ...]
    more: int
    url: str

    @property
    def count(self) -> int:
        """How much there is on the day."""
        return len(self.entries) + self.more


@dataclass(frozen=True, slots=True)
class Month:
    """A month as drawn: what it is called, its weeks, and where its neighbours hang, if anywhere."""

    label: str
    weekdays: tuple[str, ...]
    weeks: tuple[tuple[MonthDay, ...], ...]
    previous: str
    next: str
    now: str


def month_read(text: str) -> dt.date | None:
    """The first day of a month written as 2026-12; None for anything else and for months nobody can
    turn to."""
    year, dash, month = text.partition("-")
    digits = year.isascii() and month.isascii() and year.isdigit() and month.isdigit()
    if not (dash and digits and len(year) == 4 and len(month) in (1, 2) and 1 <= int(month) <= 12):
        return None
    first = dt.date(max(int(year), 1), int(month), 1)
    return first if EARLIEST <= first <= LATEST else None


def month_written(day: dt.date) -> str:
    """The month of a day as an address holds it: 2026-12."""
    return f"{day.year:04}-{day.month:02}"


def month_after(first: dt.date, number: int = 1) -> dt.date:
    """The first day of the month so many months later, or earlier."""
    year, month = divmod(first.year * 12 + first.month - 1 + number, 12)
    return dt.date(year, month + 1, 1)


def month_drawn(
    first: dt.date,
    entries: Mapping[dt.date, Iterable[MonthEntry]],
    *,
    today: dt.date,
    url_of_month: Callable[[dt.date], str],
    url_of_day: Callable[[dt.date], str],
) -> Month:
    """The month that begins on `first` with what there is on each of its days."""
    weeks = Calendar().monthdatescalendar(first.year, first.month)
    previous, following = month_after(first, -1), month_after(first)
    return Month(
        label=month_label(first),
        weekdays=tuple(weekday_label(MONDAY + dt.timedelta(days=n)) for n in range(7)),
        weeks=tuple(
            tuple(_drawn(day, first, entries.get(day, ()), today, url_of_day) for day in week)
            for week in weeks
        ),
        previous=url_of_month(previous) if previous >= EARLIEST else "",
        next=url_of_month(following) if following <= LATEST else "",
        now="" if _is_in(today, first) else url_of_month(today.replace(day=1)),
    )


def _is_in(day: dt.date, first: dt.date) -> bool:
    return (day.year, day.month) == (first.year, first.month)


def _drawn(
    day: dt.date,
    first: dt.date,
    entries: Iterable[MonthEntry],
    today: dt.date,
    url_of_day: Callable[[dt.date], str],
) -> MonthDay:
    is_out = not _is_in(day, first)
    held = () if is_out else tuple(entries)
    english = current() == ENGLISH
    return MonthDay(
        day=day,
        number=f"{day.month}/{day.day}" if is_out else str(day.day),
        before="" if is_out else f"{MONTHS[day.month - 1]} " if english else f"{day.month}月",
        after="" if is_out or english else "日",
        is_out=is_out,
        is_today=day == today,
        entries=held[:SHOWN],
        more=max(len(held) - SHOWN, 0),
        url=url_of_day(day) if held else "",
    )
