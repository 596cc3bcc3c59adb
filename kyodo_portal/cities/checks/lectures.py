"""The days and hours at which the city comes and speaks."""

import datetime as dt
import re

from kyodo_portal.cities.mistakes import Notes
from kyodo_portal.cities.profile import City

NUMBERS = ("notice_days", "answer_days", "people_least", "report_days")

_DAY = re.compile(r"[0-9]{2}-[0-9]{2}")


def check_lectures(parsed: City, notes: Notes) -> None:
    """Some day of the week, some hours of it, and a pause that begins and ends on days that there are."""
    row = parsed.lectures
    for name in NUMBERS:
        if getattr(row, name) < 1:
            notes.wrong(("lectures", name), "1 以上の整数にしてください。")
    if not row.weekdays or not set(row.weekdays) <= set(range(1, 8)):
        notes.wrong(
            ("lectures", "weekdays"),
            "1（月曜日）から 7（日曜日）までの数字を、一つ以上並べてください。",
        )
    if not 0 <= row.from_hour < row.until_hour <= 24:
        notes.wrong(
            ("lectures", "until_hour"), "from_hour より遅い、24 までの時刻を書いてください。"
        )
    for name in ("closed_from", "closed_until"):
        if not _is_day(getattr(row, name)):
            notes.wrong(("lectures", name), '月と日を、"12-29" のように書いてください。')
    if bool(row.closed_from) != bool(row.closed_until):
        notes.wrong(
            ("lectures", "closed_until"),
            "closed_from と closed_until は、両方書くか、両方を空にしてください。",
        )


def _is_day(text: str) -> bool:
    """Whether it is a day of every year, or nothing."""
    if text and not _DAY.fullmatch(text):
        return False
    try:
        dt.date.fromisoformat(f"2001-{text}")
    except ValueError:
        return not text
    return True
