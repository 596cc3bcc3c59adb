"""The road on the page of its project, and the page of each step."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from kyodo_portal.life.queues import queues_for
from projects.models import Project, ProjectStep
from projects.road.laying import lay_steps
from projects.waiting import waiting_for
from tests.factories import make_project, today
from tests.people import KINDS, Cast, make_cast
from tests.projects.factories import make_step
from tests.projects.help_wanted.test_reminding import reminded
from tests.proposals.pages import signed_in, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def laid(cast: Cast, form: int = 2, **fields: Any) -> Project:
    sides = {"groups": (cast.group,), "departments": (cast.department,)}
    days = {
        "starts_on": today() + dt.timedelta(days=35),
        "ends_on": today() + dt.timedelta(days=40),
    }
    project = make_project("花の道", main_form=form, **sides, **days, **fields)
    lay_steps(project, by=cast["coordinator"])
    return project


def step_of(project: Project, key: str = "sponsorship_application") -> ProjectStep:
    return ProjectStep.objects.get(project=project, key=key)


def test_everybody_reads_where_a_project_stands(cast: Cast, client: Client) -> None:
    project = laid(cast)

    page = client.get(project.get_absolute_url()).content.decode()

    assert page.count("後援を申請する") == 2  # now, and among all
    assert "6のうち0が済みました" in page
    assert "あなたが進められます" not in page
    mine = signed_in(cast["manager"]).get(project.get_absolute_url()).content.decode()
    assert mine.count("あなたが進められます") == 1


def test_the_group_does_its_step_on_its_page(cast: Cast) -> None:
    step = step_of(laid(cast))
    browser = signed_in(cast["manager"])
    assert "済んだことにする" in browser.get(step.get_absolute_url()).content.decode()

    answer = browser.post(url("projects:step_move", step.pk), {"move": "finish", "seen": "waiting"})

    assert (answer.status_code, answer["Location"]) == (302, step.get_absolute_url())
    page = Client().get(step.get_absolute_url()).content.decode()
    assert "団体が後援を申請しました" in page
    assert "済んだことにする" not in page


def test_what_came_to_the_counter_is_entered(cast: Cast) -> None:
    step = step_of(laid(cast))
    staff = signed_in(cast["staff"])
    address = url("projects:step_enter", step.pk)
    tomorrow = (today() + dt.timedelta(days=1)).isoformat()
    wrong = staff.post(address, {"received-came_by": "fax", "received-came_on": tomorrow})
    assert wrong.status_code == 422
    assert "これから先の日付になっています" in wrong.content.decode()

    right = staff.post(
        address, {"received-came_by": "fax", "received-came_on": today().isoformat()}
    )

    assert right.status_code == 302
    page = staff.get(step.get_absolute_url()).content.decode()
    assert "FAX" in page
    assert "FAX" not in Client().get(step.get_absolute_url()).content.decode()


def test_what_waits_stands_on_my_page_and_in_the_queue(cast: Cast) -> None:
    project = laid(cast, form=4)
    waiting = {
        kind: [task.label for task in waiting_for(cast[kind]) if task.label.startswith("手順")]
        for kind in ("manager", "staff", "member", "citizen")
    }
    assert waiting == {
        "manager": ["手順を進める：活動を届け出る（花の道）"],
        "staff": ["手順を進める：受け持つ場所を、管理する課と確かめる（花の道）"],
        "member": [],
        "citizen": [],
    }
    ProjectStep.objects.filter(project=project).update(due_on=today() - dt.timedelta(days=1))
    assert {
        kind: {q.label: q.count for q in queues_for(cast[kind]) if "手順" in q.label}
        for kind in ("staff", "coordinator")
    } == {"staff": {"進める手順（自分の課）": 1}, "coordinator": {"期限を過ぎた手順": 2}}


@pytest.mark.parametrize(("days", "told"), [(0, set()), (8, {"manager"})])
def test_those_whose_turn_it_is_are_reminded(cast: Cast, days: int, told: set[str]) -> None:
    """The application is due in five days: they are reminded a week before that day, and the day after it."""
    laid(cast)
    names = {cast[kind].email: kind for kind in KINDS if kind != "anonymous"}

    found = {names[to] for key, to in reminded(days=days) if key == "step"}

    assert found == told


@pytest.mark.parametrize("number", [1, 3])
def test_page_of_a_step_takes_as_many_queries_however_many_there_are(
    cast: Cast, client: Client, django_assert_num_queries: Any, number: int
) -> None:
    project = make_project(groups=(cast.group,), departments=(cast.department,))
    steps = [make_step(project, key=key) for key in ("invoice", "report", "delivery")[:number]]
    client.get(steps[0].get_absolute_url())

    with django_assert_num_queries(3):
        client.get(steps[0].get_absolute_url())
