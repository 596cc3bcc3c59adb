"""National holidays, as the government's list has them."""

import datetime as dt

import pytest

from kyodo_portal.words.holidays import is_holiday, nth_weekday

pytestmark = pytest.mark.once

YEARS = {
    2024: "1/1 1/8 2/11 2/12 2/23 3/20 4/29 5/3 5/4 5/5 5/6 7/15 8/11 8/12 9/16 9/22 9/23 10/14 "
    "11/3 11/4 11/23",
    2025: "1/1 1/13 2/11 2/23 2/24 3/20 4/29 5/3 5/4 5/5 5/6 7/21 8/11 9/15 9/23 10/13 11/3 11/23 "
    "11/24",
    2026: "1/1 1/12 2/11 2/23 3/20 4/29 5/3 5/4 5/5 5/6 7/20 8/11 9/21 9/22 9/23 10/12 11/3 11/23",
    2027: "1/1 1/11 2/11 2/23 3/21 3/22 4/29 5/3 5/4 5/5 7/19 8/11 9/20 9/23 10/11 11/3 11/23",
}


@pytest.mark.parametrize("year", YEARS)
def test_holidays_of_a_year(year: int) -> None:
    first = dt.date(year, 1, 1)
    days = [first + dt.timedelta(days=number) for number in range(365)]

    assert [f"{day.month}/{day.day}" for day in days if is_holiday(day)] == YEARS[year].split()


def test_nth_weekday_of_a_month() -> None:
    assert nth_weekday(2026, 12, 1, 1) == dt.date(2026, 12, 1)
    assert nth_weekday(2026, 12, 3, 0) == dt.date(2026, 12, 21)
    assert nth_weekday(2026, 12, 5, 4).month == 1  # December 2026 has four Fridays
