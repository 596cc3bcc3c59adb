"""Opening hours as they are typed: read, refused with what to write instead, and written back."""

import datetime as dt

import pytest

from groups.models import DayRule
from groups.places.opening import Span
from groups.places.typed import (
    Unwritable,
    parse_days,
    parse_seasons,
    parse_spans,
    written_days,
    written_seasons,
    written_spans,
)

pytestmark = pytest.mark.once

SPANS = {
    "": "",
    "休み": "",
    "9:00-17:00": "9:00-17:00",
    "９時から１７時まで": "9:00-17:00",
    "9時30分〜21時": "9:30-21:00",
    "13:00-17:00、9:00-12:00": "9:00-12:00、13:00-17:00",
    "9:00-12:00 13:00-17:00": "9:00-12:00、13:00-17:00",
    "午前9時半から午後5時まで": "9:30-17:00",
    "0:00-24:00": "0:00-24:00",
    "18時〜24時": "18:00-24:00",
}


@pytest.mark.parametrize(("text", "expected"), SPANS.items())
def test_spans_are_read(text: str, expected: str) -> None:
    assert written_spans(parse_spans(text)) == expected


REFUSED = {
    "9:00": "始まりと終わりを書いてください",
    "朝から夕方まで": "時刻として読み取れません",
    "17:00-9:00": "終わりが始まりより前か同じです",
    "9:00-9:00": "終わりが始まりより前か同じです",
    "22:00-2:00": "次の日の0:00からに分けてください",
    "9:00-25:00": "「25:00」という時刻はありません",
    "9時〜25時": "0:00から24:00までで書いてください",
    "9:00-24:30": "「24:30」という時刻はありません",
    "9:70-12:00": "時刻として読み取れません",
    "9:00-13:00、12:00-17:00": "重なっています",
    "a" * 200: "始まりと終わりを書いてください",
    "9:00-17:00-18:00": "始まりと終わりを書いてください",
}


@pytest.mark.parametrize(("text", "reason"), REFUSED.items())
def test_spans_are_refused_with_what_to_write(text: str, reason: str) -> None:
    with pytest.raises(Unwritable, match=reason):
        parse_spans(text)


DAYS = {
    "12/29〜1/3 休み 年末年始": "12/29〜1/3 休み 年末年始",
    "毎年12月29日から1月3日まで 休み": "12/29〜1/3 休み",
    "2/29 休み": "2/29 休み",
    "第3月曜日 休み 館内整理": "第3月曜日 休み 館内整理",
    "毎月第1・3月曜：休み": "第1月曜日 休み\n第3月曜日 休み",
    "2026-12-21 10:00-15:00 点検のあと": "2026-12-21 10:00-15:00 点検のあと",
    "令和8年12月21日〜令和8年12月23日 休館": "2026-12-21〜2026-12-23 休み",
    "５月３日": "5/3 休み",
}


@pytest.mark.parametrize(("text", "expected"), DAYS.items())
def test_days_are_read_and_written_back(text: str, expected: str) -> None:
    days = parse_days(text)

    assert written_days(days) == expected
    assert written_days(parse_days(expected)) == expected


def test_days_over_new_year_are_one_span() -> None:
    (day,) = parse_days("12/29〜1/3 休み")

    assert (day.rule, day.first_on, day.last_on) == (
        DayRule.YEARLY,
        dt.date(2000, 12, 29),
        dt.date(2001, 1, 3),
    )


NO_DAYS = {
    "お盆 休み": "の日を読み取れません",
    "13/40 休み": "という日はありません",
    "2/30 休み": "という日はありません",
    "第6月曜日 休み": "の日を読み取れません",
    "2026-12-23〜2026-12-21 休み": "最後の日が初日より前です",
    "12/29 25:00-26:00": "という時刻はありません",
    f"12/29 休み {'あ' * 101}": "100文字まで",
}


@pytest.mark.parametrize(("text", "reason"), NO_DAYS.items())
def test_days_are_refused_with_what_to_write(text: str, reason: str) -> None:
    with pytest.raises(Unwritable, match=reason):
        parse_days(text)


def test_seasons_are_read_and_written_back() -> None:
    rows = parse_seasons("12月〜2月 土日 9:00-16:00\n８月 火 9時〜12時")

    assert [(row.weekday, row.from_month, row.until_month) for row in rows] == [
        (5, 12, 2),
        (6, 12, 2),
        (1, 8, 8),
    ]
    assert written_seasons(rows) == "12月〜2月 土日 9:00-16:00\n8月〜8月 火 9:00-12:00"


@pytest.mark.parametrize(
    "text", ["冬 土 9:00-16:00", "13月 土 9:00-16:00", "12月 9:00-16:00", "12月 土", "12月 土 休み"]
)
def test_seasons_are_refused(text: str) -> None:
    with pytest.raises(Unwritable):
        parse_seasons(text)


def test_spans_are_kept_in_minutes() -> None:
    assert parse_spans("9:30-12:00") == (Span(570, 720),)
