"""Evaluations in the admin: the seal holds there too."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from evaluations.models import Answer, Evaluation, Side
from groups.models import User
from kyodo_portal.life.roles import Role
from tests.evaluations.factories import fill_in, make_evaluation
from tests.factories import make_coordinator, make_department, make_project, make_staff, make_user

pytestmark = pytest.mark.django_db


def page_of(person: User, evaluation: Evaluation) -> str:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    response = client.get(f"/admin/evaluations/evaluation/{evaluation.pk}/change/")
    return response.content.decode()


@pytest.mark.parametrize("status", ["open", "revealed", "published"])
def test_sheets_are_shown_as_far_as_the_seal_lets(status: str) -> None:
    department = make_department()
    project = make_project(departments=(department,), status="completed")
    evaluation = make_evaluation(project, status=status)
    for side in Side:
        sheet = evaluation.assessments.get(side=side)
        if status == "open":
            fill_in(sheet)
        Answer.objects.filter(assessment=sheet).update(comment=f"内緒の{side.value}")
    both = status != "open"
    people = {
        make_coordinator(): (both, both),
        make_user(is_superuser=True): (both, both),
        make_user(roles=(Role.COMMITTEE,)): (both, both),
        make_staff(department): (both, True),
    }

    found = {person: page_of(person, evaluation) for person in people}

    assert {
        person: ("内緒のgroup" in page, "内緒のcity" in page) for person, page in found.items()
    } == people


def test_list_begins_with_what_is_still_to_do_and_marks_what_is_late() -> None:
    now = timezone.now()
    for title, status, due, published in (
        ("三月前に公表", "published", -100, 90),
        ("きのう公表", "published", -90, 1),
        ("期限はまだ", "open", 30, None),
        ("期限が過ぎた", "open", -1, None),
        ("書き終わった", "reflected", -2, None),
    ):
        evaluation = make_evaluation(make_project(title), status=status)
        Evaluation.objects.filter(pk=evaluation.pk).update(
            due_on=timezone.localdate() + dt.timedelta(days=due),
            published_at=None if published is None else now - dt.timedelta(days=published),
        )
    client = Client()
    client.force_login(make_coordinator(), backend="django.contrib.auth.backends.ModelBackend")

    response = client.get("/admin/evaluations/evaluation/")

    assert [row.project.title for row in response.context["cl"].result_list] == [
        *("書き終わった", "期限が過ぎた", "期限はまだ", "きのう公表", "三月前に公表")
    ]
    rows = [row for row in response.content.decode().split("<tr>") if "期限を過ぎています" in row]
    assert ["期限が過ぎた" in row for row in rows] == [True]


def test_coordinator_publishes_from_the_admin() -> None:
    evaluation = make_evaluation(make_project(status="completed"), status="reflected")
    client = Client()
    client.force_login(make_coordinator(), backend="django.contrib.auth.backends.ModelBackend")
    move = f"/admin/evaluations/evaluation/{evaluation.pk}/move/"

    assert client.get(move).status_code == 405
    assert client.post(move, {"move": "publish", "seen": "reflected"}).status_code == 302

    evaluation.refresh_from_db()
    assert evaluation.status == "published"


def test_what_has_not_come_about_is_not_called_unfilled() -> None:
    evaluation = make_evaluation(make_project(status="completed"), status="open")

    page = page_of(make_coordinator(), evaluation)

    facts = page.split("公表した日時")[1].split("</div>")[0]
    assert "—" in facts
    assert "未記入" not in facts
