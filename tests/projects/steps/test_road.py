"""How a project goes by the steps of its forms: laid, moved by moves alone, settled, and never put in by hand."""

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from kyodo_portal.cities.rows.kinds import COMMON_FORMS
from kyodo_portal.life.counter import Source
from kyodo_portal.life.flows import MoveRefused
from projects.actions.plan import save_plan
from projects.flows import PROJECT_FLOW, STEP_FLOW
from projects.models import Project, ProjectStep
from projects.queues import register as _queues  # noqa: F401 - the queues of the desk
from projects.road.laying import lay_steps
from projects.rules.projects import can_start
from projects.steps.rows import Skips, Turn
from projects.steps.table import BY_HAND, ROADS, steps_for
from tests.factories import make_project, sign_all, tell_result, today
from tests.people import KINDS, Cast, make_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def laid(cast: Cast, form: int, **fields: Any) -> Project:
    project = make_project(
        main_form=form,
        groups=(cast.group,),
        departments=(cast.department,),
        starts_on=today(),
        ends_on=today() + dt.timedelta(days=30),
        **fields,
    )
    lay_steps(project, by=cast["coordinator"])
    return project


def row(project: Project, key: str) -> ProjectStep:
    return ProjectStep.objects.filter(project=project, key=key).order_by("year")[0]


def standing(project: Project) -> dict[str, str]:
    return {step.key: step.status for step in ProjectStep.objects.filter(project=project)}


def walk(cast: Cast, project: Project, *, shortest: bool) -> None:
    """Go the whole way by moves alone: each step by whoever's turn it is, or left out where it may be."""
    for step in ProjectStep.objects.filter(project=project).order_by("order", "year"):
        current = ProjectStep.objects.get(pk=step.pk)
        by_city = current.turn != Turn.GROUP
        if current.key == "agree":
            sign_all(Project.objects.get(pk=project.pk))
            PROJECT_FLOW.make("agree", Project.objects.get(pk=project.pk), by=cast["staff"])
        elif current.key == "start":
            PROJECT_FLOW.make("start", Project.objects.get(pk=project.pk), by=cast["staff"])
        elif current.key == "complete":
            tell_result(Project.objects.get(pk=project.pk))
            PROJECT_FLOW.make("complete", Project.objects.get(pk=project.pk), by=cast["staff"])
        elif current.key == "evaluate":
            PROJECT_FLOW.make(
                "mark_evaluated", Project.objects.get(pk=project.pk), by=cast["staff"]
            )
        elif shortest and current.row.skips != Skips.NOBODY:
            STEP_FLOW.make("leave_out", current, by=cast["staff"], note="要らないため")
        else:
            by = cast["staff" if by_city else "manager"]
            STEP_FLOW.make("finish", current, by=by)


@pytest.mark.parametrize("shortest", [True, False])
@pytest.mark.parametrize("form", COMMON_FORMS)
def test_every_form_is_walked_by_moves_alone(cast: Cast, form: int, shortest: bool) -> None:
    project = laid(cast, form)

    walk(cast, project, shortest=shortest)

    assert Project.objects.get(pk=project.pk).status == "evaluated"
    assert standing(project) == {
        step.key: "not_needed" if shortest and step.skips != Skips.NOBODY else "done"
        for step in ROADS[form].steps
    }


def test_nothing_starts_before_what_its_form_asks(cast: Cast) -> None:
    project = laid(cast, 2)
    sign_all(project)
    PROJECT_FLOW.make("agree", project, by=cast["staff"])
    fresh = Project.objects.get(pk=project.pk)
    refused = can_start(fresh)
    assert refused.reason == "始める前に済ませる手順があります：後援を申請する"

    STEP_FLOW.make("finish", row(project, "sponsorship_application"), by=cast["manager"])
    assert can_start(Project.objects.get(pk=project.pk))


#: Who may make which move now, of a step of each side whose turn has come.
OPEN = {
    ("sponsorship_application", "waiting"): {"manager": ["finish"]},
    ("place", "waiting"): {
        "staff": ["finish", "leave_out"],
        "coordinator": ["finish", "leave_out"],
    },
    ("founding", "waiting"): {"manager": ["finish"], "staff": ["finish"]},
    ("sponsorship_application", "done"): {"staff": ["return"], "coordinator": ["return"]},
    ("place", "not_needed"): {"staff": ["take_up"], "coordinator": ["take_up"]},
    ("agree", "waiting"): {},
}
FORM_OF = {"sponsorship_application": 2, "place": 4, "founding": 6, "agree": 1}


@pytest.mark.parametrize(("key", "status"), OPEN)
def test_who_may_move_a_step(cast: Cast, key: str, status: str) -> None:
    step = row(laid(cast, FORM_OF[key]), key)
    if status == "done":
        STEP_FLOW.make("finish", step, by=cast["manager"])
    if status == "not_needed":
        STEP_FLOW.make("leave_out", step, by=cast["staff"], note="要らないため")
    step = ProjectStep.objects.get(pk=step.pk)

    may = {kind: STEP_FLOW.open_to(cast[kind], step) for kind in KINDS}

    assert {kind: names for kind, names in may.items() if names} == OPEN[key, status]


