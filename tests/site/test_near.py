"""近くでさがす: what is near a place or in a 地区, by an address that can be kept and sent on."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from groups.models import Place
from projects.models import SourceRecord
from tests.factories import make_group, make_project
from tests.groups.places.factories import make_place
from tests.own_city import DISTRICTS, live_in
from tests.projects.events import make_event
from tests.projects.helping import make_help

pytestmark = pytest.mark.django_db

NEAR = {"latitude": "35.8910", "longitude": "139.8500"}
FAR = {"latitude": "35.9900", "longitude": "139.8500"}
QUERIES = 6


@pytest.fixture
def hall() -> Place:
    return make_place("みどり館", latitude="35.8900", longitude="139.8500", district="river")


def lines(client: Client, query: str) -> dict[str, list[tuple[str, str]]]:
    """What the page tells of each kind: how far, and what."""
    context = client.get(f"/near/?{query}").context
    if "all_url" in context:
        return {"": [(line.away, line.title) for line in context["lines"]]}
    return {
        block.key: [(line.away, line.title) for line in block.lines] for block in context["blocks"]
    }


def fill() -> None:
    park = make_place("公園", **NEAR)
    far, near = make_project("遠い事業", **FAR), make_project("近い事業", **NEAR)
    make_event("遠い日", project=far)
    make_event("近い日", project=far, place=park)
    make_help(far, "遠い手伝い")
    make_help(near, "近い手伝い")
    make_group("みずべの会", district="river")
    make_group("まちの会")


def test_each_kind_stands_in_the_order_of_its_distance(
    client: Client, hall: Place, settings: Any, tmp_path: Path
) -> None:
    live_in(settings, tmp_path, DISTRICTS)
    fill()

    found = lines(client, f"near={hall.pk}")

    assert found["events"] == [("約100m", "近い日"), ("約11km", "遠い日")]
    assert found["help"] == [("約100m", "近い手伝い"), ("約11km", "遠い手伝い")]
    assert found["projects"] == [("約100m", "近い事業"), ("約11km", "遠い事業")]
    assert found["groups"][0] == ("みずべ地区", "みずべの会")
    assert ("", "まちの会") in found["groups"][1:]


def test_day_of_which_nobody_knows_where_it_is_says_so(client: Client, hall: Place) -> None:
    make_event("どこかの日", project=make_project("事業"))

    assert lines(client, f"near={hall.pk}")["events"] == [("距離は分かりません", "どこかの日")]


def test_district_puts_its_own_first(client: Client, settings: Any, tmp_path: Path) -> None:
    live_in(settings, tmp_path, DISTRICTS)
    fill()

    assert lines(client, "district=river")["groups"][0] == ("みずべ地区", "みずべの会")
    page = client.get("/near/?district=river").content.decode()
    assert '<option value="river" selected>' in page


def test_nothing_is_shown_that_is_not_public_or_is_over(client: Client, hall: Place) -> None:
    make_project("準備中の事業", published=False, **NEAR)
    make_project("終わった事業", status="completed", **NEAR)
    elsewhere = make_project("ほかの市の事業", **NEAR)
    SourceRecord.objects.create(project=elsewhere, external_id="r-1", municipality="となり市")
    make_event("下書きの日", status="draft", place=hall)
    make_event("終わった日", when="over", place=hall)
    make_help(make_group(), "決まった手伝い", status="failed")
    make_group("申請中の会", status="applied")
    make_place("見せない館", is_public=False)

    page = client.get(f"/near/?near={hall.pk}").content.decode()

    hidden = (
        "準備中の事業",
        "終わった事業",
        "ほかの市の事業",
        "下書きの日",
        "終わった日",
        "決まった手伝い",
        "申請中の会",
        "見せない館",
    )
    assert [name for name in hidden if name in page] == []


@pytest.mark.parametrize("query", ["near=999", "near=abc", "near=%F0%9F%90%9F", "district=nowhere"])
def test_place_that_is_not_there_is_said_and_the_form_stays(
    client: Client, settings: Any, tmp_path: Path, query: str
) -> None:
    live_in(settings, tmp_path, DISTRICTS)

    answer = client.get(f"/near/?{query}")

    page = answer.content.decode()
    assert (answer.status_code, "という条件は使えなかったため" in page) == (200, True)
    assert ('name="near"' in page, "に近い順" in page) == (True, False)


def test_one_kind_is_read_page_by_page(client: Client, hall: Place) -> None:
    for number in range(13):
        make_project(f"事業{number:02}", latitude=f"35.9{number:02}", longitude="139.85")

    first = lines(client, f"near={hall.pk}")["projects"]
    more = client.get(f"/near/?near={hall.pk}").content.decode()
    pages = [lines(client, f"near={hall.pk}&kind=projects&page={page}")[""] for page in (1, 2)]

    assert [name for _, name in first] == [f"事業{number:02}" for number in range(4)]
    assert f"/near/?near={hall.pk}&amp;kind=projects" in more
    assert [len(page) for page in pages] == [12, 1]
    assert [name for page in pages for _, name in page] == [f"事業{n:02}" for n in range(13)]


@pytest.mark.parametrize("number", [1, 3])
def test_page_asks_few_questions(client: Client, hall: Place, number: int) -> None:
    for _ in range(number):
        fill()
    with CaptureQueriesContext(connection) as taken:
        client.get(f"/near/?near={hall.pk}")

    assert len(taken) == QUERIES


def test_home_leads_there_and_nothing_is_kept(client: Client, hall: Place) -> None:
    assert 'href="/near/"' in client.get("/").content.decode()
    answer = client.get(f"/near/?near={hall.pk}")

    assert answer.cookies == {}
    assert "geolocation" not in answer.content.decode()
