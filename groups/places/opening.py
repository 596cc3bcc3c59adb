"""When a place is open on a day: its hours by weekday, the days that differ, and national holidays.

Times are minutes since midnight by the clock in Tokyo; 1440 is the end of the day (24時).
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from groups.models import DayRule, HolidayRule, Place, PlaceDay, PlaceHours, Weekday
from kyodo_portal.words.holidays import is_holiday, nth_weekday

_DAY = dt.timedelta(days=1)
LOOKED_AHEAD = 60
"""Days among which the next open one is looked for."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From when until when it is open."""

    opens: int
    closes: int


@dataclass(frozen=True, slots=True)
class OpenDay:
    """One day of a place: its spans in order, none where it is closed; `reason` says why it differs
    from other weeks, in the words of the place, and `is_holiday` that the day is a national holiday."""

    day: dt.date
    spans: tuple[Span, ...] = ()
    reason: str = ""
    is_holiday: bool = False

    def at(self, minute: int) -> Span | None:
        """The span in which this minute lies."""
        return next((span for span in self.spans if span.opens <= minute < span.closes), None)

    def after(self, minute: int) -> Span | None:
        """The next span that has not begun."""
        return next((span for span in self.spans if span.opens > minute), None)


class Opening:
    """The opening hours of one place. Reads `hours` and `days` of the place once each."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.hours: tuple[PlaceHours, ...] = tuple(place.hours.all())
        self.days: tuple[PlaceDay, ...] = tuple(place.days.all())

    @property
    def is_known(self) -> bool:
        """Whether any hours are given: of a park there may be none."""
        return bool(self.hours)

    def on(self, day: dt.date) -> OpenDay:
        """What holds on this day. A date told goes before a day of every year, that before a weekday
        of every month, and all of them before the week."""
        place, holiday = self.place, is_holiday(day)
        if place.closed_for_good_on is not None and day >= place.closed_for_good_on:
            return OpenDay(day, is_holiday=holiday)
        special = [each for rule in DayRule for each in self.days if each.rule == rule]
        found = [each for each in special if _holds(each, day)]
        if found:
            same = [each for each in found if each.rule == found[0].rule]
            spans = _spans(same)
            return OpenDay(day, spans, same[0].reason, holiday)
        return OpenDay(day, self._usual(day), is_holiday=holiday)

    def week(self, day: dt.date) -> list[tuple[Weekday, tuple[Span, ...]]]:
        """The usual week in the month of this day."""
        return [(weekday, self._of_weekday(weekday, day.month)) for weekday in Weekday]

    def usual(self, weekday: int) -> tuple[Span, ...]:
        """The hours of a weekday that hold all the year."""
        return _spans(row for row in self.hours if row.weekday == weekday and not row.from_month)

    def next_open(self, after: dt.date) -> OpenDay | None:
        """The next day on which it is open; none where none comes in two months."""
        days = (self.on(after + _DAY * number) for number in range(1, LOOKED_AHEAD))
        return next((each for each in days if each.spans), None)

    def is_open_at(self, moment: dt.datetime) -> bool:
        here = timezone.localtime(moment)
        return self.on(here.date()).at(minute_of(here)) is not None

    def _usual(self, day: dt.date) -> tuple[Span, ...]:
        spans = self._of_weekday(day.weekday(), day.month)
        rule = self.place.holidays
        if rule == HolidayRule.MOVED:
            if is_holiday(day):
                return spans or self._of_weekday(Weekday.SUNDAY, day.month) or self._any(day.month)
            return () if self._is_moved_to(day) else spans
        if is_holiday(day) and rule == HolidayRule.CLOSED:
            return ()
        if is_holiday(day) and rule == HolidayRule.SUNDAY:
            return self._of_weekday(Weekday.SUNDAY, day.month)
        return spans

    def _is_moved_to(self, day: dt.date) -> bool:
        """Whether a closing day that fell on a holiday is made up for on this weekday."""
        if day.weekday() > Weekday.FRIDAY:
            return False
        before = day - _DAY
        while is_holiday(before) or before.weekday() > Weekday.FRIDAY:
            if is_holiday(before) and not self._of_weekday(before.weekday(), before.month):
                return True
            before -= _DAY
        return False

    def _of_weekday(self, weekday: int, month: int) -> tuple[Span, ...]:
        rows = [each for each in self.hours if each.weekday == weekday]
        of_month = [each for each in rows if each.from_month and _is_within(each, month)]
        return _spans(of_month or [each for each in rows if not each.from_month])

    def _any(self, month: int) -> tuple[Span, ...]:
        found = (self._of_weekday(weekday, month) for weekday in Weekday)
        return next((spans for spans in found if spans), ())


def minute_of(moment: dt.datetime) -> int:
    """The minute of its day."""
    return moment.hour * 60 + moment.minute


def open_now(places: Iterable[Place], moment: dt.datetime) -> set[int]:
    """The numbers of those that are open at this moment."""
    return {place.pk for place in places if Opening(place).is_open_at(moment)}


def _spans(rows: Iterable[PlaceHours | PlaceDay]) -> tuple[Span, ...]:
    return tuple(
        sorted(
            Span(row.opens, row.closes)
            for row in rows
            if row.opens is not None and row.closes is not None
        )
    )


def _is_within(hours: PlaceHours, month: int) -> bool:
    """Whether the month is among those of these hours, which may go over New Year."""
    first, last = hours.from_month or 1, hours.until_month or 12
    return first <= month <= last if first <= last else month >= first or month <= last


def _holds(special: PlaceDay, day: dt.date) -> bool:
    if special.nth is not None and special.weekday is not None:
        return day == nth_weekday(day.year, day.month, special.nth, special.weekday)
    first_on, last_on = special.first_on, special.last_on
    if first_on is None or last_on is None:  # no such row is stored
        return False
    if special.rule == DayRule.DATES:
        return first_on <= day <= last_on
    first, last = _in_year(first_on), _in_year(last_on)
    now = _in_year(day)
    return first <= now <= last if first <= last else now >= first or now <= last


def _in_year(day: dt.date) -> tuple[int, int]:
    return day.month, day.day
