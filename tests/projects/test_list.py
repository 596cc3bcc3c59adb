"""The register: whom it shows what, how it is searched, what it costs."""

import json
import re
from typing import Any
from urllib.parse import unquote_plus

import pytest
from django.test import Client

from projects.models import FormOfProject, Project, ProjectStatus
from projects.rules import projects as rules
from tests.factories import make_department, make_group, make_project
from tests.people import KINDS, make_cast
from tests.projects.helping import make_help

pytestmark = pytest.mark.django_db

URL = "/projects/"


def titles(client: Client, **query: Any) -> list[str]:
    """The titles on the page, sorted."""
    response = client.get(URL, query)
    assert response.status_code == 200
    return sorted(project.title for project in response.context["page_obj"])


@pytest.mark.parametrize("number", [1, 3])
def test_list_takes_as_many_queries_for_three_as_for_one(
    client: Client, django_assert_num_queries: Any, number: int
) -> None:
    for _ in range(number):
        project = make_project(groups=(make_group(),), departments=(make_department(),))
        FormOfProject.objects.create(project=project, number=4)

    with django_assert_num_queries(4):
        response = client.get(URL)

    assert len(response.context["page_obj"]) == number


def test_list_of_somebody_signed_in_takes_five_queries_more(
    client: Client, django_assert_num_queries: Any
) -> None:
    cast = make_cast()
    make_project(groups=(cast.group,), departments=(cast.department,), published=False)
    client.force_login(cast["manager"])

    with django_assert_num_queries(9):
        response = client.get(URL)

    assert len(response.context["page_obj"]) == 1


@pytest.mark.parametrize("published", [True, False])
@pytest.mark.parametrize("status", ProjectStatus.values)
def test_visible_to_is_can_view(status: str, published: bool) -> None:
    cast = make_cast()
    project = make_project(
        status=status, groups=(cast.group,), departments=(cast.department,), published=published
    )
    shown = {
        kind: Project.objects.visible_to(cast[kind]).filter(pk=project.pk).exists()
        for kind in KINDS
    }
    insiders = {"member", "manager", "staff", "coordinator", "superuser"}

    assert shown == {kind: bool(rules.can_view(cast[kind], project)) for kind in KINDS}
    assert {kind for kind, visible in shown.items() if visible} == (
        set(KINDS) if published else insiders
    )


@pytest.mark.parametrize("status", ProjectStatus.values)
def test_list_is_narrowed_to_what_one_can_join(client: Client, status: str) -> None:
    make_help(make_project("加われる", status=status))
    make_project("募集していない", how_to_join="土曜に集まります。", status=status)

    going_on = status in ("planning", "agreed", "active")
    assert titles(client, join="1") == (["加われる"] if going_on else [])
    rows = client.get("/opendata/projects.json", {"join": "1"})
    assert len(json.loads(b"".join(rows.streaming_content))) == int(going_on)


def test_words_are_cut_in_every_link(client: Client) -> None:
    for number in range(21):
        make_project(f"花{number}")
    page = client.get(URL, {"q": "花" + " " * 300 + "x" * 5000, "view": "table"}).content.decode()

    assert len(re.findall("x{250,}", page)) == 1  # in the box it was typed into
    for link in re.findall(r'href="[^"]*[?&]q=([^"&]*)', page):
        assert len(unquote_plus(link)) <= 200


def test_panel_has_a_way_past_it_to_the_results(client: Client) -> None:
    page = client.get(URL).content.decode()

    assert page.index('href="#results"') < page.index('name="pattern"') < page.index('id="results"')


def test_empty_register_says_how_to_begin(client: Client) -> None:
    assert "公開されている事業は、まだありません" in client.get(URL).content.decode()
