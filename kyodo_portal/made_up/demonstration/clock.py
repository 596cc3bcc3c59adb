"""When things happened: days told relative to today, and a clock that can be set to them.

The demonstration tells of years, and its record of acts cannot be changed afterwards. So the clock
is set while each act is done. That is honest only here, where every past is made up; nothing
else in the portal may do it.
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

from kyodo_portal.words.calendar import JST, fiscal_year, fiscal_year_label

#: Days from today (negative: ago), or (fiscal years from this one, month, day).
When = int | tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Calendar:
    """Turns a `When` into days and moments, all seen from one today (a date in Tokyo)."""

    today: dt.date

    @property
    def year(self) -> int:
        """The fiscal year of today."""
        return fiscal_year(self.today)

    def day(self, when: When) -> dt.date:
        if isinstance(when, int):
            return self.today + dt.timedelta(days=when)
        years, month, day = when
        return dt.date(self.year + years + (month < 4), month, day)

    def moment(self, when: When, hour: int | None = None, minute: int = 0) -> dt.datetime:
        """A moment of that day in Tokyo; without an hour, some hour at which offices are open."""
        day = self.day(when)
        hour = 9 + day.toordinal() % 8 if hour is None else hour
        return dt.datetime(day.year, day.month, day.day, hour, minute, tzinfo=JST)

    def in_words(self, text: str) -> str:
        """Fill in the years a title speaks of: {-1} is last fiscal year as 令和7年度."""
        for years in range(-4, 3):
            label = fiscal_year_label(self.year + years).partition("(")[0]
            text = text.replace(f"{{{years}}}", label)
        return text


@contextmanager
def at(moment: dt.datetime) -> Iterator[None]:
    """Within this block it is that moment, for everything that asks Django for the time."""

    class Stopped(dt.datetime):
        @classmethod
        def now(cls, tz: dt.tzinfo | None = None) -> Any:
            return moment.astimezone(tz)

    with patch("django.utils.timezone.datetime", Stopped):
        yield
