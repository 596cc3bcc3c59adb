"""The statistics: counted right, of published projects only, in few queries, as page and as files."""

import csv
import datetime as dt
import io
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from evaluations.models import Evaluation
from groups.models import Department
from kyodo_portal.site.statistics.counting import count
from kyodo_portal.site.statistics.tables import Row, Table, tables_of
from projects.models import FormOfProject, Partner, Project, ProjectField, ResponsibleDepartment
from tests.evaluations.factories import make_evaluation
from tests.factories import make_department, make_group, make_project

pytestmark = pytest.mark.django_db


def numbers(key: str, projects: Any = None) -> dict[str, int]:
    """A table as label → number, lines without any project left out."""
    published = Project.objects.published() if projects is None else projects
    [table] = [each for each in tables_of(count(published)) if each.key == key]
    return {row.label: row.number for row in table.rows if row.number}


def make_some() -> None:
    """Three public projects of two years, and one that is not public."""
    volunteer, school = make_group(kind="volunteer"), make_group(kind="university")
    parks = make_department("みどり課")
    first = make_project(
        groups=(volunteer, school),
        departments=(parks,),
        status="active",
        fiscal_year=2024,
        fiscal_year_end=2026,
    )
    FormOfProject.objects.create(project=first, number=8)
    FormOfProject.objects.create(project=first, number=1)  # the main form, written twice
    for number in (3, 7):
        ProjectField.objects.create(project=first, number=number)
    second = make_project(
        groups=(volunteer,),
        departments=(parks, make_department("学び課")),
        start_pattern="D",
        main_form=8,
        fiscal_year=2026,
        fiscal_year_end=2026,
    )
    Partner.objects.create(project=second, name="名前だけの会")
    ResponsibleDepartment.objects.create(project=second, name="なくなった課")
    make_project(start_pattern="D", main_form=8, fiscal_year=2026, fiscal_year_end=2026)
    hidden = make_project(
        published=False, groups=(school,), departments=(parks,), start_pattern="C", main_form=9
    )
    ProjectField.objects.create(project=hidden, number=1)


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("pattern", {"A スタート時協力型": 1, "D 市民主導行政協力型": 2}),
        ("form", {"共催": 1, "補助": 3}),
        ("year", {"令和6年度(2024年度)": 1, "令和8年度(2026年度)": 2}),
        ("status", {"協議中": 2, "実施中": 1}),
        ("field", {"まちづくり": 1, "環境の保全": 1}),
        (
            "partner",
            {"ボランティア団体・市民活動団体": 2, "大学・学校": 1, "登録のない団体": 1},
        ),
        ("department", {"みどり課": 2, "学び課": 1, "なくなった課": 1}),
    ],
)
def test_published_projects_are_counted(key: str, expected: dict[str, int]) -> None:
    make_some()

    assert numbers(key) == expected


def test_project_with_two_partners_of_a_kind_counts_once() -> None:
    make_project(groups=(make_group(kind="npo"), make_group(kind="npo")))

    assert numbers("partner") == {"NPO法人": 1}


def test_years_between_are_shown_with_nothing() -> None:
    make_some()
    [table] = [each for each in tables_of(count(Project.objects.published())) if each.by_year]

    assert [row.number for row in table.rows] == [1, 0, 2]


@pytest.mark.parametrize(
    ("query", "total"),
    [
        ("", 3),
        ("?since=2025", 2),
        ("?until=2024", 1),
        ("?since=2024&until=2026", 3),
        ("?since=2026&until=2024", 3),
        ("?since=2027", 0),
        ("?since=1999", 3),
        ("?since=たくさん&until=2024", 1),
        ("?since=2025&since=2024", 3),
        ("?page=-1&q=花", 3),
    ],
)
def test_page_counts_the_years_asked_for(client: Client, query: str, total: int) -> None:
    make_some()

    response = client.get(reverse("statistics") + query)

    assert (response.status_code, response.context["total"]) == (200, total)


def test_value_that_cannot_be_used_is_named_and_the_rest_applies(client: Client) -> None:
    make_some()

    body = client.get(reverse("statistics") + "?since=きのう&until=2024").content.decode()

    assert "きのう」という条件は使えなかったため、外して表示しています。" in body


def test_page_says_the_same_in_chart_and_table(client: Client) -> None:
    make_some()

    body = client.get(reverse("statistics")).content.decode()

    assert body.count('role="img"') == 7
    assert body.count("<caption>") == 7
    assert "最も多いのは補助の3件です。" in body
    assert 'href="/projects/?form=8"' in body


def test_narrowed_page_does_not_lead_to_lists_of_all_years(client: Client) -> None:
    make_some()

    body = client.get(reverse("statistics") + "?since=2025").content.decode()

    assert 'href="/projects/?form=8"' not in body
    assert "/statistics/form.csv?since=2025" in body


def test_page_of_an_empty_city_says_so(client: Client) -> None:
    body = client.get(reverse("statistics")).content.decode()

    assert "公開された事業は、まだありません" in body
    assert 'role="img"' not in body


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize("name", ["statistics", "statistics_csv"])
def test_page_asks_the_database_as_often_whatever_there_is(
    client: Client, number: int, name: str, django_assert_num_queries: Any
) -> None:
    for _ in range(number):
        make_some_more()
    args = ["department"] if name == "statistics_csv" else []

    with django_assert_num_queries(4 if name == "statistics" else 1):
        assert client.get(reverse(name, args=args)).status_code == 200


