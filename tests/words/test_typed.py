"""Days, times and 年度 are read in every form in which they are written, and nothing else is."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyodo_portal.words.calendar import ERAS, fiscal_year, fiscal_year_label, japanese_date
from kyodo_portal.words.typed import (
    Unreadable,
    parse_date,
    parse_fiscal_year,
    parse_moment,
    parse_time,
)

pytestmark = pytest.mark.once

days = st.dates(dt.date(1868, 1, 25), dt.date(2200, 12, 31))
times = st.times().map(lambda time: time.replace(second=0, microsecond=0))
WIDE = str.maketrans("0123456789./-:", "０１２３４５６７８９．／－：")
INITIALS = {"令和": "R", "平成": "H", "昭和": "S", "大正": "T", "明治": "M"}


def era_of(day: dt.date) -> tuple[str, int]:
    name, began = next((name, began) for name, began in ERAS if day >= began)
    return name, day.year - began.year + 1


def refused(read: Callable[[str], Any], text: str) -> str:
    with pytest.raises(Unreadable) as unread:
        read(text)
    return unread.value.code


@given(day=days)
def test_day_is_read_in_every_form(day: dt.date) -> None:
    era, year = era_of(day)
    forms = [
        day.isoformat(),
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year}年{day.month}月{day.day}日",
        f"西暦{day.year}年{day.month}月{day.day}日",
        f"{day.year}.{day.month:02}.{day.day:02}",
        japanese_date(day),
        f"{era}　{year}年　{day.month}月　{day.day}日（{'月火水木金土日'[day.weekday()]}）",
        *([f"{era}元年{day.month}月{day.day}日"] if year == 1 else []),
    ]
    if year < 100:
        forms.append(f"{INITIALS[era]}{year}.{day.month}.{day.day}")
        forms.append(
            f"{era}{year}年{day.month}月{day.day}日({'月火水木金土日'[day.weekday()]}曜日)"
        )
    written = [*forms, *(form.translate(WIDE) for form in forms)]

    read = {form: parse_date(form) for form in written if year < 100 or era not in form}
    assert read == dict.fromkeys(read, day)


@given(day=days, time=times)
def test_moment_is_read_in_every_form(day: dt.date, time: dt.time) -> None:
    halves = f"{'午前' if time.hour < 12 else '午後'}{time.hour % 12}時{time.minute}分"
    forms = [
        f"{day:%Y-%m-%d} {time:%H:%M}",
        f"{day:%Y-%m-%d}T{time:%H:%M}:00",
        f"{day.year}年{day.month}月{day.day}日{time.hour}時{time.minute:02}分",
        f"{day.year}/{day.month}/{day.day}　{halves}",
        f"{japanese_date(day)} {halves}",
    ]
    if era_of(day)[1] > 99:
        forms.pop()

    assert {form: parse_moment(form) for form in forms} == dict.fromkeys(
        forms, dt.datetime.combine(day, time)
    )


@given(year=st.integers(1868, 2110))
def test_fiscal_year_is_read_as_it_is_shown(year: int) -> None:
    forms = [str(year), f"{year}年度", f"FY{year}", fiscal_year_label(year), f"{year}/4/1"]
    if era_of(dt.date(year, 5, 1))[1] > 99:
        forms.remove(fiscal_year_label(year))

    assert {form: parse_fiscal_year(form) for form in forms} == dict.fromkeys(forms, year)
    assert parse_fiscal_year(f"{year + 1}年3月") == year == fiscal_year(dt.date(year + 1, 3, 31))


@given(text=st.text(alphabet=st.characters(), max_size=80))
def test_anything_else_is_refused_and_no_error(text: str) -> None:
    codes = set()
    for read in (parse_date, parse_time, parse_moment, parse_fiscal_year):
        try:
            read(text)
        except Unreadable as unread:
            codes.add(unread.code)

    assert codes <= {"invalid", "no_such", "out_of_range"}


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("17:15", (17, 15)),
        ("１７：１５", (17, 15)),
        ("17時15分", (17, 15)),
        ("17時", (17, 0)),
        ("17時半", (17, 30)),
        ("午後5時15分", (17, 15)),
        ("午後５：１５", (17, 15)),
        ("午前0時", (0, 0)),
        ("午後0時30分", (12, 30)),
        ("正午", (12, 0)),
        ("5:15 PM", (17, 15)),
        ("12:30 pm", (12, 30)),
        ("12:30 am", (0, 30)),
        ("17:15:00", (17, 15)),
        ("23時59分", (23, 59)),
    ],
)
def test_time(typed: str, read: tuple[int, int]) -> None:
    assert parse_time(typed) == dt.time(*read)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("17", "invalid"),
        ("夕方", "invalid"),
        ("午後5:15pm", "invalid"),
        ("25:00", "no_such"),
        ("17:60", "no_such"),
        ("午後12時", "no_such"),
        ("午後13時", "no_such"),
        ("24:00", "no_such"),
    ],
)
def test_time_that_is_none(typed: str, code: str) -> None:
    assert refused(parse_time, typed) == code


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("令和8年(2027年)4月1日", "no_such"),
        ("令和0年4月1日", "no_such"),
        ("平成31年5月1日", "no_such"),
        ("2026-02-30", "no_such"),
        ("0001-01-01", "out_of_range"),
        ("4月1日", "invalid"),
        ("2026" * 20, "invalid"),
    ],
)
def test_day_that_is_none(typed: str, code: str) -> None:
    assert refused(parse_date, typed) == code


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("令和元年度", 2019),
        ("平成31年度", 2019),
        ("Ｒ５", 2023),
        ("昭和64", 1989),
        ("㋿5年度", 2023),
    ],
)
def test_fiscal_year_of_two_eras(typed: str, read: int) -> None:
    assert parse_fiscal_year(typed) == read


@pytest.mark.parametrize(("typed", "code"), [("平成32年度", "no_such"), ("５年度", "invalid")])
def test_fiscal_year_that_is_none(typed: str, code: str) -> None:
    assert refused(parse_fiscal_year, typed) == code


def test_twenty_four_hours_end_the_day() -> None:
    assert parse_moment("令和9年3月10日24時") == dt.datetime(2027, 3, 11)  # noqa: DTZ001 - by no clock yet
