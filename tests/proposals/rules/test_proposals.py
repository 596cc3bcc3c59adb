"""Who may move a proposal along, in every status."""

import pytest

from proposals.flows import PROPOSAL_FLOW
from proposals.models import ProposalStatus
from tests.people import Policy, make_cast, open_moves, row
from tests.proposals.factories import conclude, make_proposal, make_review

pytestmark = pytest.mark.django_db

PROPOSALS: Policy = {
    "draft": {"manager": {"submit", "withdraw"}},
    "submitted": {
        "manager": {"withdraw"},
        "coordinator": {"return", "not_accept", "begin_review", "withdraw_for"},
    },
    "returned": {
        "manager": {"submit", "withdraw"},
        "coordinator": {"extend", "not_accept", "close_uncorrected", "withdraw_for"},
    },
    "not_accepted": {},
    "lapsed": {},
    "under_review": {"manager": {"withdraw"}, "coordinator": {"withdraw_for"}},
    "adopted": {"manager": {"turn_down"}, "coordinator": {"turn_down"}},
    "conditional": {"manager": {"turn_down"}, "coordinator": {"turn_down"}},
    "declined": {},
    "awaiting_vote": {"manager": {"turn_down"}, "coordinator": {"turn_down"}},
    "turned_down": {},
    "in_talks": {"manager": {"withdraw"}, "coordinator": {"withdraw_for"}},
    "reserve": {"manager": {"withdraw"}, "coordinator": {"withdraw_for"}},
    "withdrawn": {},
}


def test_policy_of_proposals_names_every_status() -> None:
    assert set(PROPOSALS) == set(ProposalStatus.values)


@pytest.mark.parametrize("status", PROPOSALS)
def test_moves_of_a_proposal(status: str) -> None:
    cast = make_cast()
    proposal = make_proposal(
        group=cast.group, status=status, responsible_department=cast.department
    )
    if status == "submitted":
        make_review(proposal, cast["reviewer"])
    if status == "under_review":
        make_review(proposal, cast["reviewer"], status="submitted", points=4)
        conclude(proposal)

    assert open_moves(PROPOSAL_FLOW, cast, proposal) == row(PROPOSALS, status)
