"""The counts beside the filters: what choosing one more would give, for everybody's own list."""

import random
import re
from typing import Any
from urllib.parse import urlencode

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict
from django.test import Client

from kyodo_portal.lists.facets import count
from projects.models import FormOfProject, Project, ProjectField
from projects.published.filters import ProjectFilterSet
from projects.register.facets import TALLIES
from tests.factories import make_group, make_project
from tests.proposals.factories import make_call

pytestmark = pytest.mark.django_db

URL = "/projects/"
FORMS, FIELDS = (1, 2, 3, 6), (2, 3, 7)
STATUSES = ("planning", "active", "completed")


@pytest.fixture(scope="module")
def many(for_the_file: None) -> list[Project]:
    """Forty made-up projects, spread the same way each time, and one that nobody may see."""
    chance = random.Random(7)  # noqa: S311 - the same spread each time is what is wanted
    group = make_group("緑の会")
    projects = []
    for number in range(40):
        first = chance.randint(2018, 2025)
        project = make_project(
            f"事業{number}",
            groups=(group,) if number % 3 == 0 else (),
            complete=False,
            signed=False,
            start_pattern=chance.choice("ABCD"),
            main_form=chance.choice(FORMS),
            status=chance.choice(STATUSES),
            fiscal_year=first,
            fiscal_year_end=first + chance.randint(0, 2),
        )
        for form in chance.sample(FORMS, chance.randint(0, 2)):
            FormOfProject.objects.create(project=project, number=form)
        for field in chance.sample(FIELDS, chance.randint(0, 2)):
            ProjectField.objects.create(project=project, number=field)
        projects.append(project)
    make_project("まだ見えない", published=False)
    return projects


def filterset_of(**query: Any) -> ProjectFilterSet:
    data = QueryDict(urlencode(query, doseq=True))
    return ProjectFilterSet(data, queryset=Project.objects.visible_to(AnonymousUser()))


QUERIES: list[dict[str, Any]] = [
    {},
    {"pattern": "A"},
    {"pattern": ["A", "B"], "form": ["1", "6"]},
    {"status": "active", "year": "2021"},
    {"field": ["2", "7"], "status": ["planning", "completed"]},
    {"form": "3", "field": "3", "year": "2020"},
    {"q": "緑の会", "pattern": "C"},
    {"q": "事業1", "form": ["1", "2"], "status": "active"},
    {"q": "どこにもないことば"},
    {"pattern": "Z", "status": "active"},
    {"sort": "title", "view": "table", "pattern": "D"},
]


@pytest.mark.shared
@pytest.mark.parametrize("query", QUERIES)
def test_each_count_is_what_choosing_it_gives(many: Any, query: dict[str, Any]) -> None:
    filterset = filterset_of(**query)
    counts = count(filterset, TALLIES).choices

    for name in TALLIES:
        offered = [value for value, _ in filterset.form.fields[name].choices if value]
        given = {value: filterset_of(**{**query, name: value}).qs.count() for value in offered}
        assert {value: counts[name][value] for value in offered} == given, name


def test_counts_stand_behind_their_choices(client: Client, many: Any) -> None:
    number = sum(project.start_pattern == "A" for project in many)
    page = client.get(URL, {"form": "1"}).content.decode()
    only = sum(
        p.start_pattern == "A" and (p.main_form == 1 or p.forms.filter(number=1).exists())
        for p in many
    )

    assert 0 < only < number
    assert f"A スタート時協力型（{only}）" in page


def test_choice_without_projects_can_still_be_chosen(client: Client, many: Any) -> None:
    page = client.get(URL).content.decode()

    assert re.search(r'<input[^>]* value="cancelled"[^>]* data-count="0"', page)
    assert "中止（0）" in page
    assert "disabled" not in page


def test_chips_bear_no_counts(client: Client, many: Any) -> None:
    chips = client.get(URL, {"pattern": "A", "year": "2021"}).context["chips"]

    assert [chip.label for chip in chips] == [
        "始まりの類型：A スタート時協力型",
        "年度：令和3年度(2021年度)",
    ]


@pytest.mark.parametrize("url", ["/groups/", "/calls/"])
def test_other_lists_count_too(client: Client, url: str) -> None:
    make_group(kind="npo")
    make_call()

    assert "（1）" in client.get(url).content.decode()
