"""What narrows and orders the register, and what becomes of a condition it cannot use."""

from typing import Any

import pytest
from django.test import Client

from projects.models import FormOfProject, Partner, Project, ProjectField
from tests.factories import make_department, make_group, make_project

pytestmark = pytest.mark.django_db

URL = "/projects/"


def titles(client: Client, **query: Any) -> list[str]:
    """The titles on the page, sorted."""
    response = client.get(URL, query)
    assert response.status_code == 200
    return sorted(project.title for project in response.context["page_obj"])


@pytest.fixture(scope="module")
def two(for_the_file: None) -> tuple[Project, Project]:
    """The flower project of one group, and a reading project unlike it in everything."""
    flowers = make_project(
        "花の道",
        groups=(make_group("緑の会", name_kana="ミドリノカイ"),),
        departments=(make_department("公園課"),),
        fiscal_year=2024,
        fiscal_year_end=2026,
        place="駅前通り",
    )
    reading = make_project(
        "読み聞かせ",
        groups=(make_group("おはなし会"),),
        departments=(make_department("図書館"),),
        start_pattern="B",
        main_form=3,
        fiscal_year=2021,
        fiscal_year_end=2021,
        status="active",
        purpose="本に親しむ。",
        summary="図書館で本を読みます。",
    )
    FormOfProject.objects.create(project=reading, number=6)
    ProjectField.objects.create(project=reading, number=2)
    Partner.objects.create(project=reading, name="登録のない文庫", order=2)
    return flowers, reading


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, ["花の道", "読み聞かせ"]),
        ({"q": "花の道"}, ["花の道"]),
        ({"q": "駅前"}, ["花の道"]),
        ({"q": "緑の会"}, ["花の道"]),
        ({"q": "みどりのかい"}, ["花の道"]),
        ({"q": "緑の会 花の道"}, ["花の道"]),
        ({"q": "緑の会 読み聞かせ"}, []),
        ({"q": "登録のない文庫"}, ["読み聞かせ"]),
        ({"pattern": "B"}, ["読み聞かせ"]),
        ({"pattern": ["A", "B"]}, ["花の道", "読み聞かせ"]),
        ({"pattern": "C"}, []),
        ({"form": "1"}, ["花の道"]),
        ({"form": "6"}, ["読み聞かせ"]),
        ({"form": ["1", "3"]}, ["花の道", "読み聞かせ"]),
        ({"field": "2"}, ["読み聞かせ"]),
        ({"field": "1"}, []),
        ({"status": "active"}, ["読み聞かせ"]),
        ({"status": ["active", "planning"]}, ["花の道", "読み聞かせ"]),
        ({"year": "2025"}, ["花の道"]),
        ({"year": "2021"}, ["読み聞かせ"]),
        ({"year": "2022"}, []),
        ({"sort": "title"}, ["花の道", "読み聞かせ"]),
    ],
)
def test_list_is_narrowed(
    client: Client, two: Any, query: dict[str, Any], expected: list[str]
) -> None:
    assert titles(client, **query) == sorted(expected)


def test_list_is_narrowed_by_department_and_group(client: Client, two: Any) -> None:
    flowers, _ = two
    department = flowers.responsible_departments.get().department_id
    group = flowers.partners.get().group_id

    assert titles(client, department=department) == ["花の道"]
    assert titles(client, group=group) == ["花の道"]


@pytest.mark.parametrize(
    "query",
    [
        {"pattern": "Z"},
        {"form": "99"},
        {"form": "one"},
        {"field": "-1"},
        {"status": "finished"},
        {"year": "nineteen"},
        {"year": "99999999999999999999"},
        {"department": "9999"},
        {"group": "' OR 1=1 --"},
        {"sort": "password"},
    ],
)
def test_list_leaves_out_what_it_cannot_use_and_says_so(
    client: Client, two: Any, query: dict[str, str]
) -> None:
    response = client.get(URL, query)

    assert len(response.context["page_obj"]) == 2
    assert len(response.context["unusable"]) == 1
    assert "という条件は使えなかったため、外して表示しています" in response.content.decode()


@pytest.mark.parametrize("number", ["0", "-1", "99", "x"])
def test_list_answers_any_page_number(client: Client, two: Any, number: str) -> None:
    assert titles(client, page=number) == sorted(["花の道", "読み聞かせ"])


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("newest", ["花の道", "読み聞かせ"]),
        ("year", ["読み聞かせ", "花の道"]),
        ("title", ["読み聞かせ", "花の道"]),
    ],
)
def test_list_is_sorted(client: Client, two: Any, sort: str, expected: list[str]) -> None:
    flowers, reading = two
    Project.objects.filter(pk=flowers.pk).update(title_kana="ハナノミチ")
    Project.objects.filter(pk=reading.pk).update(title_kana="アアア")

    response = client.get(URL, {"sort": sort})

    assert [project.title for project in response.context["page_obj"]] == expected


def test_list_without_hits_says_what_to_try(client: Client, two: Any) -> None:
    page = client.get(URL, {"q": "どこにもないことば"}).content.decode()

    assert "条件に合う事業は見つかりませんでした" in page
