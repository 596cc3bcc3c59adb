"""Taking back a request for a review that does not come."""

import pytest

from groups.models import Membership
from kyodo_portal.models import AuditEntry, OutgoingMail
from proposals.flows import PROPOSAL_FLOW, REVIEW_FLOW
from tests.factories import make_coordinator
from tests.people import make_cast
from tests.proposals.factories import conclude, make_proposal, make_review
from tests.proposals.test_admin import change, signed_in

pytestmark = pytest.mark.django_db


def test_reviewer_who_falls_silent_does_not_hold_up_the_decision() -> None:
    cast = make_cast()
    proposal = make_proposal(group=cast.group, status="under_review")
    make_review(proposal, cast["reviewer"], status="submitted", points=4)
    silent = make_review(proposal, cast["other_reviewer"], status="in_progress", points=2)
    conclude(proposal)
    assert PROPOSAL_FLOW.open_to(cast["coordinator"], proposal) == []

    taking_back = {"part": "withdraw", "review": silent.pk}
    signed_in(cast["coordinator"]).post(change(proposal), taking_back)

    assert "adopt" in PROPOSAL_FLOW.open_to(cast["coordinator"], proposal)
    entry = AuditEntry.objects.get(action="proposal.withdraw_reviewer")
    assert entry.data == {"points": {"公益性": 2, "実現可能性": 2}}
    letter = OutgoingMail.objects.get(to=cast["other_reviewer"].email)
    assert letter.subject.startswith(
        "【協働ポータル】提案「花だんの提案」の審査の依頼が取り消されました"
    )


@pytest.mark.parametrize("status", ["submitted", "declared_conflict"])
def test_finished_sheet_cannot_be_taken_back(status: str) -> None:
    cast = make_cast()
    proposal = make_proposal(group=cast.group, status="under_review")
    sheet = make_review(proposal, cast["reviewer"], status=status, points=4)

    taking_back = {"part": "withdraw", "review": sheet.pk}
    answer = signed_in(cast["coordinator"]).post(change(proposal), taking_back)

    assert (answer.status_code, proposal.reviews.count()) == (409, 1)


def test_coordinator_of_the_proposing_group_hears_nothing_of_its_review() -> None:
    cast = make_cast()
    proposal = make_proposal(group=cast.group, status="under_review")
    sheet = make_review(proposal, cast["reviewer"], status="assigned")
    Membership.objects.create(user=make_coordinator(), group=cast.group)

    REVIEW_FLOW.make("declare_conflict", sheet, by=cast["reviewer"], note="代表の家族です。")

    assert [letter.to for letter in OutgoingMail.objects.all()] == [cast["coordinator"].email]
