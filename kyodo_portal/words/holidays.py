"""National holidays of Japan (国民の祝日), reckoned from the law (国民の祝日に関する法律) as it has stood
since 2022. Until the government names it in February of the year before, an equinox is what astronomy
expects, which has never differed."""

import datetime as dt
from functools import lru_cache

_FIXED = ((1, 1), (2, 11), (2, 23), (4, 29), (5, 3), (5, 4), (5, 5), (8, 11), (11, 3), (11, 23))
_MONDAYS = ((1, 2), (7, 3), (9, 3), (10, 2))
"""Months, and the how manieth Monday of each is a holiday."""

_DAY = dt.timedelta(days=1)


def is_holiday(day: dt.date) -> bool:
    """Whether the day is a national holiday, or one in place of it (振替休日, 国民の休日)."""
    return day in _holidays(day.year)


@lru_cache(maxsize=32)
def _holidays(year: int) -> frozenset[dt.date]:
    named = {dt.date(year, month, day) for month, day in _FIXED}
    named |= {nth_weekday(year, month, nth, 0) for month, nth in _MONDAYS}
    named |= {dt.date(year, 3, _equinox(year, 20.8431)), dt.date(year, 9, _equinox(year, 23.2488))}
    instead = set()
    for day in named:
        if day.weekday() == 6:
            while day in named:
                day += _DAY
            instead.add(day)
        elif day + 2 * _DAY in named and day + _DAY not in named:
            instead.add(day + _DAY)
    return frozenset(named | {day for day in instead if day.weekday() != 6})


def nth_weekday(year: int, month: int, nth: int, weekday: int) -> dt.date:
    """The nth (from 1) of a weekday (0: Monday) of a month; it may lie in the next month, where this
    one has no fifth."""
    first = dt.date(year, month, 1)
    return first + dt.timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))


def _equinox(year: int, mean: float) -> int:
    """The day of the month, right for 1980 to 2099."""
    since = year - 1980
    return int(mean + 0.242194 * since) - since // 4