def test_a_returned_step_says_why_and_is_done_again(cast: Cast) -> None:
    step = row(laid(cast, 2), "sponsorship_application")
    STEP_FLOW.make("finish", step, by=cast["manager"])
    STEP_FLOW.make("return", step, by=cast["staff"], note="日付がちがいます。")
    returned = ProjectStep.objects.get(pk=step.pk)
    assert (returned.status, returned.reason, returned.done_on) == (
        *("returned", "日付がちがいます。"),
        None,
    )

    STEP_FLOW.make("finish", returned, by=cast["manager"])
    done = ProjectStep.objects.get(pk=step.pk)
    assert (done.status, done.reason, done.done_on) == ("done", "", today())


def test_what_comes_later_waits_and_gets_its_day(cast: Cast) -> None:
    project = laid(cast, 7)
    with pytest.raises(MoveRefused, match="先に済ませる手順があります：仕様書をまとめる"):
        STEP_FLOW.make("finish", row(project, "quote"), by=cast["manager"])
    assert row(project, "inspection").due_on is None

    for key in ("specification", "quote"):
        by = cast["staff" if key == "specification" else "manager"]
        STEP_FLOW.make("finish", row(project, key), by=by)
    sign_all(project)
    PROJECT_FLOW.make("agree", project, by=cast["staff"])
    PROJECT_FLOW.make("start", Project.objects.get(pk=project.pk), by=cast["staff"])
    STEP_FLOW.make("finish", row(project, "delivery"), by=cast["manager"])

    inspection = row(project, "inspection")
    assert inspection.due_on == today() + dt.timedelta(days=10)
    assert inspection.came_up_at is not None


def test_staff_enter_what_came_to_the_counter(cast: Cast) -> None:
    step = row(laid(cast, 2), "sponsorship_application")
    yesterday = today() - dt.timedelta(days=1)
    received = {"came_by": Source.COUNTER, "came_on": yesterday}
    with pytest.raises(MoveRefused):
        STEP_FLOW.make("enter", step, by=cast["manager"], **received)

    STEP_FLOW.make("enter", step, by=cast["staff"], **received)

    entered = ProjectStep.objects.get(pk=step.pk)
    assert (entered.done_on, entered.came_by, entered.entered_by) == (
        *(yesterday, "counter"),
        cast["staff"],
    )


def test_a_project_of_two_forms_has_a_shared_step_once(cast: Cast) -> None:
    project = laid(cast, 2)
    STEP_FLOW.make("finish", row(project, "sponsorship_application"), by=cast["manager"])

    save_plan(project=project, by=cast["staff"], write=lambda stored: stored.forms.create(number=8))
    assert list(
        ProjectStep.objects.filter(project=project).order_by("order").values_list("key", flat=True)
    ) == [step.key for step in steps_for([2, 8])]
    assert row(project, "sponsorship_application").status == "done"

    save_plan(project=project, by=cast["staff"], write=lambda stored: stored.forms.all().delete())
    now = standing(project)
    assert (now["grant_application"], now["report"]) == ("not_needed", "waiting")


def test_every_year_has_its_own_report(cast: Cast) -> None:
    year = make_project().fiscal_year
    project = laid(cast, 9, fiscal_year_end=year + 2)

    reports = ProjectStep.objects.filter(project=project, key="year_report").order_by("year")
    assert [(step.year, step.due_on) for step in reports] == [
        (each, dt.date(each + 1, 4, 30)) for each in range(year, year + 3)
    ]


def test_a_project_called_off_asks_nothing_more(cast: Cast) -> None:
    project = laid(cast, 8)

    PROJECT_FLOW.make("cancel", project, by=cast["staff"], note="雨のため")

    assert set(standing(project).values()) == {"not_needed"}


def test_what_has_ended_and_what_citizens_do_among_themselves_gets_none(cast: Cast) -> None:
    assert standing(laid(cast, 1, status="completed")) == {}
    among = {"between_citizens": True, "origin": "record", "status": "active"}
    assert standing(laid(cast, 1, signed=False, **among)) == {}


@pytest.mark.parametrize(
    "wrong",
    [
        {"key": "invented"},
        {"key": "settle", "turn": "none"},
        {"key": "settle", "status": "done"},
        {"key": "settle", "status": "returned"},
        {"key": "agree"},
        {"key": "settle", "came_by": "counter"},
    ],
)
def test_no_step_is_put_in_by_hand(cast: Cast, wrong: dict[str, Any]) -> None:
    project = laid(cast, 3)

    with pytest.raises(IntegrityError), transaction.atomic():
        ProjectStep.objects.create(**{"project": project, "turn": "both", **wrong})


def test_nobody_notes_what_a_move_of_the_project_does() -> None:
    assert {"agree", "start", "complete", "evaluate"} & set(BY_HAND) == set()
