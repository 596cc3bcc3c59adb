"""Who may move a call along, in every status."""

import pytest

from proposals.flows import CALL_FLOW
from proposals.models import CallStatus
from tests.people import Policy, make_cast, open_moves, row
from tests.proposals.factories import make_call

pytestmark = pytest.mark.django_db


CALLS: Policy = {
    "draft": {"coordinator": {"announce"}},
    "announced": {},
    "open": {},
    "closed": {"coordinator": {"start_review"}},
    "reviewing": {},
    "decided": {},
}


def test_policy_of_calls_names_every_status() -> None:
    assert set(CALLS) == set(CallStatus.values)


@pytest.mark.parametrize("status", CALLS)
def test_moves_of_a_call(status: str) -> None:
    cast = make_cast()

    assert open_moves(CALL_FLOW, cast, make_call(when=status)) == row(CALLS, status)
