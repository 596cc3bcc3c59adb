"""Feeds, calendars and the maps for search engines: whole, public, and the same for everybody."""

import datetime as dt
from typing import Any
from xml.etree import ElementTree

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from kyodo_portal.publishing import sitemaps
from kyodo_portal.publishing.kinds import all_kinds
from kyodo_portal.words.calendar import JST
from projects.models import Project
from proposals.models import Call
from tests.factories import make_coordinator, make_project
from tests.proposals.factories import make_call
from tests.publishing.cities import HIDDEN, SHOWN, fill_city, hidden_pages, public_project

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
FEEDS = ("projects", "groups", "calls", "reports", "updates", "events")
BASE = "https://kyodo.example.jp"
CALENDARS = {"/calls.ics": 4, "/projects.ics": 4, "/events.ics": 2}
"""Each, and how many entries two records have in it."""
SECTIONS = [kind.slug for kind in all_kinds() if kind.page]
MAPS = tuple(f"/sitemaps/{name}/1.xml" for name in SECTIONS if name != "proposals")


@pytest.fixture(autouse=True)
def _base_url(settings: Any) -> None:
    settings.BASE_URL = BASE


def text_of(answer: Any) -> str:
    assert answer.status_code == 200
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return content.decode()


def feed(client: Client, name: str, **query: Any) -> ElementTree.Element:
    text = text_of(client.get(f"/feeds/{name}.xml", query))
    return ElementTree.fromstring(text)  # noqa: S314 - our own feed


def titles(root: ElementTree.Element) -> list[str | None]:
    return [entry.findtext(f"{ATOM}title") for entry in root.iter(f"{ATOM}entry")]


@pytest.mark.once
@pytest.mark.parametrize("name", FEEDS)
def test_feed_has_what_atom_asks_for(client: Client, name: str) -> None:
    fill_city(2)
    answer = client.get(f"/feeds/{name}.xml?q={SHOWN}")
    root = ElementTree.fromstring(answer.content)  # noqa: S314 - our own feed
    entries = list(root.iter(f"{ATOM}entry"))

    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert len(entries) > 1
    for part in (root, *entries):
        assert [n for n in ("id", "title", "updated") if not part.findtext(f"{ATOM}{n}")] == []
        assert dt.datetime.fromisoformat(part.findtext(f"{ATOM}updated") or "").tzinfo
        links = [link.get("href", "") for link in part.iter(f"{ATOM}link")]
        assert [link for link in links if not link.startswith(f"{BASE}/")] == []
    assert root.findtext(f"{ATOM}author/{ATOM}name")
    own = root.find(f"{ATOM}link[@rel='self']")
    assert own is not None
    assert own.get("href", "").startswith(f"{BASE}/feeds/{name}.xml?q=")
    assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == len(entries)


@pytest.mark.shared
@pytest.mark.parametrize("name", FEEDS)
def test_empty_feed_is_a_feed(client: Client, name: str) -> None:
    assert titles(feed(client, name)) == []


@pytest.mark.once
@pytest.mark.parametrize("name", FEEDS)
@pytest.mark.parametrize("query", [{}, {"q": "さがしてもない"}, {"sort": "password", "q": "ない"}])
def test_feed_without_entries_says_the_same_at_each_look(
    client: Client, monkeypatch: pytest.MonkeyPatch, name: str, query: dict[str, str]
) -> None:
    if query:
        fill_city()
    looks = []
    for day in (1, 2):
        later = dt.datetime(2099, 1, day, tzinfo=dt.UTC)
        monkeypatch.setattr("django.utils.timezone.now", lambda at=later: at)
        answer = client.get(f"/feeds/{name}.xml", query)
        looks.append((text_of(answer), answer.headers.get("Last-Modified")))

    assert looks[0] == looks[1]
    assert "2099" not in looks[0][0]


def test_feed_without_entries_is_dated_by_the_last_change_in_its_list(client: Client) -> None:
    project = public_project("花の道")
    changed = dt.datetime(2026, 5, 1, 3, tzinfo=dt.UTC)
    Project.objects.filter(pk=project.pk).update(updated_at=changed)

    root = feed(client, "projects", pattern="D", year="さいきん")
    updated = [moment.text for moment in root.iter(f"{ATOM}updated")]

    assert [dt.datetime.fromisoformat(text or "") for text in updated] == [changed, changed]


QUERIES = {"projects": 2, "groups": 1, "calls": 2, "reports": 2, "updates": 2, "events": 1}


