"""Opening hours in words, in the language of the page being made."""

import datetime as dt
from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext

from groups.models import DayRule, PlaceDay, PlaceHours, Weekday
from groups.places.opening import OpenDay, Opening, Span, minute_of
from kyodo_portal.words.calendar import MONTHS
from kyodo_portal.words.languages import ENGLISH, current, listed

_DAY = dt.timedelta(days=1)


def clock(minute: int) -> str:
    """9時, 9時30分, 24時."""
    hour, rest = divmod(minute, 60)
    if rest:
        return gettext("{hour}時{minute:02}分").format(hour=hour, minute=rest)
    return gettext("{hour}時").format(hour=hour)


def span_words(span: Span) -> str:
    return gettext("{opens}から{closes}まで").format(
        opens=clock(span.opens), closes=clock(span.closes)
    )


def spans_words(spans: Iterable[Span]) -> str:
    """The spans of a day; 休み where there is none."""
    return listed(span_words(span) for span in spans) or gettext("休み")


def month_word(day: dt.date) -> str:
    """12; in English December, since 2/12 is read as two different days."""
    return MONTHS[day.month - 1] if current() == ENGLISH else str(day.month)


def short_day(day: dt.date) -> str:
    """12月1日（火曜日）."""
    weekday = str(Weekday(day.weekday()).label)
    return gettext("{month}月{day}日（{weekday}）").format(
        month=month_word(day), day=day.day, weekday=weekday
    )


def now_words(opening: Opening, moment: dt.datetime) -> str:
    """Whether it is open at this moment, until when, or when it opens next. Nothing where no hours are
    known."""
    if not opening.is_known:
        return ""
    here = timezone.localtime(moment)
    today = opening.on(here.date())
    if span := today.at(minute_of(here)):
        return gettext("いま開いています（{closes}まで）").format(closes=clock(span.closes))
    if span := today.after(minute_of(here)):
        return gettext("きょうは{opens}に開きます").format(opens=clock(span.opens))
    ended = gettext("きょうは終わりました") if today.spans else gettext("きょうは休みです")
    following = opening.next_open(here.date())
    if following is None:
        return ended
    return gettext("{ended}。次に開くのは、{day}の{opens}です").format(
        ended=ended, day=short_day(following.day), opens=clock(following.spans[0].opens)
    )


def coming_days(opening: Opening, today: dt.date) -> list[tuple[str, str]]:
    """The coming week as it really is: the day, and when it is open, with the reason where it differs."""
    days = (opening.on(today + _DAY * number) for number in range(7))
    return [(short_day(each.day), _day_words(each)) for each in days]


def _day_words(day: OpenDay) -> str:
    hours = spans_words(day.spans)
    reason = day.reason or (gettext("祝日") if day.is_holiday else "")
    return gettext("{hours}（{reason}）").format(hours=hours, reason=reason) if reason else hours


def usual_week(opening: Opening, today: dt.date) -> list[tuple[str, str]]:
    """The weekdays with the hours of this time of the year."""
    return [(str(day.label), spans_words(spans)) for day, spans in opening.week(today)]


def months_words(hours: PlaceHours) -> str:
    """For which months the hours hold; nothing where for all."""
    if not hours.from_month or not hours.until_month:
        return ""
    if hours.from_month == hours.until_month:
        return gettext("{month}月").format(month=hours.from_month)
    return gettext("{first}月から{last}月まで").format(
        first=hours.from_month, last=hours.until_month
    )


def by_season(opening: Opening) -> list[tuple[str, list[tuple[str, str]]]]:
    """The hours that hold in some months only: for which months, and each weekday with its hours."""
    seasons: dict[str, dict[int, list[Span]]] = {}
    for row in opening.hours:
        if months := months_words(row):
            spans = seasons.setdefault(months, {}).setdefault(row.weekday, [])
            spans.append(Span(row.opens, row.closes))
    return [
        (
            months,
            [(str(Weekday(day).label), spans_words(sorted(spans))) for day, spans in days.items()],
        )
        for months, days in seasons.items()
    ]


def day_words(special: PlaceDay) -> str:
    """The days that differ and what holds on them: 毎月第3月曜日：休み（館内整理）."""
    held = gettext("休み")
    if special.opens is not None and special.closes is not None:
        held = span_words(Span(special.opens, special.closes))
    reason = gettext("（{reason}）").format(reason=special.reason) if special.reason else ""
    return gettext("{days}：{held}{reason}").format(
        days=_days_words(special), held=held, reason=reason
    )


def _days_words(special: PlaceDay) -> str:
    first, last = special.first_on, special.last_on
    if first is None or last is None:
        return gettext("毎月第{nth}{weekday}").format(
            nth=special.nth, weekday=Weekday(special.weekday or 0).label
        )
    said = _yearly if special.rule == DayRule.YEARLY else _dated
    if first == last:
        return said(first)
    return gettext("{first}から{last}まで").format(first=said(first), last=said(last))


def _yearly(day: dt.date) -> str:
    return gettext("毎年{month}月{day}日").format(month=month_word(day), day=day.day)


def _dated(day: dt.date) -> str:
    return gettext("{year}年{day}").format(year=day.year, day=short_day(day))
