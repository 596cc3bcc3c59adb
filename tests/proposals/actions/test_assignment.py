"""Who is asked to review, whose request is taken back, and who does what one person proposed."""

import pytest
from django.utils import timezone

from groups.models import Membership
from kyodo_portal.life.audit import AuditEntry
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.post.gathered import SOON, send_gathered
from kyodo_portal.post.outbox import OutgoingMail
from proposals.actions.assignment import assign_reviewers, withdraw_assignment
from proposals.flows import PROPOSAL_FLOW, REVIEW_FLOW
from proposals.models import Proposal
from tests.factories import make_coordinator
from tests.people import make_cast
from tests.proposals.factories import (
    conclude,
    decide,
    draft,
    make_call,
    make_proposal,
    make_review,
)
from tests.proposals.test_admin import change, signed_in

pytestmark = pytest.mark.django_db


def test_reviewer_who_falls_silent_does_not_hold_up_the_decision() -> None:
    cast = make_cast()
    proposal = make_proposal(group=cast.group, status="under_review")
    make_review(proposal, cast["reviewer"], status="submitted", points=4)
    silent = make_review(proposal, cast["other_reviewer"], status="in_progress", points=2)
    conclude(proposal)
    with pytest.raises(MoveRefused, match="まだ提出されていない審査が1件"):
        draft(proposal, "adopted", by=cast["coordinator"])

    taking_back = {"part": "withdraw", "review": silent.pk, "reason": "期限を過ぎたため"}
    signed_in(cast["coordinator"]).post(change(proposal), taking_back)

    assert draft(proposal, "adopted", by=cast["coordinator"]).outcome == "adopted"
    entry = AuditEntry.objects.get(action="proposal.withdraw_reviewer")
    assert entry.data == {"points": {"公益性": 2, "実現可能性": 2}}
    assert "期限を過ぎたため" in entry.note
    send_gathered(timezone.now() + SOON)
    letter = OutgoingMail.objects.get(to=cast["other_reviewer"].email)
    assert letter.subject.startswith(
        "【協働ポータル】「花だんの提案」の審査の依頼が取り消されました"
    )
    assert "期限を過ぎたため" in letter.body


def test_request_is_not_taken_back_without_a_reason() -> None:
    cast = make_cast()
    proposal = make_proposal(group=cast.group, status="under_review")
    sheet = make_review(proposal, cast["reviewer"])

    taking_back = {"part": "withdraw", "review": sheet.pk, "reason": "　"}
    answer = signed_in(cast["coordinator"]).post(change(proposal), taking_back)
    with pytest.raises(MoveRefused, match="理由を書いてください"):
        withdraw_assignment(review=sheet, reason=" ", by=cast["coordinator"])

    assert (answer.status_code, proposal.reviews.count()) == (422, 1)


@pytest.mark.parametrize("status", ["submitted", "declared_conflict"])
def test_finished_sheet_cannot_be_taken_back(status: str) -> None:
    cast = make_cast()
    proposal = make_proposal(group=cast.group, status="under_review")
    sheet = make_review(proposal, cast["reviewer"], status=status, points=4)

    taking_back = {"part": "withdraw", "review": sheet.pk, "reason": "急ぐため"}
    answer = signed_in(cast["coordinator"]).post(change(proposal), taking_back)

    assert (answer.status_code, proposal.reviews.count()) == (422, 1)


def test_coordinator_of_the_proposing_group_hears_nothing_of_its_review() -> None:
    cast = make_cast()
    proposal = make_proposal(group=cast.group, status="under_review")
    sheet = make_review(proposal, cast["reviewer"], status="assigned")
    Membership.objects.create(user=make_coordinator(), group=cast.group)

    REVIEW_FLOW.make("declare_conflict", sheet, by=cast["reviewer"], note="代表の家族です。")

    assert [letter.to for letter in OutgoingMail.objects.all()] == [cast["coordinator"].email]


@pytest.mark.parametrize(
    ("status", "sheet", "told"),
    [
        ("submitted", "assigned", False),  # the review has not begun, they know of nothing
        ("under_review", "assigned", True),
        ("under_review", "in_progress", True),
        ("under_review", "submitted", True),
        ("under_review", "declared_conflict", False),
    ],
)
def test_reviewers_hear_of_a_proposal_given_up_in_review(
    status: str, sheet: str, told: bool
) -> None:
    cast = make_cast()
    proposal = make_proposal(group=cast.group, status=status)
    make_review(proposal, cast["reviewer"], status=sheet, points=3)

    PROPOSAL_FLOW.make("withdraw", proposal, by=cast["manager"])

    letters = OutgoingMail.objects.filter(to=cast["reviewer"].email)
    known = "提案" if sheet == "assigned" else "花だんの提案"
    subject = f"【協働ポータル】審査中の「{known}」が取り下げられました「見本の募集」"
    assert [letter.subject for letter in letters] == ([subject] if told else [])


def test_coordinator_is_no_third_party() -> None:
    cast = make_cast()
    proposal = make_proposal(group=cast.group, status="submitted")
    cast["reviewer"].groups.add(*cast["coordinator"].groups.all())

    with pytest.raises(MoveRefused, match="割り当てられません"):
        assign_reviewers(proposal=proposal, reviewers=[cast["reviewer"]], by=cast["coordinator"])

    assert proposal.reviews.count() == 0


def test_single_persons_proposal_is_adopted_with_a_group_that_does_it() -> None:
    cast = make_cast()
    call = make_call(proposers="anyone")
    alone = make_proposal(call=call, group=cast.group, by=cast["citizen"], status="under_review")
    Proposal.objects.filter(pk=alone.pk).update(group=None)
    alone.refresh_from_db()
    make_review(alone, cast["reviewer"], status="submitted", points=4)
    conclude(alone)
    coordinator = cast["coordinator"]
    with pytest.raises(MoveRefused, match="登録団体が必要です"):
        draft(alone, "adopted", by=coordinator)
    assert draft(alone, "declined", by=coordinator).outcome == "declined"

    choosing = {"part": "group", "group": cast.group.pk}
    signed_in(coordinator).post(change(alone), choosing)
    alone.refresh_from_db()
    decide(alone, "adopted", by=coordinator)

    assert alone.project is not None
    assert alone.project.partner_group_ids() == {cast.group.pk}
