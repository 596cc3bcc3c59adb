"""Days and months among the components: the leaf of a day, the month on the wall."""

import datetime as dt

from django import template
from django.utils.safestring import SafeString

from kyodo_portal.ui.drawn import drawn_once
from kyodo_portal.ui.months import Month
from kyodo_portal.words.calendar import (
    MONTHS,
    clock_label,
    day_label,
    span_label,
    weekday_label,
)
from kyodo_portal.words.languages import ENGLISH, current

register = template.Library()

REST = {5: "sat", 6: "sun"}
"""The days of the week on which most people are free."""


@register.simple_tag
def day_leaf(day: dt.date) -> SafeString:
    """A day as a leaf of the calendar: month, number, day of the week."""
    english = current() == ENGLISH
    return drawn_once(
        "ui/day_leaf.html",
        day=day.isoformat(),
        month=MONTHS[day.month - 1][:3] if english else f"{day.month}月",
        number=day.day,
        weekday=weekday_label(day) if english else f"（{weekday_label(day)}）",
        rest=REST.get(day.weekday(), ""),
    )


@register.inclusion_tag("ui/month.html")
def month_grid(month: Month) -> dict[str, Month]:
    """A month as a table. On a phone each day says how much there is and leads to it; where there is
    room, the days name it."""
    return {"month": month}


@register.filter
def day_words(day: dt.date) -> str:
    """A day with its day of the week, without the year: 12月5日（土）."""
    return day_label(day)


@register.filter
def clock_words(moment: dt.datetime) -> str:
    """The hour in Japan: 9時30分."""
    return clock_label(moment)


@register.simple_tag
def span_words(starts: dt.datetime, ends: dt.datetime) -> str:
    """From when until when: 9時から10時30分まで."""
    return span_label(starts, ends)
