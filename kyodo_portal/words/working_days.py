"""Days on which a city hall works (行政機関の休日): no Saturday, no Sunday, and not from 29 December to 3 January.

National holidays are not counted out: a day too early harms nobody who has to be answered.
"""

import datetime as dt

NEW_YEAR = {(12, 29), (12, 30), (12, 31), (1, 1), (1, 2), (1, 3)}
"""The days around the new year on which offices are closed, as (month, day)."""


def is_working_day(day: dt.date) -> bool:
    """Whether the offices are open that day."""
    return day.weekday() < 5 and (day.month, day.day) not in NEW_YEAR


def working_days_after(day: dt.date, count: int) -> dt.date:
    """The day that many working days after this one, which itself does not count. `count` is 1 or more."""
    while count:
        day += dt.timedelta(days=1)
        count -= is_working_day(day)
    return day
