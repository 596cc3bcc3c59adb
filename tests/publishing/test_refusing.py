"""A condition that cannot be used, in every list and in every form the list can be had in: the page
and what is read beside its entries say so, a file that cannot say it is refused."""

import csv
import io
import re
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from icalendar import Calendar

from tests.publishing.cities import fill_city, public_project

pytestmark = [pytest.mark.once(on="postgres"), pytest.mark.django_db]

ATOM = "{http://www.w3.org/2005/Atom}"
LISTS = {
    "projects": ("/projects/", "pattern", "始まりの類型"),
    "groups": ("/groups/", "kind", "団体の種別"),
    "calls": ("/calls/", "status", "状態"),
    "reports": ("/evaluations/", "year", "年度"),
    "events": ("/events/", "kind", "種類"),
}
"""Each list: its address, one of its conditions, and what this is called."""

FORMATS = {
    "page": ("{list}", 200),
    "csv": ("/opendata/{name}.csv", 400),
    "json": ("/opendata/{name}.json", 400),
    "feed": ("/feeds/{name}.xml", 200),
    "calendar": ("/{name}.ics", 200),
}
TABLE = [
    (name, form)
    for name in LISTS
    for form in FORMATS
    if form != "calendar" or name in ("projects", "calls", "events")
]
GONE = "さがしてもない"


@pytest.fixture(scope="module")
def city(for_the_file: None) -> None:
    fill_city()


def whole(answer: Any) -> str:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    text: str = content.decode()
    return text


def places_of(text: str, form: str) -> list[str]:
    """Where in the answer its reader is told something beside the entries."""
    if form == "feed":
        root = ElementTree.fromstring(text)  # noqa: S314 - our own feed
        first = root.find(f"{ATOM}entry")
        assert first is not None
        return [root.findtext(f"{ATOM}subtitle") or "", first.findtext(f"{ATOM}summary") or ""]
    if form == "calendar":
        calendar = Calendar.from_ical(text)
        return [str(calendar["DESCRIPTION"]), str(calendar["X-WR-CALDESC"])]
    return [text]


@pytest.mark.usefixtures("city")
@pytest.mark.parametrize(("name", "form"), TABLE)
def test_unusable_condition_is_told_in_every_form(client: Client, name: str, form: str) -> None:
    list_url, condition, label = LISTS[name]
    path, status = FORMATS[form]
    address = path.format(list=list_url, name=name)

    answer = client.get(address, {condition: GONE, "q": "公開"})
    text = whole(answer)

    assert answer.status_code == status
    assert [p for p in places_of(text, form) if f"「{label}」の「{GONE}」という条件" not in p] == []
    if status == 400:
        assert f"{address}?q=%E5%85%AC%E9%96%8B" in text
        assert f"{list_url}?q=%E5%85%AC%E9%96%8B" in text
        assert answer.headers["X-Unused-Filters"] == condition
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert "Link" not in answer.headers  # a refusal is no open data, and under no licence
        assert client.head(address, {condition: GONE}).status_code == 400


@pytest.mark.usefixtures("city")
@pytest.mark.parametrize(("name", "form"), TABLE)
def test_usable_condition_is_told_nowhere(client: Client, name: str, form: str) -> None:
    path, _ = FORMATS[form]
    address = path.format(list=LISTS[name][0], name=name)

    answer = client.get(address, {"q": "", "sort": "password"})
    text = whole(answer)

    assert answer.status_code == 200
    assert ("という条件は使え" in text) == (form == "page")  # an order alone narrows nothing


@pytest.mark.parametrize("key", ["pattern", "department"])
def test_file_of_statistics_is_refused_as_well(client: Client, key: str) -> None:
    answer = client.get(f"/statistics/{key}.csv", {"since": GONE, "until": "2024"})

    assert answer.status_code == 400
    assert f"/statistics/{key}.csv?until=2024" in whole(answer)
    assert client.get(f"/statistics/{key}.csv", {"until": "2024"}).status_code == 200


@pytest.mark.parametrize("form", ["csv", "json"])
@pytest.mark.parametrize("name", LISTS)
def test_file_is_refused_under_a_name_no_filter_has(client: Client, name: str, form: str) -> None:
    address = f"/opendata/{name}.{form}"
    answer = client.get(address, {"yaer": "2026", "q": "花"})
    text = whole(answer)

    assert answer.status_code == 400
    assert "「yaer」の「2026」" in text
    assert f"{address}?q=%E8%8A%B1" in text
    assert answer.headers["X-Unused-Filters"] == "yaer"
    also = {"page": "2", "utm_source": "x", "fbclid": "x", "view": "table", "decade": "2020"}
    assert client.get(address, also).status_code == 200


