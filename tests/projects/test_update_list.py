"""The list of all reports on the way: the newest first, of public projects only, in few queries."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from projects.models import Update
from projects.views import updates
from tests.factories import make_department, make_group, make_project, make_user
from tests.people import KINDS, make_cast
from tests.site.site_pages import make_update

pytestmark = pytest.mark.django_db

URL = "/projects/updates/"


def titles(client: Client, query: str = "") -> list[str]:
    response = client.get(URL + query)
    assert response.status_code == 200
    return [update.title for update in response.context["page_obj"]]


def test_newest_comes_first_and_leads_to_its_project(client: Client) -> None:
    project = make_project("道の花だん")
    make_update(project, "種")
    newest = make_update(make_project("川の掃除"), "苗")

    page = client.get(URL).content.decode()

    assert titles(client) == ["苗", "種"]
    assert f'href="{newest.get_absolute_url()}"' in page
    assert f'協働事業：<a href="{project.get_absolute_url()}">道の花だん</a>' in page
    assert "2件の報告" in page
    for url in (reverse("home"), reverse("projects:list"), project.get_absolute_url()):
        assert f'href="{URL}"' in client.get(url).content.decode(), url


def test_report_of_an_unpublished_project_is_not_listed() -> None:
    cast = make_cast()
    make_update(make_project("準備中", groups=(cast.group,), published=False), "まだ言えない")
    clients = {kind: cast.browser(kind) for kind in KINDS}

    assert {kind: titles(client) for kind, client in clients.items()} == dict.fromkeys(KINDS, [])
    pages = {kind: client.get(URL).content.decode() for kind, client in clients.items()}
    assert [kind for kind, page in pages.items() if "まだ言えない" in page] == []


def test_pages_hold_twelve_and_end_where_it_says(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(updates, "NEWEST", 15)
    project = make_project()
    for number in range(17):
        make_update(project, f"報告{number:02}")
    told, counted = "新しいものから15件まで", "新しいものから15件の報告"

    assert titles(client) == [f"報告{number:02}" for number in range(16, 4, -1)]
    assert titles(client, "?page=2") == [f"報告{number:02}" for number in range(4, 1, -1)]
    assert told not in client.get(URL).content.decode()
    assert counted in client.get(URL).content.decode()
    assert told in client.get(f"{URL}?page=2").content.decode()


def test_words_of_a_report_stay_words(client: Client) -> None:
    update = make_update(make_project("<b>道</b>"), "<i>種</i>")
    Update.objects.filter(pk=update.pk).update(body="<script>alert(1)</script>")

    page = client.get(URL).content.decode()

    assert [tag for tag in ("<b>道", "<i>種", "<script>alert") if tag in page] == []


@pytest.mark.parametrize("number", [1, 3])
def test_list_takes_as_many_queries_for_three_as_for_one(
    client: Client, django_assert_num_queries: Any, number: int
) -> None:
    for _ in range(number):
        make_update(make_project(groups=(make_group(),), departments=(make_department(),)), "種")
    with django_assert_num_queries(2):
        client.get(URL)

    client.force_login(make_user())
    with django_assert_num_queries(7):
        client.get(URL)
