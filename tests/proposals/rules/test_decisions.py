"""When a review may begin, and who decides."""

import pytest

from groups.models import User
from proposals.flows import PROPOSAL_FLOW
from proposals.models import Proposal
from tests.people import make_cast
from tests.proposals.factories import conclude, make_call, make_proposal, make_review

pytestmark = pytest.mark.django_db


def test_coordinator_of_the_proposing_group_may_not_decide() -> None:
    cast = make_cast()
    proposal = make_proposal(group=cast.group, status="under_review")
    make_review(proposal, cast["reviewer"], status="submitted", points=4)
    conclude(proposal)
    cast.group.memberships.create(user=cast["coordinator"], role="member")

    assert PROPOSAL_FLOW.open_to(cast["coordinator"], proposal) == []


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
    proposal.refresh_from_db()
    make_review(proposal, cast["reviewer"])

    assert "begin_review" not in PROPOSAL_FLOW.open_to(cast["coordinator"], proposal)