@pytest.mark.parametrize("number", [1, 3])
def test_feed_takes_as_many_queries_for_three_as_for_one(client: Client, number: int) -> None:
    fill_city(number)
    asked = {}
    for name in FEEDS:
        with CaptureQueriesContext(connection) as queries:
            text_of(client.get(f"/feeds/{name}.xml"))
        asked[name] = len(queries)

    assert asked == QUERIES


def test_newest_comes_first_and_thirty_are_enough(client: Client) -> None:
    for number in range(32):
        make_project(f"事業{number}")

    assert titles(feed(client, "projects")) == [f"事業{number}" for number in range(31, 1, -1)]


def test_feed_takes_the_filters_of_the_list(client: Client) -> None:
    public_project("類型A")
    public_project("類型B", start_pattern="B")

    assert titles(feed(client, "projects", pattern="B")) == ["類型B"]
    assert titles(feed(client, "updates", pattern="B")) == [f"類型B：{SHOWN}進捗"]


@pytest.mark.parametrize(
    ("query", "path"), [({}, "/projects/updates/"), ({"pattern": "B"}, "/projects/?pattern=B")]
)
def test_feed_of_reports_belongs_to_their_page_or_to_the_chosen_projects(
    client: Client, query: dict[str, str], path: str
) -> None:
    root = feed(client, "updates", **query)

    link = root.find(f"{ATOM}link[@rel='alternate']")
    assert link is not None
    assert link.get("href") == f"{BASE}{path}"
    assert (root.findtext(f"{ATOM}title") or "").startswith("活動の報告 — ")


def test_feed_names_a_filter_that_cannot_be_used(client: Client) -> None:
    subtitle = feed(client, "projects", year="さいきん").findtext(f"{ATOM}subtitle") or ""

    assert "「年度」の「さいきん」という条件は使えなかったため" in subtitle


def test_words_in_a_feed_stay_words(client: Client) -> None:
    make_project("<b>花</b>\x0b&", summary="<script>alert(1)</script>\x0c")
    root = feed(client, "projects")

    assert titles(root) == ["<b>花</b>&"]
    assert root.findtext(f"{ATOM}entry/{ATOM}summary") == "&lt;script&gt;alert(1)&lt;/script&gt;"


def calendar(client: Client, path: str, **query: Any) -> Calendar:
    return Calendar.from_ical(text_of(client.get(path, query)))


def test_calendar_of_calls_tells_opening_and_closing_in_tokyo(client: Client) -> None:
    call = make_call("花の募集", summary="市民から、提案を；募ります。")
    events = calendar(client, "/calls.ics").walk("VEVENT")

    assert [str(event["SUMMARY"]) for event in events] == [
        "受付開始：花の募集",
        "受付締切：花の募集",
    ]
    assert [event.decoded("DTSTART") for event in events] == [
        moment.astimezone(JST).replace(microsecond=0) for moment in (call.opens_at, call.closes_at)
    ]
    assert events[0]["DTSTART"].params["TZID"] == "Asia/Tokyo"
    assert str(events[0]["URL"]) == f"{BASE}{call.get_absolute_url()}"
    assert [str(event["UID"]) for event in events] == [
        f"call-{call.pk}-opens@kyodo.example.jp",
        f"call-{call.pk}-closes@kyodo.example.jp",
    ]


def test_calendar_of_projects_has_whole_days(client: Client) -> None:
    public_project("花の事業")
    make_project("日が決まっていない")
    first, last = calendar(client, "/projects.ics").walk("VEVENT")

    assert (str(first["SUMMARY"]), first.decoded("DTSTART")) == (
        "開始：花の事業",
        dt.date(2026, 5, 1),
    )
    assert first.decoded("DTEND") == dt.date(2026, 5, 2)
    assert (str(last["SUMMARY"]), last.decoded("DTSTART")) == (
        "終了：花の事業",
        dt.date(2027, 2, 28),
    )


def test_cancelled_project_is_cancelled_in_the_calendar(client: Client) -> None:
    public_project("花の事業", status="cancelled")

    assert {str(e["STATUS"]) for e in calendar(client, "/projects.ics").walk("VEVENT")} == {
        "CANCELLED"
    }


@pytest.mark.parametrize("path", CALENDARS)
def test_calendar_is_whole(client: Client, path: str) -> None:
    fill_city(2)
    answer = client.get(path)
    text = text_of(answer)
    read = Calendar.from_ical(text)

    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert (str(read["VERSION"]), len(read.walk("VTIMEZONE"))) == ("2.0", 1)
    assert len(read.walk("VEVENT")) == CALENDARS[path]
    assert text.count("\n") == text.count("\r\n")
    assert text.endswith("END:VCALENDAR\r\n")
    assert [line for line in text.encode().split(b"\r\n") if len(line) > 75] == []


