"""The list of published reports, and what waits for whom."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from evaluations.models import Evaluation, Reflection
from evaluations.waiting import waiting_for
from tests.evaluations.factories import hand_in, make_evaluation
from tests.factories import make_group, make_project, today
from tests.people import KINDS, Cast, make_cast

pytestmark = pytest.mark.django_db

LIST = reverse("evaluations:list")


def make_report(title: str, *, group: str = "", **fields: Any) -> Evaluation:
    """A published report of a project of its own."""
    of_project = {
        name: fields.pop(name) for name in ("start_pattern", "main_form") if name in fields
    }
    project = make_project(title, status="evaluated", groups=(make_group(group),), **of_project)
    return make_evaluation(project, status="published", **fields)


def titles(client: Client, **query: Any) -> list[str]:
    return [each.project.title for each in client.get(LIST, query).context["page_obj"]]


@pytest.fixture
def reports() -> None:
    now = timezone.now()
    make_report("花の道", group="緑の会", fiscal_year=2024, published_at=now - dt.timedelta(days=3))
    make_report(
        "川の生きもの",
        group="ミズベの会",
        fiscal_year=2025,
        round="midterm",
        start_pattern="B",
        main_form=4,
        published_at=now - dt.timedelta(days=2),
    )
    make_report(
        "防災まち歩き",
        group="安心の会",
        fiscal_year=2025,
        start_pattern="D",
        main_form=2,
        published_at=now - dt.timedelta(days=1),
    )


ALL = ["防災まち歩き", "川の生きもの", "花の道"]


@pytest.mark.usefixtures("reports")
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, ALL),
        ({"q": "川"}, ["川の生きもの"]),
        ({"q": "みずべ"}, ["川の生きもの"]),
        ({"q": "川 安心"}, []),
        ({"year": "2025"}, ["防災まち歩き", "川の生きもの"]),
        ({"round": "midterm"}, ["川の生きもの"]),
        ({"pattern": ["A", "D"]}, ["防災まち歩き", "花の道"]),
        ({"form": "4"}, ["川の生きもの"]),
        ({"year": "2025", "round": "final"}, ["防災まち歩き"]),
        ({"sort": "oldest"}, ALL[::-1]),
        ({"page": "99"}, ALL),
    ],
)
def test_list_is_filtered(client: Client, query: dict[str, Any], expected: list[str]) -> None:
    assert titles(client, **query) == expected


@pytest.mark.usefixtures("reports")
@pytest.mark.parametrize(
    "query",
    [{"year": "abc"}, {"round": "x"}, {"pattern": "Z"}, {"form": "１億"}, {"sort": "bad"}],
)
def test_value_that_cannot_be_used_is_named_and_left_out(
    client: Client, query: dict[str, str]
) -> None:
    response = client.get(LIST, query)

    assert [each.project.title for each in response.context["page_obj"]] == ALL
    assert f"「{next(iter(query.values()))}」という条件は使えなかった" in response.content.decode()


def test_chips_name_the_year_and_the_form_as_the_filters_do(client: Client, reports: None) -> None:
    page = client.get(LIST, {"year": "2025", "form": "4"})

    assert [chip.label for chip in page.context["chips"]] == [
        "年度：令和7年度(2025年度)",
        "主な形態：アダプト制度",
    ]


def test_list_shows_published_reports_alone_even_to_insiders(client: Client) -> None:
    cast = make_cast()
    project = make_project(status="completed", groups=(cast.group,), departments=(cast.department,))
    for number, status in enumerate(("open", "revealed", "reflected")):
        make_evaluation(project, status=status, fiscal_year=2020 + number)
    make_report("公表された報告")

    for kind in ("anonymous", "manager", "coordinator", "superuser"):
        if kind != "anonymous":
            client.force_login(cast[kind])
        assert titles(client) == ["公表された報告"]


@pytest.mark.parametrize(
    ("query", "words"),
    [({}, "公表された報告は、まだありません"), ({"q": "無い"}, "この条件に合う報告はありません")],
)
def test_empty_list_says_what_to_do(client: Client, query: dict[str, str], words: str) -> None:
    assert words in client.get(LIST, query).content.decode()


def test_row_tells_the_overall_in_a_line(client: Client) -> None:
    report = make_report("花の道", group="緑の会")
    Reflection.objects.filter(evaluation=report).update(overall="花が増えた。" * 60)

    body = client.get(LIST).content.decode()

    assert ("花が増えた。" * 60)[:69] + "…" in body
    assert "緑の会" in body


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_the_database_a_fixed_number_of_times(
    client: Client, count: int, django_assert_num_queries: Any
) -> None:
    for number in range(count):
        make_report(f"事業{number}")

    with django_assert_num_queries(4):
        assert client.get(LIST).status_code == 200


def make_waiting(cast: Cast) -> dict[str, Evaluation]:
    """One evaluation of every kind that waits for somebody, and one ended project without any."""

    def project(title: str) -> Any:
        return make_project(
            title, status="completed", groups=(cast.group,), departments=(cast.department,)
        )

    waiting = {
        "open": make_evaluation(project("記入中")),
        "late": make_evaluation(project("期限切れ"), due_on=today() - dt.timedelta(days=1)),
        "revealed": make_evaluation(project("開示"), status="revealed"),
        "reflected": make_evaluation(project("同意済み"), status="reflected"),
        "published": make_evaluation(project("公表済み"), status="published"),
    }
    hand_in(waiting["late"].assessments.get(side="group"))
    Reflection.objects.filter(evaluation=waiting["revealed"]).update(discussion="")
    project("終わった事業")
    return waiting


SHEET, REFLECTION, DETAIL = "sheet", "reflection", "detail"
WAITS: dict[str, list[tuple[str, str]]] = {
    "manager": [("open", SHEET), ("revealed", REFLECTION)],
    "staff": [("late", SHEET), ("open", SHEET), ("revealed", REFLECTION), ("new", "create")],
    "coordinator": [("late", DETAIL), ("reflected", DETAIL), ("new", "create")],
}


def test_what_waits_for_whom() -> None:
    cast = make_cast()
    evaluations = make_waiting(cast)

    tasks = {kind: waiting_for(cast[kind]) for kind in KINDS}

    ended = Evaluation.objects.order_by("-project_id").first().project_id + 1
    assert {kind: sorted(task.url for task in tasks[kind]) for kind in KINDS} == {
        kind: sorted(
            f"{reverse('evaluations:create')}?project={ended}"
            if name == "create"
            else reverse(f"evaluations:{name}", args=[evaluations[which].pk])
            for which, name in WAITS.get(kind, [])
        )
        for kind in KINDS
    }
    assert {
        task.due for some in tasks.values() for task in some if "シートを書く" in task.label
    } <= {evaluation.due_on for evaluation in evaluations.values()}


def test_written_reflection_waits_for_the_consent_on_its_page() -> None:
    cast = make_cast()
    project = make_project(status="completed", groups=(cast.group,), departments=(cast.department,))
    evaluation = make_evaluation(project, status="revealed")

    assert [task.url for task in waiting_for(cast["manager"])] == [evaluation.get_absolute_url()]

    evaluation.reflection.consents.create(side="group", given_by=cast["manager"])
    assert waiting_for(cast["manager"]) == []


def test_record_of_the_past_is_not_asked_for_an_evaluation() -> None:
    cast = make_cast()
    make_project(
        status="completed",
        groups=(cast.group,),
        departments=(cast.department,),
        origin="record",
        signed=False,
    )

    assert waiting_for(cast["coordinator"]) == []


@pytest.mark.parametrize("count", [1, 3])
def test_waiting_asks_the_database_a_fixed_number_of_times(
    count: int, django_assert_num_queries: Any
) -> None:
    cast = make_cast()
    for _ in range(count):
        make_waiting(cast)
    staff = cast["staff"]

    with django_assert_num_queries(6):
        assert len(waiting_for(staff)) == 4 * count