def test_hostile_name_is_told_and_breaks_nothing(client: Client) -> None:
    answer = client.get("/opendata/projects.csv?<b>%0d%0ax%E5%B9%B4=1&" + "&".join("abcdefghijklm"))

    assert answer.status_code == 400
    assert "<b>" not in whole(answer)
    assert answer.headers["X-Unused-Filters"].startswith("%3Cb%3E%0D%0Ax%E5%B9%B4")


def test_unknown_name_is_ignored_on_the_page_and_left_out_of_its_links(client: Client) -> None:
    for url in ("/projects/", "/statistics/"):
        public_project("花の道")
        page = whole(client.get(url, {"yaer": "2026"}))

        assert "という条件は使えなかった" not in page
        assert not re.findall(r'href="[^"]*\.(?:csv|json)\?', page)
    assert client.get("/statistics/pattern.csv", {"year": "abc"}).status_code == 400


def test_refusal_for_programs_names_what_to_leave_out(client: Client) -> None:
    answer = client.get("/opendata/projects.json", {"pattern": "Z", "department": "9", "q": "花"})
    told = answer.json()

    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert told["status"] == 400
    assert told["unusable"] == [
        {"name": "pattern", "label": "始まりの類型", "value": "Z"},
        {"name": "department", "label": "所管課", "value": "9"},
    ]
    without = told["without_them"]
    assert without.endswith("/opendata/projects.json?q=%E8%8A%B1")
    assert client.get(without[without.index("/opendata") :]).status_code == 200


@pytest.mark.usefixtures("city")
@pytest.mark.parametrize("name", LISTS)
def test_page_leads_to_files_under_the_conditions_in_force(client: Client, name: str) -> None:
    """What the list left out is in none of its links, so that each of them answers."""
    list_url, condition, _ = LISTS[name]
    page = whole(client.get(list_url, {condition: GONE, "q": "公開"}))

    for form in ("csv", "json", "feed", "calendar"):
        assert f"{FORMATS[form][0].format(name=name)}?{condition}=" not in page
    days = "&amp;when=coming" if name == "events" else ""
    assert f'href="/opendata/{name}.csv?q=%E5%85%AC%E9%96%8B{days}"' in page
    assert f'readonly value="http://testserver{list_url}?q=%E5%85%AC%E9%96%8B{days}"' in page


def test_dictionary_names_the_conditions(client: Client) -> None:
    told = client.get("/opendata/calls/columns.json").json()

    assert [one["key"] for one in told["conditions"]] == ["q", "status", "kind", "year", "sort"]
    assert "400" in told["unusable_conditions"]


def test_condition_with_markup_is_told_as_text(client: Client) -> None:
    public_project("花の道")
    page = whole(client.get("/opendata/projects.csv", {"pattern": "<b>\x07"}))

    assert "<b>" not in page
    assert "&lt;b&gt;" in page
    root = ElementTree.fromstring(  # noqa: S314 - our own feed
        whole(client.get("/feeds/projects.xml", {"pattern": "<b>\x0b&"}))
    )
    assert "「<b>&」" in (root.findtext(f"{ATOM}subtitle") or "")


@pytest.mark.parametrize("ends_line", ["\n", "\r", "\r\n", "\x85", "\u2028", "\x0b", "\x07"])
def test_condition_cannot_write_a_line_of_the_calendar(client: Client, ends_line: str) -> None:
    condition = f"A{ends_line}X-EVIL:a;b,c"
    text = whole(client.get("/projects.ics", {"pattern": condition}))
    told = str(Calendar.from_ical(text)["DESCRIPTION"])

    assert [line for line in text.splitlines() if line.startswith("X-EVIL")] == []
    assert "\r" not in text.replace("\r\n", "")
    assert "X-EVIL:a;b,c」という条件は" in told


def test_file_with_usable_conditions_is_still_a_file(client: Client) -> None:
    public_project("花の道", start_pattern="B")
    text = whole(client.get("/opendata/projects.csv", {"pattern": "B"})).removeprefix("\ufeff")

    assert len(list(csv.DictReader(io.StringIO(text, newline=""), strict=True))) == 1
