"""A page that is not there is named beside the one that is shown instead."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import make_group, make_project, make_user
from tests.proposals.factories import make_call

pytestmark = [pytest.mark.once(on="postgres"), pytest.mark.django_db]

LISTS = [
    *("projects:list", "projects:timeline", "projects:map", "projects:updates"),
    *("groups:list", "calls:list"),
]


def read(client: Client, path: str, page: str) -> str:
    return client.get(path, {"page": page}).content.decode()


@pytest.mark.parametrize("name", [*LISTS, "evaluations:list"])
@pytest.mark.parametrize("number", ["-1", "0", "abc", "99999999", "３", "9" * 5_000])
def test_page_that_is_not_there_is_named(client: Client, name: str, number: str) -> None:
    make_project(), make_call(), make_group()
    told = f"「{number[:50]}」というページはないため、1ページ目を表示しています。"

    assert read(client, reverse(name), number).count(told) == 1


@pytest.mark.parametrize("name", [*LISTS, "evaluations:list"])
@pytest.mark.parametrize("number", ["", "1", "１", " 1 "])
def test_page_that_is_there_is_not_spoken_of(client: Client, name: str, number: str) -> None:
    assert "というページはない" not in read(client, reverse(name), number)


def test_number_in_wide_digits_leads_there(client: Client) -> None:
    for number in range(41):
        make_project(f"花壇{number:02}", latitude="35.7", longitude="139.7")

    for name, wide, last, shown in (("projects:list", "４", 4, 5), ("search", "３", 3, 1)):
        path = f"{reverse(name)}?q=花壇&kind=project"
        page = client.get(f"{path}&page={wide}")
        assert page.context["page_obj"].number == last, name
        assert len(page.context["page_obj"]) == shown
        assert "というページはない" not in page.content.decode()
        beyond = client.get(f"{path}&page=９").content.decode()
        assert f"「９」というページはないため、{last}ページ目を表示しています。" in beyond


@pytest.mark.parametrize("kind", ["project", "guide"])
def test_search_names_a_page_that_is_not_there(client: Client, kind: str) -> None:
    make_project("協働の道")
    page = client.get(
        reverse("search"), {"q": "協働の", "kind": kind, "page": "x<"}
    ).content.decode()

    assert "「x&lt;」というページはないため、1ページ目を表示しています。" in page


def test_own_consultations_name_a_page_that_is_not_there(client: Client) -> None:
    path = reverse("consultations:list")
    assert "というページはない" not in read(client, path, "7")

    client.force_login(make_user())
    assert "「7」というページはないため" in read(client, path, "7")
