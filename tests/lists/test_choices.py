"""What a list offers to choose from, and how it tells what it could not use."""

import re
from typing import Any

import pytest
from django.test import Client

from kyodo_portal.lists import facets
from kyodo_portal.words.text import fiscal_year_label
from tests.factories import make_project
from tests.proposals.factories import make_call

pytestmark = pytest.mark.django_db


def page_at(client: Client, path: str, **query: Any) -> str:
    response = client.get(path, query)
    assert response.status_code == 200
    return response.content.decode()


def years_offered(page: str) -> list[str]:
    """The years of the choice, "" for all of them."""
    (options,) = re.findall(r'<select[^>]* name="year"[^>]*>(.*?)</select>', page, re.DOTALL)
    return re.findall(r'<option value="(\d*)"', options)


@pytest.fixture
def two_spans() -> None:
    make_project("花の道", fiscal_year=2024, fiscal_year_end=2025)
    make_project("川の道", fiscal_year=2021, fiscal_year_end=2021, start_pattern="B")


@pytest.mark.parametrize(
    ("query", "years"),
    [
        ({}, ["", "2025", "2024", "2021"]),
        ({"pattern": "B"}, ["", "2021"]),
        ({"year": "2021"}, ["", "2025", "2024", "2021"]),
        ({"year": "2010"}, ["", "2025", "2024", "2021", "2010"]),
        ({"year": "2010", "pattern": "B"}, ["", "2021", "2010"]),
        ({"q": "ないことば"}, [""]),
        ({"year": "1999"}, ["", "2025", "2024", "2021", "1999"]),
        ({"year": "1949"}, ["", "2025", "2024", "2021"]),
        ({"year": "2090"}, ["", "2090", "2025", "2024", "2021"]),
    ],
)
def test_years_that_lead_to_nothing_are_not_offered_unless_chosen(
    client: Client, two_spans: None, query: dict[str, str], years: list[str]
) -> None:
    assert years_offered(page_at(client, "/projects/", **query)) == years


def test_year_is_offered_where_the_list_was_not_counted_to_its_end(
    client: Client, two_spans: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody knows then that the year leads to nothing."""
    monkeypatch.setattr(facets, "COUNTED", 1)

    assert "2010" in years_offered(page_at(client, "/projects/"))
    assert "2010" in years_offered(page_at(client, "/projects/", year="2024"))


def test_boxes_stay_where_they_are(client: Client, two_spans: None) -> None:
    page = page_at(client, "/projects/")

    assert all(f'name="pattern" value="{letter}"' in page for letter in "ABCD")


@pytest.mark.parametrize(
    ("path", "name", "told"),
    [
        ("/projects/", "year", "年度"),
        ("/projects/matrix/", "pattern", "始まりの類型"),
        ("/projects/timeline/", "year", "年度"),
        ("/projects/map/", "status", "状態"),
        ("/groups/", "kind", "団体の種別"),
        ("/calls/", "year", "提案する年度"),
        ("/evaluations/", "round", "時期"),
        ("/statistics/", "since", "始まった年度（ここから）"),
    ],
)
def test_unusable_value_is_told_once_and_its_control_points_there(
    client: Client, path: str, name: str, told: str
) -> None:
    page = page_at(client, path, **{name: "つかえない"})
    sentence = f"「{told}」の「つかえない」という条件は使えなかったため、外して表示しています。"

    assert page.count("使えなかった") == page.count(sentence) == 1
    assert "field-errors" not in page
    (place,) = re.findall(rf'<p id="([^"]+)">{re.escape(sentence)}', page)
    assert place == f"id_{name}_error"
    assert re.search(rf'aria-describedby="[^"]*{place}', page)


@pytest.mark.parametrize("path", ["/groups/", "/calls/", "/evaluations/", "/projects/"])
def test_long_search_is_told_to_be_cut(client: Client, path: str) -> None:
    assert "はじめの200文字" in page_at(client, path, q="花" * 10_000)
    assert "はじめの200文字" not in page_at(client, path, q="花")


def test_page_without_words_is_not_told_that_they_were_cut(client: Client) -> None:
    assert "はじめの200文字" not in page_at(client, "/statistics/", q="花" * 10_000)


@pytest.mark.parametrize(("prefix", "home"), [("", "/"), ("/easy", "/easy/"), ("/en", "/en/")])
def test_home_above_calls_is_in_the_language_of_the_page(
    client: Client, prefix: str, home: str
) -> None:
    call = make_call("花の募集")
    for path in ("/calls/", call.get_absolute_url(), "/consult/"):
        crumbs = page_at(client, f"{prefix}{path}").partition('class="breadcrumbs"')[2]
        assert re.findall(r'href="([^"]+)"', crumbs)[0] == home


def test_year_chosen_is_named(client: Client, two_spans: None) -> None:
    assert f"{fiscal_year_label(2010)}（0）" in page_at(client, "/projects/", year="2010")
