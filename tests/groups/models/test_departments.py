"""A department's English name: shown on English pages alone, and kept nowhere but with the department."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from groups.models import Department
from projects.agreement.terms import terms_of
from projects.models import Project
from tests.evaluations.factories import make_evaluation
from tests.factories import make_department, make_group, make_project, make_user, tell_result
from tests.opened import send
from tests.people import make_cast
from tests.proposals.factories import make_call, make_consultation, make_proposal

pytestmark = pytest.mark.django_db

JAPANESE, ENGLISH = "みどり課", "Greenery Division"


@pytest.fixture
def green() -> Department:
    department = make_department(JAPANESE)
    department.name_en = ENGLISH
    department.save()
    return department


def shown(client: Client, address: str) -> tuple[bool, bool]:
    """Whether the page says the Japanese name, and the English one."""
    response = client.get(address)
    assert response.status_code == 200, address
    text = response.content.decode()
    return JAPANESE in text, ENGLISH in text


@pytest.mark.parametrize(
    ("prefix", "says"), [("", (True, False)), ("/easy", (True, False)), ("/en", (False, True))]
)
@pytest.mark.parametrize("address", ["/projects/", "/projects/?view=table", "/statistics/"])
def test_lists_say_the_name_in_their_language(
    client: Client, green: Department, prefix: str, says: tuple[bool, bool], address: str
) -> None:
    make_project(departments=(green,))

    assert shown(client, prefix + address) == says


def test_pages_of_one_thing_say_it_too(client: Client, green: Department) -> None:
    person = make_user()
    client.force_login(person)
    project = make_project(groups=(make_group(),), departments=(green,))
    over = make_project(departments=(green,), status="evaluated")
    tell_result(over)
    report = make_evaluation(over, status="published")
    call = make_call(kind="city", department=green)
    consultation = make_consultation(by=person, department=green)
    draft = make_proposal(group=make_group(managers=(person,)), by=person)
    pages = [
        project.get_absolute_url(),
        reverse("evaluations:list"),
        report.get_absolute_url(),
        call.get_absolute_url(),
        consultation.get_absolute_url(),
        reverse("proposals:whole", args=[draft.pk]),
    ]

    for page in pages:
        assert shown(client, f"/en{page}") == (False, True), page
        assert shown(client, page) == (True, False), page


def test_department_without_an_english_name_keeps_its_own(client: Client) -> None:
    make_project(departments=(make_department(JAPANESE),))

    page = client.get("/en/projects/").content.decode()

    assert f'<span lang="ja">{JAPANESE}</span>' in page


def test_departments_of_one_english_name_are_counted_apart(
    client: Client, green: Department
) -> None:
    other = make_department("花みどり課")
    Department.objects.filter(pk=other.pk).update(name_en=ENGLISH)
    make_project(departments=(green, other))
    make_project(departments=(other,))

    def told(prefix: str) -> list[tuple[str, int]]:
        tables = client.get(f"{prefix}/statistics/").context["tables"]
        return next(
            [(row.label, row.number) for row in table.rows]
            for table in tables
            if table.key == "department"
        )

    assert told("") == [("花みどり課", 2), (JAPANESE, 1)]
    assert told("/en") == [(ENGLISH, 2), (ENGLISH, 1)]


def test_what_is_kept_is_japanese_in_every_language(green: Department) -> None:
    project = make_project(groups=(make_group(),), departments=(green,))
    with translation.override("en"):
        terms = terms_of(Project.objects.get(pk=project.pk))
        label = str(project.responsible_departments.get())

    assert [row["name"] for row in terms["parties"]["departments"]] == [JAPANESE]
    assert label == JAPANESE


@pytest.mark.parametrize("file", ["/opendata/projects.csv", "/opendata/projects.json"])
def test_open_data_are_as_they_were(client: Client, green: Department, file: str) -> None:
    make_project(departments=(green,))

    answer: Any = client.get(file)
    text = b"".join(answer.streaming_content).decode()

    assert JAPANESE in text
    assert ENGLISH not in text


def test_administrator_writes_the_name(client: Client, green: Department) -> None:
    client.force_login(make_cast()["superuser"])
    url = reverse("admin:groups_department_change", args=[green.pk])
    form = client.get(url).context["adminform"].form
    before = {name: form[name].value() for name in form.fields}
    sent = {name: value for name, value in before.items() if value not in (None, False)}

    response = send(client, url, {**sent, "name_en": "Parks Division"})

    assert before["name_en"] == ENGLISH
    assert response.status_code == 302
    green.refresh_from_db()
    assert green.name_en == "Parks Division"
