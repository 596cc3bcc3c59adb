"""Records read in from other cities: nobody takes them for the city's own projects."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from kyodo_portal import site_queries
from kyodo_portal.cities import city
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
    project = record_of(OTHER)

    assert MARK in page_of(client, "/projects/")
    assert MARK in page_of(client, "/projects/?view=table")
    assert MARK in page_of(client, project.get_absolute_url())


@pytest.mark.parametrize("name", ["", city().name, city().full_name])
def test_own_record_is_not_marked(client: Client, name: str) -> None:
    project = record_of(name)

    assert "他市の公開資料：" not in page_of(client, "/projects/")
    assert "他市の公開資料：" not in page_of(client, project.get_absolute_url())


def test_other_citys_record_promises_nothing(client: Client) -> None:
    project = record_of(OTHER, how_to_join="毎月集まります。")

    page = page_of(client, project.get_absolute_url())
    own = page_of(client, record_of("", "うちの花だん").get_absolute_url())

    parts = ("次にすること", "事業の進みぐあい", 'id="join"', 'id="roles"', 'id="course"')
    assert [part for part in parts if part in page] == []
    assert [part for part in parts if part in own] == list(parts)
    assert "公開資料に記載がありません" in page
    assert [word for word in ("未定", "まだ決まって", "まだ書かれて") if word in page] == []


def test_home_counts_the_citys_own_projects_and_leads_to_them(client: Client) -> None:
    make_project("うちの事業", status="active")
    record_of(OTHER)
    record_of(city().full_name, "うちの記録")

    figure = site_queries.figures(AnonymousUser())[0]

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
