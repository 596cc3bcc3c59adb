"""Records read in from other cities: nobody takes them for the city's own projects."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kyodo_portal.cities import city
from kyodo_portal.search import Kind
from kyodo_portal.search.finding import find
from kyodo_portal.search.queries import parse
from kyodo_portal.site.home import figures
from projects.models import Project, SourceRecord
from tests.factories import make_project

pytestmark = pytest.mark.django_db
OTHER = "見本県となり市"
MARK = f"他市の公開資料：{OTHER}"


def record_of(municipality: str, title: str = "となりの花だん", **fields: Any) -> Project:
    project = make_project(title, complete=False, origin="record", status="active", **fields)
    SourceRecord.objects.create(
        project=project, external_id=f"r-{project.pk}", municipality=municipality
    )
    return project


def page_of(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_other_citys_record_says_where_it_is_from(client: Client) -> None:
    project = record_of(OTHER, latitude="35.889700", longitude="139.854800")

    assert MARK in page_of(client, "/projects/")
    assert MARK in page_of(client, "/projects/?view=table")
    assert MARK in page_of(client, "/projects/timeline/")
    assert MARK in page_of(client, "/projects/map/")
    assert MARK in page_of(client, project.get_absolute_url())


@pytest.mark.parametrize("name", ["", city().name, city().full_name])
def test_own_record_is_not_marked(client: Client, name: str) -> None:
    project = record_of(name, latitude="35.889700", longitude="139.854800")

    for url in ("/projects/", "/projects/timeline/", "/projects/map/"):
        assert "他市の公開資料：" not in page_of(client, url)
    assert "他市の公開資料：" not in page_of(client, project.get_absolute_url())


def test_other_citys_record_promises_nothing(client: Client) -> None:
    project = record_of(OTHER, how_to_join="毎月集まります。")

    page = page_of(client, project.get_absolute_url())
    own = page_of(client, record_of("", "うちの花だん").get_absolute_url())

    parts = ("whose-turn", "事業の進みぐあい", 'id="join"', 'id="roles"', 'id="course"')
    assert [part for part in parts if part in page] == []
    assert [part for part in parts if part in own] == list(parts)
    assert "公開資料に記載がありません" in page
    assert [word for word in ("未定", "まだ決まって", "まだ書かれて") if word in page] == []


def test_home_counts_the_citys_own_projects_and_leads_to_them(client: Client) -> None:
    make_project("うちの事業", status="active")
    record_of(OTHER)
    record_of(city().full_name, "うちの記録")

    figure = figures(AnonymousUser())[0]

    assert figure.number == 2
    assert client.get(figure.url).context["count"] == 2


def test_places_part_the_register(client: Client) -> None:
    make_project("うちの事業", status="active")
    record_of(OTHER)

    counts = [
        client.get(f"/projects/?place={place}").context["count"] for place in ("own", "other")
    ]

    assert counts == [1, 1]


def test_list_of_records_takes_no_more_queries(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(3):
        record_of(OTHER, f"記録{number}")

    with django_assert_max_num_queries(12):
        page_of(client, "/projects/")


def test_search_says_which_results_are_from_elsewhere(client: Client) -> None:
    make_project("うちの花だん", status="active")
    record_of(city().full_name, "うちの花だんの記録")
    record_of(OTHER, "となりの花だん")

    page = page_of(client, "/search/?q=花だん&kind=project")

    assert page.count("search-title") == 3
    assert page.count("他市の公開資料：") == 1
    assert MARK in page.partition("となりの<mark>花だん</mark>")[2].partition("</p>")[0]


@pytest.mark.parametrize("records", [1, 3])
def test_marks_in_the_search_take_one_query(client: Client, records: int) -> None:
    for number in range(records):
        record_of(OTHER, f"となりの池{number}")
    with CaptureQueriesContext(connection) as finding:
        find(parse("となりの池"), [Kind.PROJECT], last=20)
    with CaptureQueriesContext(connection) as taken:
        page = page_of(client, "/search/?q=となりの池&kind=project")

    assert page.count(MARK) == records
    assert len(taken) == len(finding) + 1


@pytest.mark.parametrize("url", ["/projects/timeline/", "/projects/map/"])
def test_marks_in_a_view_take_no_query(
    client: Client, url: str, django_assert_max_num_queries: Any
) -> None:
    make_project("うちの事業", latitude="35.889700", longitude="139.854800")
    with CaptureQueriesContext(connection) as without:
        page_of(client, url)
    for number in range(3):
        record_of(OTHER, f"記録{number}", latitude="35.889700", longitude="139.854800")

    with django_assert_max_num_queries(len(without)):
        assert page_of(client, url).count(MARK) == 3
