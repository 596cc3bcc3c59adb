"""The list of days one can come to: this Sunday, in the evening, with a child; as a list, a month, a file."""

import datetime as dt
import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
import time_machine
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from groups.models import GroupField
from kyodo_portal.lists.facets import count
from kyodo_portal.words.calendar import JST
from projects.models import Event, ProjectField
from projects.published.event_filters import WHEN, EventFilterSet
from projects.register.event_days import PAST, span_of
from projects.register.event_facets import TALLIES, countable
from tests.factories import make_group, make_project
from tests.own_city import DISTRICTS, live_in
from tests.projects.events import make_event

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_days")]

WEDNESDAY = dt.datetime(2026, 12, 2, 10, tzinfo=JST)
URL = "/events/"

DAYS: dict[str, tuple[dt.datetime, int, dict[str, Any]]] = {
    "火曜に終わった": (dt.datetime(2026, 12, 1, 9, tzinfo=JST), 1, {}),
    "いま進んでいる": (dt.datetime(2026, 12, 2, 9, tzinfo=JST), 2, {"accepts": "no_need"}),
    "水曜の夜": (dt.datetime(2026, 12, 2, 19, tzinfo=JST), 1, {"online_url": "https://m.example.jp/"}),
    "土曜の朝": (dt.datetime(2026, 12, 5, 9, tzinfo=JST), 1, {"childcare": "見守りあり", "capacity": 5}),
    "日曜の未明": (dt.datetime(2026, 12, 6, 0, 30, tzinfo=JST), 1, {"district": "north"}),
    "日曜の昼": (
        dt.datetime(2026, 12, 6, 13, tzinfo=JST),
        3,
        {"kind": "talk", "childcare": "託児あり", "accessibility": "手話通訳"},
    ),
    "満員の日曜": (dt.datetime(2026, 12, 6, 9, tzinfo=JST), 1, {"capacity": 2, "seats_taken": 2}),
    "次の月曜": (dt.datetime(2026, 12, 7, 9, tzinfo=JST), 1, {}),
    "一月": (dt.datetime(2027, 1, 9, 9, tzinfo=JST), 1, {}),
}  # fmt: skip


@pytest.fixture(scope="module")
def _days(for_the_file: None) -> Any:
    """A week of days, the clock standing on Wednesday morning; a few that nobody should see."""
    with time_machine.travel(WEDNESDAY, tick=False):
        green, river = (
            make_group("緑の会"),
            make_project("川の事業", groups=(make_group("川の会"),)),
        )
        GroupField.objects.create(group=green, number=7)
        ProjectField.objects.create(project=river, number=8)
        for number, (title, (starts, hours, fields)) in enumerate(DAYS.items()):
            owner = {"project": river} if number % 2 else {"group": green}
            ends = starts + dt.timedelta(hours=hours)
            make_event(title, starts_at=starts, ends_at=ends, **owner, **fields)
        sunday = dt.datetime(2026, 12, 6, 10, tzinfo=JST)
        when = {"starts_at": sunday, "ends_at": sunday + dt.timedelta(hours=1)}
        make_event("中止の日曜", status="cancelled", **when)
        make_event("下書きの日曜", status="draft", **when)
        make_event("まだ見えない事業の日曜", project=make_project(published=False), **when)
        yield


@pytest.fixture(autouse=True)
def _wednesday() -> Any:
    with time_machine.travel(WEDNESDAY, tick=False):
        yield


def titles(client: Client, **query: Any) -> list[str]:
    page = client.get(URL, query).context["page_obj"]
    return [event.title for event in page.object_list]


