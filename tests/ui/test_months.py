"""A month on the wall: whole weeks, each thing on its day, the way to the months beside it."""

import datetime as dt
import re

import pytest
from django.template import Context, Template
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from kyodo_portal.ui.months import (
    EARLIEST,
    LATEST,
    SHOWN,
    Month,
    MonthEntry,
    month_after,
    month_drawn,
    month_read,
    month_written,
)
from kyodo_portal.words.calendar import JST, day_label, month_label, span_label

pytestmark = pytest.mark.once

DECEMBER = dt.date(2026, 12, 1)
HOSTILE = "<script>alert('x')</script>"


def drawn(first: dt.date = DECEMBER, **entries: int) -> Month:
    """A month with so many things on days named d5, d12 …"""
    held = {
        first.replace(day=int(name[1:])): [MonthEntry(f"花{n}", f"/e/{n}/") for n in range(number)]
        for name, number in entries.items()
    }
    return month_drawn(
        first,
        held,
        today=dt.date(2026, 12, 3),
        url_of_month=lambda day: f"?month={month_written(day)}",
        url_of_day=lambda day: f"?day={day}",
    )


def html_of(month: Month) -> str:
    return Template("{% month_grid month %}").render(Context({"month": month}))


months = st.dates(min_value=EARLIEST, max_value=LATEST).map(lambda day: day.replace(day=1))


@given(months)
def test_month_is_whole_weeks_from_monday_with_each_of_its_days_once(first: dt.date) -> None:
    weeks = drawn(first).weeks
    inside = [cell.day for week in weeks for cell in week if not cell.is_out]

    assert {len(week) for week in weeks} == {7}
    assert {week[0].day.weekday() for week in weeks} == {0}
    assert inside == [
        first + dt.timedelta(days=n) for n in range((month_after(first) - first).days)
    ]


@given(months)
def test_month_is_read_as_it_is_written(first: dt.date) -> None:
    assert month_read(month_written(first)) == first
    assert month_after(month_after(first), -1) == first


@pytest.mark.parametrize(
    "text",
    [
        *("", "2026", "2026-", "2026-13", "2026-00", "2026-12-01", "0000-01", "１２３４-０１"),
        *("1999-12", "2101-01", "9999-12", "-12", "２０２６-12", "2026-1²", "x" * 5_000),
    ],
)
def test_what_is_no_month_is_not_read(text: str) -> None:
    assert month_read(text) is None


def test_things_stand_on_their_days_and_what_is_too_much_is_counted() -> None:
    month = drawn(d5=1, d12=SHOWN + 2)
    days = {cell.day.day: cell for week in month.weeks for cell in week if cell.count}

    assert {day: (len(cell.entries), cell.more, cell.count) for day, cell in days.items()} == {
        5: (1, 0, 1),
        12: (SHOWN, 2, SHOWN + 2),
    }
    assert days[12].url == "?day=2026-12-12"


def test_neighbours_are_linked_as_far_as_the_calendar_goes() -> None:
    now = "?month=2026-12"
    ways = [(m.previous, m.now, m.next) for m in (drawn(), drawn(EARLIEST), drawn(LATEST))]

    assert ways == [
        ("?month=2026-11", "", "?month=2027-01"),
        ("", now, "?month=2000-02"),
        ("?month=2100-11", now, ""),
    ]


def test_drawn_month_says_its_name_counts_its_days_and_escapes_what_it_holds() -> None:
    month = month_drawn(
        DECEMBER,
        {DECEMBER: [MonthEntry(HOSTILE, '"><b>', is_off=True)]},
        today=DECEMBER,
        url_of_month=lambda _: '"><b>',
        url_of_day=lambda _: '"><b>',
    )
    html = html_of(month)

    assert "<caption>令和8年(2026年)12月</caption>" in html
    assert re.findall(r'<th scope="col">(.)</th>', html) == list("月火水木金土日")
    assert html.count('aria-current="date"') == 1
    assert '<small aria-hidden="true">1件</small>' in html
    assert "<s>&lt;script&gt;" in html
    assert "<b>" not in html


def test_day_says_how_many_without_a_word_that_has_no_room() -> None:
    """In English the number alone is seen, and the word is heard."""
    with override("en"):
        html = html_of(drawn(d5=2))

    assert '<small aria-hidden="true">2</small>' in html
    assert '<span class="visually-hidden">2 items</span>' in html


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("ja", ("令和8年(2026年)12月", "12月5日（土）", "9時から10時30分まで")),
        ("ja-easy", ("2026年12月", "12月5日（土）", "9時から10時30分まで")),
        ("en", ("December 2026", "Sat 5 December", "9:00–10:30")),
    ],
)
def test_days_are_said_in_the_language_of_the_page(
    language: str, said: tuple[str, str, str]
) -> None:
    nine = dt.datetime(2026, 12, 5, 9, tzinfo=JST)
    with override(language):
        assert (
            month_label(DECEMBER),
            day_label(nine.date()),
            span_label(nine, nine + dt.timedelta(minutes=90)),
        ) == said


def test_span_over_midnight_in_japan_names_the_other_day() -> None:
    at_night = dt.datetime(2026, 12, 5, 14, tzinfo=dt.UTC)

    assert span_label(at_night, at_night + dt.timedelta(hours=2)) == "23時から12月6日（日）1時まで"
