"""How many took part: both ways of it, by 年度, kind and 地区, from the published records."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from kyodo_portal.life.figures import figures_of
from kyodo_portal.site.statistics.taking_part import tables_of
from kyodo_portal.words.calendar import JST
from projects.models import Event, EventRecord
from tests.factories import make_project
from tests.own_city import DISTRICTS, live_in
from tests.projects.events import make_event

pytestmark = pytest.mark.django_db


def held(day: dt.date, visitors: int, helpers: int, **fields: Any) -> Event:
    """A day that was held and whose record is public, unless `status` says otherwise."""
    starts = dt.datetime.combine(day, dt.time(9), JST)
    event = make_event(
        starts_at=starts,
        ends_at=starts + dt.timedelta(hours=1),
        **{"status": "recorded", **fields},
    )
    EventRecord.objects.create(
        event=event, text="咲きました。", visitors_count=visitors, helpers_count=helpers
    )
    return event


def make_days() -> None:
    held(dt.date(2025, 3, 31), 10, 2, kind="activity", district="north")
    held(dt.date(2025, 4, 1), 1, 1, kind="activity", district="north")
    held(dt.date(2025, 9, 1), 30, 0, kind="talk")
    held(dt.date(2025, 9, 2), 100, 100, status="published")
    held(dt.date(2025, 9, 3), 100, 100, project=make_project(published=False))


def test_both_ways_of_taking_part_are_counted() -> None:
    make_days()
    counted = figures_of([2024, 2025])

    assert {year: (each["visitors"], each["helpers"]) for year, each in counted.items()} == {
        2024: (10, 2),
        2025: (31, 1),
    }


def test_days_are_counted_by_kind_and_by_district(settings: Any, tmp_path: Path) -> None:
    live_in(settings, tmp_path, DISTRICTS)
    make_days()
    all_years = tables_of(since=None, until=None)
    one_year = tables_of(since=2025, until=2025)

    def lines(tables: Any) -> list[list[tuple[Any, ...]]]:
        return [[(x.label, x.days, x.visitors, x.helpers) for x in table.lines] for table in tables]

    assert lines(all_years) == [
        [("懇談会", 1, 30, 0), ("活動日", 2, 11, 3)],
        [("地区を決めていない日", 1, 30, 0), ("きたの地区", 2, 11, 3)],
    ]
    assert lines(one_year) == [
        [("懇談会", 1, 30, 0), ("活動日", 1, 1, 1)],
        [("地区を決めていない日", 1, 30, 0), ("きたの地区", 1, 1, 1)],
    ]


def test_page_and_file_tell_them(client: Client) -> None:
    make_days()
    make_project("数える事業")
    page = client.get("/statistics/").content.decode()
    file = client.get("/statistics/taking_part_kind.csv?since=2025&until=2025").content.decode()

    assert "種類ごとの参加" in page
    assert file.lstrip("\ufeff").splitlines() == [
        '"種類","行った日","参加した人（のべ）","運営スタッフ（のべ）"',
        '"懇談会","1","30","0"',
        '"活動日","1","1","1"',
    ]
