"""Who may move a project along, in every status. Whatever is not named is refused."""

import pytest

from projects.flows import PROJECT_FLOW
from projects.models import ProjectStatus
from tests.factories import make_project, tell_result
from tests.people import Policy, make_cast, open_moves, row

pytestmark = pytest.mark.django_db

POLICY: Policy = {
    "planning": {"staff": {"cancel"}, "coordinator": {"cancel"}},
    "agreed": {
        "manager": {"start"},
        "staff": {"start", "cancel"},
        "coordinator": {"cancel"},
    },
    "active": {
        "manager": {"complete"},
        "staff": {"complete", "cancel"},
        "coordinator": {"cancel"},
    },
    "completed": {},
    "evaluated": {},
    "cancelled": {},
}


def test_policy_names_every_status() -> None:
    assert set(POLICY) == set(ProjectStatus.values)


@pytest.mark.parametrize("status", POLICY)
def test_moves_of_a_project(status: str) -> None:
    cast = make_cast()
    project = make_project(status=status, groups=(cast.group,), departments=(cast.department,))
    tell_result(project)

    assert open_moves(PROJECT_FLOW, cast, project) == row(POLICY, status)


@pytest.mark.parametrize(
    ("status", "name", "reason"),
    [
        (
            "agreed",
            "start",
            "協定のいまの内容に、まだ全員の署名がそろっていません。",
        ),
        (
            "active",
            "complete",
            "協定のいまの内容に、まだ全員の署名がそろっていません。",
        ),
    ],
)
def test_unsigned_terms_stop_a_project_and_say_so(status: str, name: str, reason: str) -> None:
    cast = make_cast()
    project = make_project(
        status=status, groups=(cast.group,), departments=(cast.department,), signed=False
    )
    tell_result(project)

    offers = {
        offer.move.name: offer.verdict for offer in PROJECT_FLOW.offers(cast["staff"], project)
    }

    assert not offers[name]
    assert offers[name].reason.startswith(reason)
