"""Several values of one condition mean any of them, and stay in force when the form is sent again."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.evaluations.factories import make_evaluation
from tests.factories import make_department, make_project
from tests.proposals.factories import make_call

pytestmark = pytest.mark.django_db

YEARS = (2021, 2023, 2024)


@pytest.fixture(scope="module")
def _city(for_the_file: None) -> None:
    for year in YEARS:
        department = make_department(f"{year}課")
        project = make_project(
            f"事業{year}", fiscal_year=year, fiscal_year_end=year, departments=(department,)
        )
        make_call(f"募集{year}", fiscal_year=year, project_fiscal_year=year + 1)
        make_evaluation(project, status="published", fiscal_year=year)


def titles(client: Client, path: str, **query: Any) -> set[str]:
    """What the list holds."""
    page = client.get(path, query).context["page_obj"]
    return {str(line) for line in page}


@pytest.mark.usefixtures("_city")
@pytest.mark.parametrize("path", ["/projects/", "/calls/", "/evaluations/"])
def test_several_years_mean_any_of_them(client: Client, path: str) -> None:
    one = titles(client, path, year="2021")
    other = titles(client, path, year="2024")

    assert (len(one), len(other)) == (1, 1)
    assert titles(client, path, year=["2021", "2024"]) == one | other


@pytest.mark.usefixtures("_city")
def test_several_years_narrow_what_is_handed_out_as_well(client: Client) -> None:
    file = b"".join(client.get("/opendata/projects.csv?year=2021&year=2024").streaming_content)

    assert re.findall("事業(20..)", file.decode()) == ["2021", "2024"]


@pytest.mark.usefixtures("_city")
def test_form_shows_every_year_in_force_and_each_can_be_taken_away(client: Client) -> None:
    page = client.get("/projects/?year=2021&year=2024").content.decode()
    (select,) = re.findall(r'<select[^>]* name="year".*?</select>', page, re.DOTALL)

    assert " multiple" in select.partition(">")[0]
    assert re.findall(r'value="(\d+)"[^>]* selected', select) == ["2024", "2021"]
    for taken, left in (("2021", "2024"), ("2024", "2021")):
        assert f'href="{reverse("projects:list")}?year={left}"' in page, taken


@pytest.mark.usefixtures("_city")
def test_one_year_is_chosen_from_a_list_of_one_line(client: Client) -> None:
    page = client.get("/projects/?year=2021").content.decode()
    (select,) = re.findall(r'<select[^>]* name="year".*?</select>', page, re.DOTALL)

    assert " multiple" not in select.partition(">")[0]
    assert re.findall(r'value="(\d*)"[^>]* selected', select) == ["2021"]