def make_some_more() -> None:
    make_project(groups=(make_group(),), departments=(make_department(),))


def read_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


@pytest.mark.parametrize(
    "key", ["pattern", "form", "year", "status", "field", "partner", "department"]
)
def test_file_says_what_the_table_says(client: Client, key: str) -> None:
    make_some()
    [table] = [each for each in tables_of(count(Project.objects.published())) if each.key == key]

    response = client.get(reverse("statistics_csv", args=[key]))

    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == f'attachment; filename="statistics-{key}.csv"'
    assert response.content.startswith(b"\xef\xbb\xbf")
    rows = [[row.label, str(row.number)] for row in table.rows]
    if key == "year":
        told = {"令和6年度(2024年度)": "1", "令和7年度(2025年度)": "0", "令和8年度(2026年度)": "2"}
        assert read_csv(response.content) == [
            ["年度", "年度（西暦の数字）", "事業の数"],
            *([label, label[6:10], number] for label, number in told.items()),
        ]
    else:
        assert read_csv(response.content) == [[table.heading, "事業の数"], *rows]


def test_file_is_narrowed_as_the_page_is(client: Client) -> None:
    make_some()
    address = reverse("statistics_csv", args=["pattern"])

    [_, *rows] = read_csv(client.get(f"{address}?since=2026").content)

    assert [number for _, number in rows] == ["0", "0", "0", "2"]


@pytest.mark.parametrize("name", ["=1+1", "+81", "-課", "@課", "＝課", "\t=課"])
def test_name_in_a_file_never_becomes_a_formula(client: Client, name: str) -> None:
    make_project(departments=(Department.objects.create(name=name),))

    rows = read_csv(client.get(reverse("statistics_csv", args=["department"])).content)

    assert rows[1] == [f"'{name}", "1"]


def test_file_of_no_table_is_not_found(client: Client) -> None:
    assert client.get("/statistics/nothing.csv").status_code == 404


def test_chart_with_too_many_lines_has_the_largest_and_says_so() -> None:
    numbers = [1] * 12 + [0] + [2, 3] * 6
    rows = [Row(f"{place}", number) for place, number in enumerate(numbers)]
    cut, whole = Table("cut", "分野", "行", rows), Table("whole", "分野", "行", rows[5:])

    assert cut.is_cut
    assert [number for _, number in cut.bars] == [3] * 6 + [2] * 6 + [1] * 8
    assert not whole.is_cut
    assert [number for _, number in whole.bars] == [1] * 7 + [2, 3] * 6
    assert not Table("empty", "何もない表", "行").is_cut


def test_page_says_that_a_chart_is_cut(client: Client) -> None:
    for number in range(21):
        make_project(departments=(make_department(f"{number:02}課"),))

    body = client.get(reverse("statistics")).content.decode()

    assert body.count("図は、数の多いものから20だけです。") == 1


def test_department_leads_to_as_many_projects_of_the_register(client: Client) -> None:
    make_some()
    [table] = [
        each
        for each in client.get(reverse("statistics")).context["tables"]
        if each.key == "department"
    ]

    assert {row.label: bool(row.url) for row in table.rows} == {
        "みどり課": True,
        "学び課": True,
        "なくなった課": False,
    }
    for row in table.rows:
        if row.url:
            listed = client.get(row.url).context
            assert (listed["page_obj"].paginator.count, len(listed["chips"])) == (row.number, 1)


def offered(client: Client, query: str = "") -> list[str]:
    """The 年度 in the page's choice."""
    form = client.get(reverse("statistics") + query).context["filter"].form
    assert list(form.fields["since"].choices)[1:] == list(form.fields["until"].choices)[1:]
    return [value for value, _ in form.fields["since"].choices][1:]


@pytest.mark.parametrize(
    ("query", "years"),
    [
        ("", ["2026", "2025", "2024"]),
        ("?since=2025", ["2026", "2025", "2024"]),
        ("?until=2020", ["2026", "2025", "2024", "2020"]),
    ],
)
def test_years_offered_are_those_there_are_and_the_chosen(
    client: Client, query: str, years: list[str]
) -> None:
    make_some()

    assert offered(client, query) == years


def test_years_of_which_only_a_report_tells_are_offered(client: Client) -> None:
    assert offered(client) == []

    evaluation = make_evaluation(make_project(fiscal_year=2026), status="published")
    day = dt.datetime(2025, 3, 31, 12, tzinfo=dt.UTC)
    Evaluation.objects.filter(pk=evaluation.pk).update(published_at=day)

    assert offered(client) == ["2026", "2025", "2024"]


def test_years_given_the_wrong_way_round_are_turned_and_the_page_says_so(client: Client) -> None:
    make_some()
    words = "入れかえて数えました"

    turned = client.get(reverse("statistics") + "?since=2026&until=2024")
    right = client.get(reverse("statistics") + "?since=2024&until=2026")

    for response, told in ((turned, True), (right, False)):
        body = response.content.decode()
        assert (words in body) == told
        assert [(chip.label, chip.url_without) for chip in response.context["chips"]] == [
            ("始まった年度（ここから）：令和6年度(2024年度)", "/statistics/?until=2026"),
            ("始まった年度（ここまで）：令和8年度(2026年度)", "/statistics/?since=2024"),
        ]
        assert '<option value="2024" selected>' in body.split('name="until"')[0]
