"""Who may move an evaluation and its sheets along, in every status."""

import datetime as dt

import pytest

from evaluations.flows import ASSESSMENT_FLOW, EVALUATION_FLOW
from evaluations.models import AssessmentStatus, EvaluationStatus, Side
from tests.evaluations.factories import fill_in, hand_in, make_evaluation
from tests.factories import make_project, today
from tests.people import Policy, make_cast, open_moves, row

pytestmark = pytest.mark.django_db

EVALUATIONS: Policy = {
    "open": {"coordinator": {"reveal_one_sided", "cancel"}},
    "revealed": {},
    "reflected": {"coordinator": {"publish", "send_back"}},
    "published": {"coordinator": {"retract"}},
    "cancelled": {},
}


def test_policy_names_every_status() -> None:
    assert set(EVALUATIONS) == set(EvaluationStatus.values)


@pytest.mark.parametrize("status", EVALUATIONS)
def test_moves_of_an_evaluation(status: str) -> None:
    cast = make_cast()
    project = make_project(
        status="evaluated" if status == "published" else "completed",
        groups=(cast.group,),
        departments=(cast.department,),
    )
    evaluation = make_evaluation(project, status=status, due_on=today() - dt.timedelta(days=1))
    if status == "open":
        hand_in(evaluation.assessments.get(side=Side.CITY))

    assert open_moves(EVALUATION_FLOW, cast, evaluation) == row(EVALUATIONS, status)


SHEETS: dict[Side, Policy] = {
    Side.GROUP: {"draft": {"manager": {"submit"}}, "submitted": {}},
    Side.CITY: {"draft": {"staff": {"submit"}}, "submitted": {}},
}


@pytest.mark.parametrize("side", SHEETS)
@pytest.mark.parametrize("status", AssessmentStatus)
def test_moves_of_a_sheet(status: str, side: Side) -> None:
    cast = make_cast()
    project = make_project(status="completed", groups=(cast.group,), departments=(cast.department,))
    sheet = make_evaluation(project).assessments.get(side=side)
    fill_in(sheet)
    if status == AssessmentStatus.SUBMITTED:
        hand_in(sheet)

    assert open_moves(ASSESSMENT_FLOW, cast, sheet) == row(SHEETS[side], status)


@pytest.mark.parametrize("side", Side)
def test_person_of_both_sides_writes_neither_sheet(side: Side) -> None:
    cast = make_cast()
    project = make_project(status="completed", groups=(cast.group,), departments=(cast.department,))
    sheet = make_evaluation(project).assessments.get(side=side)
    fill_in(sheet)
    cast.department.staff.add(cast["manager"])

    assert ASSESSMENT_FLOW.open_to(cast["manager"], sheet) == []