COMING = [
    "いま進んでいる",
    "水曜の夜",
    "土曜の朝",
    "日曜の未明",
    "満員の日曜",
    "日曜の昼",
    "次の月曜",
    "一月",
]


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ({}, COMING),
        ({"when": "today"}, COMING[:2]),
        ({"when": "week"}, COMING[:6]),
        ({"when": "weekend"}, COMING[2:6]),
        ({"when": "sunday"}, COMING[3:6]),
        ({"when": "month"}, COMING[:7]),
        ({"when": "past"}, ["火曜に終わった"]),
        ({"day": "2026-12-05"}, ["土曜の朝"]),
        ({"day": "2026-12-06"}, ["日曜の未明", "満員の日曜", "中止の日曜", "日曜の昼"]),
        ({"month": "2027-01"}, ["一月"]),
        ({"weekday": "0"}, ["日曜の未明", "満員の日曜", "日曜の昼"]),
        ({"weekday": ["1", "6"]}, ["土曜の朝", "次の月曜", "一月"]),
        ({"time": "evening"}, ["水曜の夜"]),
        ({"time": ["afternoon", "evening"]}, ["水曜の夜", "日曜の昼"]),
        ({"length": "60", "when": "sunday"}, ["日曜の未明", "満員の日曜"]),
        ({"kind": "talk"}, ["日曜の昼"]),
        ({"has": "online"}, ["水曜の夜"]),
        ({"has": "no_need"}, ["いま進んでいる"]),
        ({"has": "children"}, ["土曜の朝", "日曜の昼"]),
        ({"has": ["children", "access"]}, ["日曜の昼"]),
        ({"has": "free", "when": "sunday"}, ["日曜の未明", "日曜の昼"]),
        ({"field": "8", "when": "week"}, ["いま進んでいる", "土曜の朝", "日曜の昼"]),
        ({"field": ["7", "8"], "when": "sunday"}, ["日曜の未明", "満員の日曜", "日曜の昼"]),
    ],
)  # fmt: skip
def test_days_are_found_by_what_one_asks(
    client: Client, query: dict[str, Any], shown: list[str]
) -> None:
    assert titles(client, **query) == shown


def test_districts_are_asked_where_the_city_has_any(
    client: Client, settings: Any, tmp_path: Path
) -> None:
    assert (titles(client, district="north"), b"district" in client.get(URL).content) == (
        COMING,
        False,
    )
    live_in(settings, tmp_path, DISTRICTS)
    assert titles(client, district="north") == ["日曜の未明"]
    assert "きたの地区（1）" in client.get(URL).content.decode()


def test_days_that_are_asked_for_go_from_now_or_midnight_to_midnight() -> None:
    spans = {name: span_of(name, WEDNESDAY) for name, _ in WHEN if name != PAST}
    now = f"{WEDNESDAY:%m-%d %H}"

    said = {
        name: (f"{begin:%m-%d %H}", f"{end:%m-%d %H}" if end else None)
        for name, (begin, end) in spans.items()
    }
    assert said == {
        "coming": (now, None),
        "today": (now, "12-03 00"),
        "sunday": ("12-06 00", "12-07 00"),
        "weekend": ("12-05 00", "12-07 00"),
        "week": (now, "12-07 00"),
        "month": (now, "01-01 00"),
    }


def test_on_a_sunday_this_sunday_is_today(client: Client) -> None:
    with time_machine.travel(dt.datetime(2026, 12, 6, 12, tzinfo=JST), tick=False):
        assert titles(client, when="sunday") == titles(client, when="today") == ["日曜の昼"]


@pytest.mark.parametrize(
    "query",
    [
        *({"when": "someday"}, {"day": "2026-02-30"}, {"day": "9999-12-31"}, {"month": "2026-13"}),
        *({"kind": "zzz"}, {"weekday": "7"}, {"time": "tea"}, {"has": "cake"}, {"length": "-1"}),
        *({"field": "999999999999999999999"}, {"view": "month", "month": "x" * 3_000}),
    ],
)
def test_what_cannot_be_asked_is_told_and_left_out(client: Client, query: dict[str, str]) -> None:
    response = client.get(URL, query)

    assert response.status_code == 200
    assert "という条件は使えなかったため" in response.content.decode()
    assert [event.title for event in response.context["page_obj"].object_list] == COMING


def test_drafts_and_days_of_unpublished_projects_stand_nowhere(client: Client) -> None:
    pages = [
        *(URL, f"{URL}?view=month&month=2026-12", f"{URL}?day=2026-12-06", "/events.ics"),
        *("/feeds/events.xml", "/opendata/events.json", "/opendata/events.csv"),
    ]
    told = [b"".join(client.get(page)).decode() for page in pages]

    assert all("日曜の昼" in each for each in told)
    assert not [page for page, each in zip(pages, told, strict=True) if "下書き" in each]
    assert not [page for page, each in zip(pages, told, strict=True) if "まだ見えない" in each]


def test_chips_count_the_days_under_the_other_conditions(client: Client) -> None:
    def asks(**query: Any) -> dict[str, int]:
        return {ask.label: ask.number for ask in client.get(URL, query).context["asks"]}

    assert asks() == {"今週の日曜日": 3, "今週末": 4, "今週": 6, "今月": 7}
    assert asks(has="children", day="2026-12-05") == {
        "今週の日曜日": 1,
        "今週末": 2,
        "今週": 2,
        "今月": 2,
    }


