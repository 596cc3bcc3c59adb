"""Days, times and 年度 as people in Japan type them: by the era or as in the West, in any width.

Each reader raises `Unreadable` with a code that says what is the matter; the words for it belong to
whoever asked. Blanks do not count, and what the portal itself shows (令和8年(2026年)4月1日) is read back.
"""

import datetime as dt
import re

from kyodo_portal.words.calendar import ERAS, fiscal_year
from kyodo_portal.words.text import half_width

EARLIEST_YEAR, LATEST_YEAR = 1868, 2200
LONGEST = 60
"""Characters that are read; nobody needs more for a day."""

_INITIALS = {"r": "令和", "h": "平成", "s": "昭和", "t": "大正", "m": "明治"}
_BEGAN = dict(ERAS)
_ERA_YEAR = r"(?P<era>令和|平成|昭和|大正|明治|[rhstm])\.?(?P<number>元|[0-9]{1,2})"
_YEAR = rf"(?:(?:西暦)?(?P<western>[0-9]{{4}})|{_ERA_YEAR})"
_AGAIN = r"(?:\((?:西暦)?(?P<again>[0-9]{4})年?度?\))?"
_WEEKDAY = r"(?:\([日月火水木金土](?:曜日?)?[・祝]*\)|[日月火水木金土]曜日?)?"
_DATE = re.compile(
    rf"{_YEAR}(?:年{_AGAIN}|[./-])(?P<month>[0-9]{{1,2}})[月./-](?P<day>[0-9]{{1,2}})日?{_WEEKDAY}"
)
_MONTH = re.compile(rf"{_YEAR}(?:年{_AGAIN}|[./-])(?P<month>[0-9]{{1,2}})月?")
_FISCAL_YEAR = re.compile(rf"(?:fy)?{_YEAR}(?:年度?|度)?{_AGAIN}")
_MIDNIGHT = dt.time(0)
_HALVES = {"午前": 0, "am": 0, "午後": 12, "pm": 12}
_CLOCK = re.compile(
    r"(?P<before>午前|午後|am|pm)?(?P<hour>[0-9]{1,2})"
    r"(?:[:時](?P<minute>[0-9]{1,2}|半)?分?(?::?(?P<second>[0-9]{2})秒?)?)?(?P<after>am|pm)?"
)


class Unreadable(ValueError):
    """What was typed is no day, time or year. `code` is `invalid` where it cannot be read at all,
    `no_such` where the calendar does not have it, `out_of_range` where it is too far away."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def parse_date(text: str) -> dt.date:
    """A day: 2026-04-01, 2026/4/1, 令和8年4月1日(水), R8.4.1. Raises `Unreadable`."""
    match = _DATE.fullmatch(_narrow(text))
    if match is None:
        raise Unreadable("invalid")
    day = _day(_calendar_year(match), int(match["month"]), int(match["day"]))
    if match["era"] and _era_of(day) != _era_named(match):
        raise Unreadable("no_such")
    return day


def parse_time(text: str) -> dt.time:
    """A time of the day: 17:15, 17時15分, 午後5時15分, 5:15 PM, 正午. The clock of 24 hours is read;
    午後12時, of which nobody knows whether it is noon, is not. Raises `Unreadable`."""
    narrow = _narrow(text)
    if narrow in ("正午", "noon"):
        return dt.time(12)
    match = _CLOCK.fullmatch(narrow)
    if match is None or not (match["before"] or match["after"] or len(narrow) > match.end("hour")):
        raise Unreadable("invalid")
    if match["before"] and match["after"]:
        raise Unreadable("invalid")
    minute = 30 if match["minute"] == "半" else int(match["minute"] or 0)
    try:
        return dt.time(_hour(match), minute, int(match["second"] or 0))
    except ValueError:
        raise Unreadable("no_such") from None


def parse_moment(text: str) -> dt.datetime:
    """A day and a time, by the clock of whoever typed it and without a time zone: 令和9年3月10日
    17時15分, 2027/3/10 17:15. 24時 is the beginning of the next day. Raises `Unreadable`."""
    narrow = _narrow(text, keep=" ")
    for at in _places_to_part(narrow):
        try:
            day = parse_date(narrow[:at])
        except Unreadable as refused:
            if refused.code != "invalid":
                raise
            continue
        return at_time(day, narrow[at:].lstrip("t "))
    raise Unreadable("invalid")


def at_time(day: dt.date, clock: str) -> dt.datetime:
    """A time typed for this day. 24時 is the beginning of the next one. Raises `Unreadable`."""
    if re.fullmatch(r"24(:00|時(00?分)?)", _narrow(clock)):
        return dt.datetime.combine(day + dt.timedelta(days=1), _MIDNIGHT)
    return dt.datetime.combine(day, parse_time(clock))


def parse_fiscal_year(text: str) -> int:
    """A 年度, as the year in which it begins: 2023, 2023年度, 令和5年度, R5, 令和元年度; of a day or
    a month (2024/3/31, 2024年3月) the 年度 it lies in. Raises `Unreadable`."""
    narrow = _narrow(text)
    if match := _FISCAL_YEAR.fullmatch(narrow):
        year = _calendar_year(match)
        # 平成31年度 and 令和元年度 are one year, and both were written.
        if match["era"] and not _BEGAN[_era_named(match)].year <= year <= _last_year(match):
            raise Unreadable("no_such")
        return year
    if match := _MONTH.fullmatch(narrow):
        return fiscal_year(_day(_calendar_year(match), int(match["month"]), 1))
    return fiscal_year(parse_date(text))


def _narrow(text: str, keep: str = "") -> str:
    """The text in half width, in small letters and without blanks, or with single ones."""
    if len(text) > LONGEST:
        raise Unreadable("invalid")
    return keep.join(half_width(text).lower().split())


def _places_to_part(narrow: str) -> list[int]:
    """Where a day may end and a time begin: at each blank, and behind 日 or a closing bracket."""
    marks = [found.start() for found in re.finditer("[ t]", narrow)]
    return marks + [found.end() for found in re.finditer("[日)]", narrow)]


def _calendar_year(match: re.Match[str]) -> int:
    if match["western"]:
        year = int(match["western"])
    else:
        number = 1 if match["number"] == "元" else int(match["number"])
        if number == 0:
            raise Unreadable("no_such")
        year = _BEGAN[_era_named(match)].year + number - 1
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise Unreadable("out_of_range")
    if match["again"] and int(match["again"]) != year:
        raise Unreadable("no_such")
    return year


def _day(year: int, month: int, day: int) -> dt.date:
    try:
        return dt.date(year, month, day)
    except ValueError:
        raise Unreadable("no_such") from None


def _era_named(match: re.Match[str]) -> str:
    return _INITIALS.get(match["era"], match["era"])


def _era_of(day: dt.date) -> str:
    return next((era for era, first in ERAS if day >= first), "")


def _last_year(match: re.Match[str]) -> int:
    """The calendar year in which the named era ended."""
    names = [name for name, _ in ERAS]
    place = names.index(_era_named(match))
    return LATEST_YEAR if place == 0 else _BEGAN[names[place - 1]].year


def _hour(match: re.Match[str]) -> int:
    hour = int(match["hour"])
    half = match["before"] or match["after"]
    if half is None:
        return hour
    if half in ("am", "pm") and hour == 12:
        return _HALVES[half]  # 12:30 am is half past midnight, 12:30 pm half past noon
    if hour > 11:
        raise Unreadable("no_such")
    return hour + _HALVES[half]
