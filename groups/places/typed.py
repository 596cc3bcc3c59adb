"""Opening hours as staff type them, and as a form shows them to be typed again: 「9:00-12:00、13:00-17:00」,
and a line for each of the days that differ. A list of places handed in is written the same way."""

import datetime as dt
import re
from collections.abc import Iterable

from groups.models import DayRule, PlaceDay, PlaceHours
from groups.models.opening import MIDNIGHT
from groups.places.opening import Span
from kyodo_portal.words.text import half_width
from kyodo_portal.words.typed import Unreadable, parse_date, parse_time

WEEKDAYS = "月火水木金土日"
CLOSED = ("休み", "休", "休館", "休館日", "定休", "-", "なし", "×")

_TO = re.compile(r"\s*(?:から|[~〜～–—‐-―-])\s*")
_BETWEEN = re.compile(r"\s*[、,;／/・]\s*|\s+(?=\d|午)")
_WHOLE_DAY = re.compile(r"24(?::00|時(?:00?分)?)")
_HOUR = re.compile(r"(?:午[前後])?(\d+)")
_NTH = re.compile(r"(?:毎月)?第([1-5](?:[・、,][1-5])*)([月火水木金土日])(?:曜日?)?")
_YEARLY = re.compile(r"(?:毎年)?(\d{1,2})[月/](\d{1,2})日?")
_MONTHS = re.compile(r"(\d{1,2})月?(?:(?:から|[~〜～–-])(\d{1,2})月?)?")


class Unwritable(ValueError):
    """What was typed is no opening hours; the sentence says what to write."""


def parse_spans(text: str) -> tuple[Span, ...]:
    """The spans of a day in order; none for 休み or nothing. Raises `Unwritable`."""
    typed = half_width(text).strip()
    if not typed or typed in CLOSED:
        return ()
    spans = sorted(_span(part) for part in _BETWEEN.split(typed) if part)
    for earlier, later in zip(spans, spans[1:], strict=False):
        if later.opens < earlier.closes:
            raise Unwritable(
                f"「{written_span(earlier)}」と「{written_span(later)}」が重なっています。"
                "どちらかを直してください。"
            )
    return tuple(spans)


def _span(text: str) -> Span:
    ends = _TO.split(text.removesuffix("まで"))
    if len(ends) != 2:
        raise Unwritable(
            f"「{text}」を時間として読み取れません。9:00-17:00 のように、始まりと終わりを書いてください。"
        )
    opens, closes = (_minute(end) for end in ends)
    if closes <= opens:
        raise Unwritable(
            f"「{text}」は、終わりが始まりより前か同じです。"
            "夜中をまたぐときは、24:00までと、次の日の0:00からに分けてください。"
        )
    return Span(opens, closes)


def _minute(text: str) -> int:
    typed = "".join(text.split())
    if _WHOLE_DAY.fullmatch(typed):
        return MIDNIGHT
    hour = _HOUR.match(typed)
    if hour and int(hour[1]) >= 24:
        raise Unwritable(f"「{text}」という時刻はありません。0:00から24:00までで書いてください。")
    try:
        clock = parse_time(typed)
    except Unreadable:
        raise Unwritable(
            f"「{text}」を時刻として読み取れません。9:00 や 9時30分 のように書いてください。"
        ) from None
    return clock.hour * 60 + clock.minute


def parse_days(text: str) -> list[PlaceDay]:
    """The days that differ, a line for each: 「毎年12/29〜1/3 休み 年末年始」, 「第3月曜日 休み」,
    「2026-12-21 10:00-15:00 点検のあと」. Raises `Unwritable`."""
    lines = (half_width(line).strip() for line in text.splitlines())
    return [day for line in lines if line for day in _days(line)]


def _days(line: str) -> list[PlaceDay]:
    when, _, rest = re.sub(r"[：:](?!\d)", " ", line, count=1).partition(" ")
    held, _, reason = rest.strip().partition(" ")
    spans = () if not held or held in CLOSED else parse_spans(held)
    if len(reason.strip()) > 100:
        raise Unwritable(f"「{when}」の理由は、100文字までで書いてください。")
    made = _made(when, line)
    told = {"reason": reason.strip()}
    return [
        PlaceDay(
            **each, **told, opens=span.opens if span else None, closes=span.closes if span else None
        )
        for each in made
        for span in (spans or (None,))
    ]


