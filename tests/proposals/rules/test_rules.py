"""Who may move consultations, calls, proposals and reviews along, in every status."""

import pytest

from groups.models import User
from proposals.flows import CALL_FLOW, CONSULTATION_FLOW, PROPOSAL_FLOW, REVIEW_FLOW
from proposals.models import (
    CallStatus,
    Consultation,
    ConsultationStatus,
    Proposal,
    ProposalStatus,
    ReviewStatus,
)
from tests.people import Policy, make_cast, open_moves, row
from tests.proposals.factories import (
    conclude,
    make_call,
    make_consultation,
    make_proposal,
    make_review,
)

pytestmark = pytest.mark.django_db

CONSULTATIONS: Policy = {
    "waiting": {"citizen": {"close"}, "manager": {"close"}, "coordinator": {"close"}},
    "answered": {"citizen": {"close"}, "manager": {"close"}, "coordinator": {"close"}},
    "closed": {},
}

CALLS: Policy = {
    "draft": {"coordinator": {"announce"}},
    "announced": {},
    "open": {},
    "closed": {"coordinator": {"start_review"}},
    "reviewing": {"coordinator": {"announce_results"}},
    "decided": {},
}

PROPOSALS: Policy = {
    "draft": {"manager": {"submit", "withdraw"}},
    "submitted": {"manager": {"withdraw"}, "coordinator": {"return", "begin_review"}},
    "returned": {"manager": {"submit", "withdraw"}, "coordinator": {"extend"}},
    "under_review": {
        "manager": {"withdraw"},
        "coordinator": {"adopt", "adopt_conditionally", "decline"},
    },
    "adopted": {},
    "conditional": {},
    "declined": {},
    "withdrawn": {},
}

REVIEWS: Policy = {
    "assigned": {"reviewer": {"accept", "declare_conflict"}},
    "in_progress": {"reviewer": {"submit", "declare_conflict"}},
    "submitted": {"coordinator": {"reopen"}},
    "declared_conflict": {},
}


@pytest.mark.parametrize(
    ("policy", "statuses"),
    [
        (CONSULTATIONS, ConsultationStatus),
        (CALLS, CallStatus),
        (PROPOSALS, ProposalStatus),
        (REVIEWS, ReviewStatus),
    ],
)
def test_policies_name_every_status(policy: Policy, statuses: type) -> None:
    assert set(policy) == {status.value for status in statuses}


@pytest.mark.parametrize("status", CONSULTATIONS)
def test_moves_of_a_consultation(status: str) -> None:
    cast = make_cast()
    consultation = make_consultation(by=cast["citizen"], group=cast.group)
    Consultation.objects.filter(pk=consultation.pk).update(status=status)

    assert open_moves(CONSULTATION_FLOW, cast, consultation) == row(CONSULTATIONS, status)


@pytest.mark.parametrize("status", CALLS)
def test_moves_of_a_call(status: str) -> None:
    cast = make_cast()

    assert open_moves(CALL_FLOW, cast, make_call(when=status)) == row(CALLS, status)


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


@pytest.mark.parametrize("status", REVIEWS)
def test_moves_of_a_review(status: str) -> None:
    cast = make_cast()
    proposal = make_proposal(group=cast.group, status="under_review")
    review = make_review(proposal, cast["reviewer"], status=status, points=4)

    assert open_moves(REVIEW_FLOW, cast, review) == row(REVIEWS, status)


def test_coordinator_of_the_proposing_group_may_not_decide() -> None:
    cast = make_cast()
    proposal = make_proposal(group=cast.group, status="under_review")
    make_review(proposal, cast["reviewer"], status="submitted", points=4)
    conclude(proposal)
    cast.group.memberships.create(user=cast["coordinator"], role="member")

    assert PROPOSAL_FLOW.open_to(cast["coordinator"], proposal) == []


def test_reviewer_of_the_proposing_group_may_not_judge() -> None:
    cast = make_cast()
    proposal = make_proposal(group=cast.group, status="under_review")
    review = make_review(proposal, cast["reviewer"])
    cast.group.memberships.create(user=cast["reviewer"], role="member")

    assert REVIEW_FLOW.open_to(cast["reviewer"], review) == []


@pytest.mark.parametrize(
    ("what", "offered"),
    [("nothing", True), ("declared", False), ("joined", False), ("closed", False), ("left", False)],
)
def test_review_begins_with_a_reviewer_who_can_still_judge(what: str, offered: bool) -> None:
    cast = make_cast()
    proposal = make_proposal(
        group=cast.group, status="submitted", responsible_department=cast.department
    )
    reviewer = cast["reviewer"]
    make_review(
        proposal, reviewer, status="declared_conflict" if what == "declared" else "assigned"
    )
    if what == "joined":
        cast.group.memberships.create(user=reviewer, role="member")
    elif what == "closed":
        User.objects.filter(pk=reviewer.pk).update(is_active=False)
    elif what == "left":
        reviewer.groups.clear()

    assert ("begin_review" in PROPOSAL_FLOW.open_to(cast["coordinator"], proposal)) is offered


def test_reviewer_of_a_proposal_of_their_own_does_not_count() -> None:
    cast = make_cast()
    call = make_call(proposers="anyone")
    proposal = make_proposal(call=call, by=cast["reviewer"], status="submitted")
    Proposal.objects.filter(pk=proposal.pk).update(group=None)
    make_review(proposal, cast["reviewer"])

    assert "begin_review" not in PROPOSAL_FLOW.open_to(cast["coordinator"], proposal)
