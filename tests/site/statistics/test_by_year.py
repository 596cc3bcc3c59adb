"""What comes before and after the projects, year by year: counted right, and telling of nobody."""

import csv
import datetime as dt
import io
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from evaluations.models import Evaluation
from kyodo_portal.life.figures import few_hidden, in_words
from kyodo_portal.site.statistics.by_year import lines_of
from kyodo_portal.site.statistics.counting import count
from projects.models import Project
from proposals.models import Consultation
from tests.evaluations.factories import make_evaluation
from tests.factories import make_project, make_user
from tests.proposals.concerning import make_concern
from tests.proposals.factories import make_call, make_consultation, make_proposal

pytestmark = pytest.mark.django_db

JST = dt.timezone(dt.timedelta(hours=9))
LAST_OF_2025 = dt.datetime(2026, 3, 31, 23, 59, tzinfo=JST)
FIRST_OF_2026 = dt.datetime(2026, 4, 1, 0, 0, tzinfo=JST)


def lines(**span: int) -> dict[str, list[str]]:
    """The table as label → figures."""
    return {
        line.label: [figure for _, figure in line.named]
        for line in lines_of(count(Project.objects.published()), **span)
    }


def ask(number: int, at: dt.datetime) -> None:
    for _ in range(number):
        asked = make_consultation(by=make_user())
        Consultation.objects.filter(pk=asked.pk).update(created_at=at)


def publish(at: dt.datetime) -> None:
    evaluation = make_evaluation(make_project(), status="published")
    Evaluation.objects.filter(pk=evaluation.pk).update(published_at=at)


def test_each_thing_is_counted_in_its_own_year() -> None:
    ask(4, LAST_OF_2025)
    ask(3, FIRST_OF_2026)
    call = make_call(when="decided", decided_at=LAST_OF_2025)
    for status in ("adopted", "conditional", "declined", "withdrawn"):
        make_proposal(status=status, call=call)
    publish(FIRST_OF_2026)
    make_concern(published_at=LAST_OF_2025)
    make_concern(status="received")

    assert lines() == {
        "令和7年度(2025年度)": ["0", "0", "0", "0", "4", "1", "3", "2", "1", "0"],
        "令和8年度(2026年度)": ["0", "0", "0", "0", "3", "0", "0", "0", "0", "1"],
    }


def test_what_is_not_public_yet_is_not_counted() -> None:
    for when in ("open", "reviewing"):
        call = make_call(when=when)
        for status in ("draft", "submitted", "under_review", "adopted", "declined"):
            make_proposal(status=status, call=call)
    for status in ("open", "revealed", "reflected"):
        make_evaluation(make_project(), status=status)

    assert lines() == {}


@pytest.mark.parametrize(
    ("number", "told"), [(0, "0"), (1, "3件未満"), (2, "3件未満"), (3, "3"), (1200, "1,200")]
)
def test_small_number_of_private_things_is_not_told(number: int, told: str) -> None:
    assert in_words(few_hidden(number)) == told


@pytest.mark.parametrize(
    ("span", "years"),
    [
        ({}, [2024, 2025, 2026]),
        ({"since": 2025}, [2025, 2026]),
        ({"until": 2024}, [2024]),
        ({"since": 2027}, []),
        ({"since": 2025, "until": 2025}, [2025]),
    ],
)
def test_years_are_those_asked_for(span: dict[str, int], years: list[int]) -> None:
    ask(1, dt.datetime(2024, 6, 1, tzinfo=JST))
    publish(FIRST_OF_2026)

    assert list(lines(**span)) == [f"令和{year - 2018}年度({year}年度)" for year in years]


def test_page_and_file_tell_the_same_and_no_small_number(client: Client) -> None:
    ask(2, FIRST_OF_2026)
    publish(FIRST_OF_2026)

    page = client.get(reverse("statistics")).content.decode()
    answer = client.get(reverse("statistics_csv", args=["course"]))

    assert '<td class="number" data-label="受けた相談">3件未満</td>' in page
    assert 'href="/statistics/course.csv"' in page
    assert answer.headers["Content-Disposition"] == 'attachment; filename="statistics-course.csv"'
    assert list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))) == [
        [
            *("年度", "年度（西暦の数字）", "参加した人（のべ）", "運営スタッフ（のべ）"),
            *("出前講座（回）", "出前講座に参加した人（のべ）"),
            *("受けた相談", "公開した地域の困りごと", "結果を公表した提案"),
            *("採択", "不採択", "公表した報告", "備考"),
        ],
        [
            *("令和8年度(2026年度)", "2026", "0", "0", "0", "0", ""),
            *("0", "0", "0", "0", "1", "受けた相談は3件未満"),
        ],
    ]
    assert "3件未満" not in client.get(f"{answer.request['PATH_INFO']}?until=2025").content.decode()


@pytest.mark.parametrize("query", ["", "?since=2026"])
def test_page_tells_it_where_there_is_no_project_to_count(client: Client, query: str) -> None:
    ask(4, FIRST_OF_2026)

    page = client.get(reverse("statistics") + query).content.decode()

    assert page.count('<td class="number" data-label="受けた相談">4</td>') == 1
    assert page.count('id="course"') == 1


@pytest.mark.parametrize("number", [1, 3])
def test_page_asks_the_database_twice(
    client: Client, number: int, django_assert_num_queries: Any
) -> None:
    ask(number, FIRST_OF_2026)
    for _ in range(number):
        publish(FIRST_OF_2026)

    with django_assert_num_queries(
        4
    ):  # the counts, who took part, what was asked and how soon answered
        client.get(reverse("statistics"))
