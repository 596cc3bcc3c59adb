"""Dates, fiscal years and money in the words of Japanese public offices.

A fiscal year (年度) runs from 1 April to 31 March in Asia/Tokyo (地方自治法208条) and is an int:
the year in which it begins. Years are stored as they are in the West and shown with their era;
やさしい日本語 leaves the era out, and English says it all in its own way.
"""

import datetime as dt
from zoneinfo import ZoneInfo

from django.utils.translation import gettext

from kyodo_portal.words.languages import EASY, ENGLISH, current

JST = ZoneInfo("Asia/Tokyo")

ERAS = (
    ("令和", dt.date(2019, 5, 1)),
    ("平成", dt.date(1989, 1, 8)),
    ("昭和", dt.date(1926, 12, 25)),
    ("大正", dt.date(1912, 7, 30)),
    ("明治", dt.date(1868, 1, 25)),
)
"""The eras, newest first, with the day each began."""

_NENDO = "｜年度《ねんど》"
"""Of all that stands behind a figure, the one word to be learnt in やさしい日本語."""

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

WEEKDAYS = "月火水木金土日"
WEEKDAYS_ENGLISH = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def _in_tokyo(moment: dt.datetime) -> dt.datetime:
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone has no date in Japan")
    return moment.astimezone(JST)


def _tokyo_date(when: dt.date | dt.datetime) -> dt.date:
    return _in_tokyo(when).date() if isinstance(when, dt.datetime) else when


def fiscal_year(when: dt.date | dt.datetime) -> int:
    """The fiscal year of a day, or of a moment by the clock in Tokyo. A naive moment is refused."""
    day = _tokyo_date(when)
    return day.year if day.month >= 4 else day.year - 1


def fiscal_year_range(year: int) -> tuple[dt.date, dt.date]:
    """The first and the last day of a fiscal year."""
    return dt.date(year, 4, 1), dt.date(year + 1, 3, 31)


def _era(day: dt.date) -> tuple[str, str]:
    """Name and year of the era; before those that are known, the year as it is in the West."""
    for name, began in ERAS:
        if day >= began:
            number = day.year - began.year + 1
            return name, "元" if number == 1 else str(number)
    return "", str(day.year)


def _era_year(day: dt.date) -> str:
    return f"{''.join(_era(day))}年"


def wareki_year(year: int) -> str:
    """A calendar year by its era: 令和8年. A year of two eras goes by the later: 令和元年."""
    if current() == ENGLISH:
        return str(year)
    if current() == EASY:
        return f"{year}年"
    return _era_year(dt.date(year, 12, 31))


def fiscal_year_label(year: int) -> str:
    """令和8年度(2026年度). Offices call 2019年度 令和元年度 although it began in the last month of
    平成, while 昭和元年 lasted a week and never named a year: the era of 1 May decides both."""
    if current() == ENGLISH:
        return f"FY{year}"
    if current() == EASY:
        return f"{year}{_NENDO}"
    return f"{_era_year(dt.date(year, 5, 1))}度({year}年度)"


def fiscal_years_short(first: int, last: int) -> str:
    """令和8年度, 令和8–9年度 or 平成30–令和2年度: for the narrow column of a table."""
    if current() == ENGLISH:
        return f"FY{first}" if first == last else f"FY{first}–{last}"
    if current() == EASY:
        return f"{first}{_NENDO}" if first == last else f"{first}–{last}{_NENDO}"
    era, number = _era(dt.date(first, 5, 1))
    if first == last:
        return f"{era}{number}年度"
    era_at_end, number_at_end = _era(dt.date(last, 5, 1))
    end = number_at_end if era_at_end == era else f"{era_at_end}{number_at_end}"
    return f"{era}{number}–{end}年度"


def japanese_date(when: dt.date | dt.datetime) -> str:
    """令和8年(2026年)4月1日; a moment is shown as its date in Tokyo."""
    day = _tokyo_date(when)
    if current() == ENGLISH:
        return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    if current() == EASY:
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{_era_year(day)}({day.year}年){day.month}月{day.day}日"


def written_date(day: dt.date) -> str:
    """A stored day as a form shows it, to be read back: 令和8年4月1日, 2026年4月1日, 2026-04-01."""
    if current() == ENGLISH:
        return day.isoformat()
    year = f"{day.year}年" if current() == EASY else _era_year(day)
    return f"{year}{day.month}月{day.day}日"


def japanese_datetime(moment: dt.datetime) -> str:
    """令和8年(2026年)4月1日 9時05分, by the clock in Tokyo."""
    local = _in_tokyo(moment)
    if current() == ENGLISH:
        return f"{japanese_date(local)}, {local.hour}:{local.minute:02}"
    return f"{japanese_date(local)} {local.hour}時{local.minute:02}分"


def month_label(day: dt.date) -> str:
    """The month of a day: 令和8年(2026年)12月."""
    if current() == ENGLISH:
        return f"{MONTHS[day.month - 1]} {day.year}"
    year = f"{day.year}年" if current() == EASY else f"{_era_year(day)}({day.year}年)"
    return f"{year}{day.month}月"


def weekday_label(day: dt.date) -> str:
    """The day of the week in its shortest form: 土."""
    return (WEEKDAYS_ENGLISH if current() == ENGLISH else WEEKDAYS)[day.weekday()]


def day_label(day: dt.date) -> str:
    """A day of a year that nobody doubts, with its day of the week: 12月5日（土）."""
    if current() == ENGLISH:
        return f"{weekday_label(day)} {day.day} {MONTHS[day.month - 1]}"
    return f"{day.month}月{day.day}日（{weekday_label(day)}）"


def dated_label(day: dt.date, today: dt.date) -> str:
    """A day with its day of the week, and with its year where that is not the year of today."""
    if day.year == today.year:
        return day_label(day)
    if current() == ENGLISH:
        return f"{day_label(day)} {day.year}"
    year = f"{day.year}年" if current() == EASY else f"{_era_year(day)}({day.year}年)"
    return f"{year}{day_label(day)}"


def clock_label(moment: dt.datetime) -> str:
    """The hour by the clock in Tokyo: 9時, 13時30分."""
    local = _in_tokyo(moment)
    if current() == ENGLISH:
        return f"{local.hour}:{local.minute:02}"
    return f"{local.hour}時{local.minute:02}分" if local.minute else f"{local.hour}時"


def span_label(starts: dt.datetime, ends: dt.datetime) -> str:
    """From when until when, the day named only where it is another: 9時から10時30分まで."""
    first, last = clock_label(starts), clock_label(ends)
    if _tokyo_date(starts) != _tokyo_date(ends):
        last = f"{day_label(_tokyo_date(ends))}{' ' if current() == ENGLISH else ''}{last}"
    return f"{first}–{last}" if current() == ENGLISH else f"{first}から{last}まで"


def yen(amount: int | None) -> str:
    """1,234,567円; what nobody has settled yet is 未定."""
    if amount is None:
        return gettext("未定")
    return f"{amount:,} yen" if current() == ENGLISH else f"{amount:,}円"