def _made(when: str, line: str) -> list[dict[str, object]]:
    if match := _NTH.fullmatch(when):
        weekday = WEEKDAYS.index(match[2])
        numbers = re.split("[・、,]", match[1])
        return [{"rule": DayRule.NTH, "nth": int(each), "weekday": weekday} for each in numbers]
    for rule, read in ((DayRule.YEARLY, _yearly), (DayRule.DATES, _dated)):
        if span := read(when):
            return [{"rule": rule, "first_on": span[0], "last_on": span[1]}]
    raise Unwritable(
        f"「{line[:40]}」の日を読み取れません。12/29〜1/3、第3月曜日、2026-12-21 のように始め、"
        "空白をあけて、休み か 10:00-15:00 のように続けてください。"
    )


def _yearly(when: str) -> tuple[dt.date, dt.date] | None:
    """A span of every year, kept with the years 2000 and, over New Year, 2001: 29 February is a day."""
    ends = [_YEARLY.fullmatch(end) for end in _TO.split(when.removesuffix("まで"))]
    days = [(int(end[1]), int(end[2])) for end in ends if end]
    if not 1 <= len(days) == len(ends) <= 2:
        return None
    (first, last) = (days[0], days[-1])
    try:
        return dt.date(2000, *first), dt.date(2000 if last >= first else 2001, *last)
    except ValueError:
        raise Unwritable(f"「{when}」という日はありません。月と日を確かめてください。") from None


def _dated(when: str) -> tuple[dt.date, dt.date] | None:
    """A span of days of one year; a hyphen belongs to the day, so that 〜 or から stands between two."""
    ends = re.split(r"から|[~〜～]", when.removesuffix("まで"))
    try:
        days = [parse_date(end) for end in ends]
    except Unreadable:
        return None
    if len(days) > 2:
        return None
    if days[-1] < days[0]:
        raise Unwritable(f"「{when}」は、最後の日が初日より前です。")
    return days[0], days[-1]


def parse_seasons(text: str) -> list[PlaceHours]:
    """Hours of some months, a line for each: 「12月〜2月 火水 9:00-16:00」. Raises `Unwritable`."""
    rows: list[PlaceHours] = []
    for line in (half_width(each).strip() for each in text.splitlines()):
        if not line:
            continue
        months, _, rest = line.partition(" ")
        days, _, hours = rest.strip().partition(" ")
        found, numbers = (
            _MONTHS.fullmatch(months),
            [WEEKDAYS.find(day) for day in days if day != "・"],
        )
        spans = parse_spans(hours)
        if found is None or not numbers or -1 in numbers or not spans:
            raise Unwritable(
                f"「{line[:40]}」を読み取れません。12月〜2月 土日 9:00-16:00 のように、"
                "月、曜日、時間を空白で分けて書いてください。"
            )
        first = int(found[1])
        last = int(found[2] or first)
        if not (1 <= first <= 12 and 1 <= last <= 12):
            raise Unwritable(f"「{months}」という月はありません。1月から12月までで書いてください。")
        rows += [
            PlaceHours(
                weekday=day,
                opens=span.opens,
                closes=span.closes,
                from_month=first,
                until_month=last,
            )
            for day in numbers
            for span in spans
        ]
    return rows


def written_clock(minute: int) -> str:
    return f"{minute // 60}:{minute % 60:02}"


def written_span(span: Span) -> str:
    return f"{written_clock(span.opens)}-{written_clock(span.closes)}"


def written_spans(spans: Iterable[Span]) -> str:
    return "、".join(written_span(span) for span in spans)


def written_days(days: Iterable[PlaceDay]) -> str:
    """The days that differ, as they may be typed again."""
    return "\n".join(" ".join(filter(None, _written_day(day))) for day in days)


def _written_day(day: PlaceDay) -> tuple[str, str, str]:
    held = "休み"
    if day.opens is not None and day.closes is not None:
        held = written_span(Span(day.opens, day.closes))
    if day.first_on is None or day.last_on is None:
        return f"第{day.nth}{WEEKDAYS[day.weekday or 0]}曜日", held, day.reason
    written = _month_and_day if day.rule == DayRule.YEARLY else dt.date.isoformat
    ends = dict.fromkeys((written(day.first_on), written(day.last_on)))
    return "〜".join(ends), held, day.reason


def _month_and_day(day: dt.date) -> str:
    return f"{day.month}/{day.day}"


def written_seasons(hours: Iterable[PlaceHours]) -> str:
    """The hours of some months, as they may be typed again."""
    lines: dict[tuple[str, str], list[str]] = {}
    for row in hours:
        if row.from_month:
            months = f"{row.from_month}月〜{row.until_month}月"
            key = (months, written_span(Span(row.opens, row.closes)))
            lines.setdefault(key, []).append(WEEKDAYS[row.weekday])
    return "\n".join(f"{months} {''.join(days)} {span}" for (months, span), days in lines.items())