def test_calendar_takes_the_filters_of_the_list(client: Client) -> None:
    make_call("市民の募集")
    make_call("市の募集", kind="city")
    events = calendar(client, "/calls.ics", kind="city").walk("VEVENT")

    assert {str(event["SUMMARY"])[5:] for event in events} == {"市の募集"}


def places(text: str) -> list[str | None]:
    return [place.text for place in ElementTree.fromstring(text).iter(f"{MAP}loc")]  # noqa: S314 - our own


def test_map_leads_to_every_public_record(client: Client) -> None:
    fill_city(2)
    files = places(text_of(client.get("/sitemap.xml")))
    found = [
        place
        for path in files
        for place in places(text_of(client.get((path or "").removeprefix(BASE))))
    ]

    assert {f"{BASE}{call.get_absolute_url()}" for call in Call.objects.exclude(status="draft")} < {
        *found
    }
    assert {f"{BASE}{p.get_absolute_url()}" for p in Project.objects.published()} < {*found}
    assert len(found) == len(set(found))
    assert {*found} & {f"{BASE}{path}" for path in hidden_pages()} == set()
    opened = {path: client.get((path or "").removeprefix(BASE)).status_code for path in found}
    assert set(opened.values()) == {200}


def test_map_is_split(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemaps, "PER_FILE", 2)
    for _ in range(5):
        make_project()
    files = [
        path for path in places(text_of(client.get("/sitemap.xml"))) if "projects" in str(path)
    ]
    sizes = [len(places(text_of(client.get(str(path).removeprefix(BASE))))) for path in files]

    assert files == [f"{BASE}/sitemaps/projects/{number}.xml" for number in (1, 2, 3)]
    assert sizes == [2, 2, 1]
    assert client.get("/sitemaps/projects/4.xml").status_code == 404


@pytest.mark.parametrize("path", ["/sitemaps/users/1.xml", "/sitemaps/projects/0.xml"])
def test_no_other_map_exists(client: Client, path: str) -> None:
    make_project()

    assert client.get(path).status_code == 404


def test_robots_are_shown_the_map(client: Client) -> None:
    answer = client.get("/robots.txt")

    assert answer.content.decode() == (f"User-agent: *\nDisallow:\n\nSitemap: {BASE}/sitemap.xml\n")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"


def test_mark_lies_at_the_root(client: Client) -> None:
    answer = client.get("/favicon.ico")

    assert (answer.status_code, answer.headers["Location"]) == (302, "/static/favicon.ico")


EVERYTHING = (*(f"/feeds/{name}.xml" for name in FEEDS), *CALENDARS, "/sitemap.xml", *MAPS)


def test_nothing_hidden_is_told_whoever_asks(client: Client) -> None:
    fill_city(2)
    told = {("nobody", path): text_of(client.get(path)) for path in EVERYTHING}
    client.force_login(make_coordinator(), "django.contrib.auth.backends.ModelBackend")
    told |= {("coordinator", path): text_of(client.get(path)) for path in EVERYTHING}
    hidden = [HIDDEN, *(f"{BASE}{page}{end}" for page in hidden_pages() for end in '<"')]

    assert [
        (who, path) for (who, path), text in told.items() if any(h in text for h in hidden)
    ] == []


@pytest.mark.parametrize("path", EVERYTHING)
def test_only_reading_is_answered(client: Client, path: str) -> None:
    make_project()

    assert client.post(path).status_code == 405


@pytest.mark.parametrize("path", CALENDARS)
def test_calendar_asks_to_be_looked_at_again(client: Client, path: str) -> None:
    lines = text_of(client.get(path)).splitlines()

    assert "REFRESH-INTERVAL;VALUE=DURATION:PT3H" in lines
    assert "X-PUBLISHED-TTL;VALUE=DURATION:PT3H" in lines


def test_entry_of_a_calendar_is_newer_after_each_change(client: Client) -> None:
    def sequences() -> list[int]:
        return [int(event["SEQUENCE"]) for event in calendar(client, "/calls.ics").walk("VEVENT")]

    moment = dt.datetime(2026, 6, 1, tzinfo=dt.UTC)
    with time_machine.travel(moment, tick=False):
        call = make_call("花の募集")
    told = [sequences()]
    for minutes in (1, 2):
        with time_machine.travel(moment + dt.timedelta(minutes=minutes), tick=False):
            call.closes_at += dt.timedelta(days=1)
            call.save()
        told.append(sequences())

    assert told == [[0, 0], [60, 60], [120, 120]]
