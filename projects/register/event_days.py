"""The days for which people look for something to come to, as the clock in Japan stands: this Sunday,
this weekend, this month. Each goes from a moment to another; none goes back before now."""

import datetime as dt

from kyodo_portal.ui.months import month_after
from kyodo_portal.words.calendar import JST

COMING, PAST = "coming", "past"
"""All that is to come, and all that is over."""


def midnight(day: dt.date) -> dt.datetime:
    """The moment in which a day begins in Japan."""
    return dt.datetime.combine(day, dt.time(), JST)


def span_of(name: str, now: dt.datetime) -> tuple[dt.datetime, dt.datetime | None]:
    """From when until when: today, this week, its Saturday and Sunday, its Sunday, this month; or from
    now on without an end. A week goes from Monday, so that on a Sunday it is that day."""
    today = now.astimezone(JST).date()
    monday = today - dt.timedelta(days=today.weekday())
    first, after = {
        "today": (today, today + dt.timedelta(days=1)),
        "sunday": (monday + dt.timedelta(days=6), monday + dt.timedelta(days=7)),
        "weekend": (monday + dt.timedelta(days=5), monday + dt.timedelta(days=7)),
        "week": (monday, monday + dt.timedelta(days=7)),
        "month": (today.replace(day=1), month_after(today.replace(day=1))),
    }.get(name, (today, None))
    return max(now, midnight(first)), None if after is None else midnight(after)


def days_between(starts: dt.datetime, ends: dt.datetime) -> list[dt.date]:
    """Every day in Japan on which something goes on. What ends at midnight is over by then."""
    first = starts.astimezone(JST).date()
    last = (ends - dt.timedelta(microseconds=1)).astimezone(JST).date()
    return [first + dt.timedelta(days=n) for n in range(max((last - first).days, 0) + 1)]
