"""Who may move a review along, in every status; nobody judges their own."""

import pytest

from proposals.flows import REVIEW_FLOW
from proposals.models import ReviewStatus
from tests.people import Policy, make_cast, open_moves, row
from tests.proposals.factories import make_proposal, make_review

pytestmark = pytest.mark.django_db


REVIEWS: Policy = {
    "assigned": {"reviewer": {"accept", "declare_conflict"}},
    "in_progress": {"reviewer": {"submit", "declare_conflict"}},
    "submitted": {"coordinator": {"reopen"}},
    "declared_conflict": {"coordinator": {"dismiss_conflict"}},
}


def test_policy_of_reviews_names_every_status() -> None:
    assert set(REVIEWS) == set(ReviewStatus.values)


@pytest.mark.parametrize("status", REVIEWS)
def test_moves_of_a_review(status: str) -> None:
    cast = make_cast()
    proposal = make_proposal(group=cast.group, status="under_review")
    review = make_review(proposal, cast["reviewer"], status=status, points=4)

    assert open_moves(REVIEW_FLOW, cast, review) == row(REVIEWS, status)


def test_reviewer_of_the_proposing_group_may_only_say_so() -> None:
    cast = make_cast()
    proposal = make_proposal(group=cast.group, status="under_review")
    review = make_review(proposal, cast["reviewer"])
    cast.group.memberships.create(user=cast["reviewer"], role="member")

    assert REVIEW_FLOW.open_to(cast["reviewer"], review) == ["declare_conflict"]
