"""When a place is open, day by day: the week, the months, the days that differ, national holidays."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.utils.translation import override

from groups.models import DayRule, HolidayRule, Place, PlaceDay, PlaceHours
from groups.places.opening import Opening, Span
from groups.places.spoken import by_season, coming_days, day_words, now_words, short_day
from kyodo_portal.words.calendar import JST
from tests.groups.places.factories import make_place, open_on

pytestmark = pytest.mark.django_db

WORKDAYS = (0, 1, 2, 3, 4)
TUESDAY = dt.date(2026, 12, 1)


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(f"2026-{text}").replace(tzinfo=JST)


def special(place: Place, rule: DayRule, **values: Any) -> PlaceDay:
    return PlaceDay.objects.create(place=place, rule=rule, **values)


def spans(place: Place, day: str) -> list[tuple[int, int]]:
    found = Opening(place).on(dt.date.fromisoformat(day)).spans
    return [(span.opens // 60, span.closes // 60) for span in found]


def open_all_week(place: Place) -> None:
    open_on(place, *range(7))


def with_lunch(place: Place) -> None:
    open_on(place, 1, opens=13, closes=17)
    open_on(place, 1, opens=9, closes=12)


def shorter_in_winter(place: Place) -> None:
    open_on(place, 1, opens=9, closes=21)
    open_on(place, 1, opens=9, closes=17, from_month=12, until_month=2)


def closed_at_new_year(place: Place) -> None:
    open_all_week(place)
    special(
        place,
        DayRule.YEARLY,
        first_on=dt.date(2020, 12, 29),
        last_on=dt.date(2021, 1, 3),
        reason="年末年始",
    )


def closed_third_monday(place: Place) -> None:
    open_all_week(place)
    special(place, DayRule.NTH, nth=3, weekday=0)


def closed_third_monday_but_open_once(place: Place) -> None:
    closed_third_monday(place)
    monday = dt.date(2026, 12, 21)
    special(place, DayRule.DATES, first_on=monday, last_on=monday, opens=600, closes=900)


def holidays_closed(place: Place) -> None:
    open_all_week(place)
    place.holidays = HolidayRule.CLOSED


def holidays_as_sunday(place: Place) -> None:
    open_on(place, *WORKDAYS)
    open_on(place, 6, opens=10, closes=15)
    place.holidays = HolidayRule.SUNDAY


def mondays_moved(place: Place) -> None:
    open_on(place, 1, 2, 3, 4, 5, 6)
    place.holidays = HolidayRule.MOVED


def given_up(place: Place) -> None:
    open_all_week(place)
    place.closed_for_good_on = dt.date(2026, 12, 1)


DAYS: list[tuple[Callable[[Place], None], str, list[tuple[int, int]]]] = [
    (with_lunch, "2026-12-01", [(9, 12), (13, 17)]),
    (with_lunch, "2026-12-02", []),
    (shorter_in_winter, "2026-12-01", [(9, 17)]),
    (shorter_in_winter, "2027-02-02", [(9, 17)]),
    (shorter_in_winter, "2027-03-02", [(9, 21)]),
    (closed_at_new_year, "2026-12-28", [(9, 17)]),
    (closed_at_new_year, "2026-12-29", []),
    (closed_at_new_year, "2027-01-03", []),
    (closed_at_new_year, "2027-01-04", [(9, 17)]),
    (closed_third_monday, "2026-12-21", []),
    (closed_third_monday, "2026-12-14", [(9, 17)]),
    (closed_third_monday_but_open_once, "2026-12-21", [(10, 15)]),
    (open_all_week, "2026-11-03", [(9, 17)]),
    (holidays_closed, "2026-11-03", []),
    (holidays_as_sunday, "2026-11-03", [(10, 15)]),
    (holidays_as_sunday, "2026-11-04", [(9, 17)]),
    (mondays_moved, "2026-10-12", [(9, 17)]),  # a Monday, and a holiday
    (mondays_moved, "2026-10-13", []),
    (mondays_moved, "2026-10-14", [(9, 17)]),
    (mondays_moved, "2026-09-24", []),  # after Monday to Wednesday, all holidays
    (mondays_moved, "2026-09-22", [(9, 17)]),
    (mondays_moved, "2026-10-19", []),
    (given_up, "2026-11-30", [(9, 17)]),
    (given_up, "2026-12-01", []),
]


@pytest.mark.parametrize(("made", "day", "expected"), DAYS)
def test_hours_of_a_day(
    made: Callable[[Place], None], day: str, expected: list[tuple[int, int]]
) -> None:
    place = make_place()
    made(place)

    assert spans(place, day) == expected


NOW: list[tuple[Callable[[Place], None], str, str]] = [
    (with_lunch, "12-01 08:59", "きょうは9時に開きます"),
    (with_lunch, "12-01 09:00", "いま開いています（12時まで）"),
    (with_lunch, "12-01 12:00", "きょうは13時に開きます"),
    (with_lunch, "12-01 17:00", "きょうは終わりました。次に開くのは、12月8日（火曜日）の9時です"),
    (with_lunch, "12-02 10:00", "きょうは休みです。次に開くのは、12月8日（火曜日）の9時です"),
    (given_up, "12-02 10:00", "きょうは休みです"),
    (lambda place: None, "12-01 10:00", ""),
]


@pytest.mark.parametrize(("made", "moment", "expected"), NOW)
def test_what_is_said_of_now(made: Callable[[Place], None], moment: str, expected: str) -> None:
    place = make_place()
    made(place)

    assert now_words(Opening(place), at(moment)) == expected


def test_english_names_the_month() -> None:
    with override("en"):
        assert "December" in short_day(TUESDAY)


def test_open_until_midnight_is_said_as_24() -> None:
    place = make_place()
    PlaceHours.objects.create(place=place, weekday=1, opens=0, closes=1440)

    assert Opening(place).on(TUESDAY).spans == (Span(0, 1440),)
    assert now_words(Opening(place), at("12-01 23:59")) == "いま開いています（24時まで）"


def test_coming_days_say_why_they_differ() -> None:
    place = make_place()
    closed_at_new_year(place)
    place.holidays = HolidayRule.CLOSED

    coming = coming_days(Opening(place), dt.date(2026, 12, 28))

    assert coming[0] == ("12月28日（月曜日）", "9時から17時まで")
    assert coming[1] == ("12月29日（火曜日）", "休み（年末年始）")
    assert coming_days(Opening(place), dt.date(2026, 11, 3))[0][1] == "休み（祝日）"


def test_days_that_differ_in_words() -> None:
    place = make_place()
    closed_at_new_year(place)
    closed_third_monday_but_open_once(place)

    assert sorted(day_words(each) for each in place.days.all()) == [
        "2026年12月21日（月曜日）：10時から15時まで",
        "毎年12月29日から毎年1月3日まで：休み（年末年始）",
        "毎月第3月曜日：休み",
    ]


def test_hours_of_some_months_in_words() -> None:
    place = make_place()
    shorter_in_winter(place)

    assert by_season(Opening(place)) == [("12月から2月まで", [("火曜日", "9時から17時まで")])]
