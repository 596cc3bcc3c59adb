"""The days of a series: every week, every two weeks, or every month on the same weekday."""

import datetime as dt
from collections.abc import Iterator

from projects.models import Every

MOST = 60
"""How many days one series has at most."""

WEEK = dt.timedelta(weeks=1)


def days_of(first: dt.date, every: str, until: dt.date) -> list[dt.date]:
    """The days of a series from the first to the last that is not after `until`, at most `MOST`. A
    month without a fifth such weekday is left out."""
    days: list[dt.date] = []
    for day in _days_from(first, every):
        if day > until or len(days) == MOST:
            break
        days.append(day)
    return days


def _days_from(first: dt.date, every: str) -> Iterator[dt.date]:
    day = first
    if every == Every.MONTH:
        yield from _months_from(first)
        return
    while True:
        yield day
        day += 2 * WEEK if every == Every.TWO_WEEKS else WEEK


def _months_from(first: dt.date) -> Iterator[dt.date]:
    """The same weekday of the same week in each month: the second Saturday."""
    nth = (first.day - 1) // 7
    year, month = first.year, first.month
    while year < first.year + 10:
        start = dt.date(year, month, 1)
        to_weekday = dt.timedelta(days=(first.weekday() - start.weekday()) % 7)
        day = start + to_weekday + nth * WEEK
        if day.month == month:
            yield day
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