def test_wish_on_wish_is_counted_among_what_is_wished_already() -> None:
    query = QueryDict(urlencode({"has": "children", "when": "week"}))
    filterset = EventFilterSet(query, queryset=countable(Event.objects.public()))

    assert dict(count(filterset, TALLIES).choices["has"]) == {"free": 2, "children": 2, "access": 1}


def test_month_hangs_each_day_where_it_belongs_and_says_what_was_called_off(client: Client) -> None:
    response = client.get(URL, {"view": "month"})
    month = response.context["month"]
    held = {
        cell.day.day: [entry.words for entry in cell.entries]
        for week in month.weeks
        for cell in week
        if cell.count
    }

    assert (month.label, month.next) == ("令和8年(2026年)12月", "/events/?view=month&month=2027-01")
    assert held == {
        1: ["火曜に終わった"],
        2: ["いま進んでいる", "水曜の夜"],
        5: ["土曜の朝"],
        6: ["日曜の未明", "満員の日曜", "中止の日曜"],
        7: ["次の月曜"],
    }
    assert re.search(r"<s>中止の日曜</s> 中止", response.content.decode())


def test_month_without_days_is_not_taken_for_no_days_at_all(client: Client) -> None:
    empty = client.get(URL, {"view": "month", "month": "2031-05"}).content.decode()

    assert "この月に参加できる日は、ありません" in empty
    assert "これからの日は、まだ決まっていません" not in empty


def test_conditions_stay_while_the_month_is_turned(client: Client) -> None:
    month = client.get(URL, {"view": "month", "kind": "talk"}).context["month"]

    assert month.next == "/events/?kind=talk&view=month&month=2027-01"
    assert [cell.url for week in month.weeks for cell in week if cell.count] == [
        "/events/?kind=talk&day=2026-12-06"
    ]


def test_file_of_the_list_holds_what_the_list_shows(client: Client) -> None:
    link = re.search(r'href="(/opendata/events\.json[^"]*)"', client.get(URL).content.decode())
    assert link is not None
    rows = Client().get(link[1].replace("&amp;", "&")).streaming_content

    assert sorted(row["title"] for row in json.loads(b"".join(rows))) == sorted(COMING)


def calendar_of(client: Client, path: str, **query: Any) -> list[Any]:
    answer = client.get(path, query)
    return Calendar.from_ical(b"".join(answer)).walk("VEVENT")


def test_calendar_has_each_day_with_its_hours_and_its_place(client: Client) -> None:
    entries = calendar_of(client, "/events.ics", when="sunday", kind="talk")
    event = Event.objects.get(title="日曜の昼")

    assert [
        (
            entry["summary"],
            entry["dtstart"].dt,
            entry["dtend"].dt,
            entry["location"],
            entry["status"],
            entry["url"].endswith(f"/events/{event.pk}/"),
        )
        for entry in entries
    ] == [("日曜の昼", event.starts_at, event.ends_at, "駅前広場の時計の下", "CONFIRMED", True)]


def test_calendar_that_subscribes_keeps_what_is_over_and_tells_what_was_called_off(
    client: Client,
) -> None:
    told = {str(one["summary"]): str(one["status"]) for one in calendar_of(client, "/events.ics")}

    assert (told["火曜に終わった"], told["中止の日曜"]) == ("CONFIRMED", "CANCELLED")
    with time_machine.travel(WEDNESDAY + dt.timedelta(days=70), tick=False):
        assert [str(one["summary"]) for one in calendar_of(client, "/events.ics")] == ["一月"]


def test_one_day_is_taken_into_a_calendar_by_itself(client: Client) -> None:
    sunday, draft = (Event.objects.get(title=title) for title in ("日曜の昼", "下書きの日曜"))
    entries = calendar_of(client, f"/events/{sunday.pk}.ics")

    assert [str(entry["summary"]) for entry in entries] == ["日曜の昼"]
    assert client.get(f"/events/{draft.pk}.ics").status_code == 404


@pytest.mark.parametrize(
    ("path", "queries"),
    [(URL, 3), (f"{URL}?view=month", 4), (f"{URL}?has=free&field=7&weekday=0&time=morning", 3)],
)
@pytest.mark.parametrize("number", [1, 3])
def test_list_takes_the_same_queries_whatever_there_is(
    client: Client, path: str, queries: int, number: int
) -> None:
    for n in range(number):
        make_event(f"もう一日{n}", project=make_project(groups=(make_group(),)))
    client.get(path)
    with CaptureQueriesContext(connection) as taken:
        client.get(path)

    assert len(taken) == queries
