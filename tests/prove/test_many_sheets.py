"""A call of 500 proposals with ten reviewers each: the ranking and a reviewer's queue stay a page."""

import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from proposals.models import Proposal, Review, Score
from tests.factories import make_coordinator, make_group, make_reviewer, make_user
from tests.proposals.factories import make_call, make_proposal
from tests.proposals.test_admin import signed_in

pytestmark = [pytest.mark.prove, pytest.mark.django_db]

PROPOSALS, REVIEWERS = 500, 10


def test_ranking_and_queue_of_five_thousand_sheets() -> None:
    call = make_call(when="reviewing")
    group = make_group(managers=(make_user(),))
    first = make_proposal(call=call, group=group, status="under_review")
    more = [
        Proposal(
            call=call,
            group=group,
            created_by=first.created_by,
            title=f"提案{place}",
            status="under_review",
            submitted_at=first.submitted_at,
            number=f"8-{place:03d}",
        )
        for place in range(1, PROPOSALS)
    ]
    proposals = [first, *Proposal.objects.bulk_create(more)]
    reviewers = [make_reviewer() for _ in range(REVIEWERS)]
    sheets = Review.objects.bulk_create(
        Review(
            proposal=proposal,
            reviewer=reviewer,
            status="submitted" if place else "in_progress",
            submitted_at=timezone.now() if place else None,
        )
        for proposal in proposals
        for place, reviewer in enumerate(reviewers)
    )
    Score.objects.bulk_create(
        Score(review=sheet, criterion=criterion, points=(sheet.pk + criterion.pk) % 6)
        for sheet in sheets
        for criterion in call.criteria.all()
    )
    pages = {
        "ranking": (make_coordinator(), f"/admin/proposals/call/{call.pk}/ranking/"),
        "queue": (reviewers[0], "/admin/proposals/review/"),
        "own sheets": (reviewers[0], f"/admin/proposals/review/mine/{call.pk}/"),
    }

    told = {}
    for name, (person, address) in pages.items():
        client = signed_in(person)
        client.get(address)
        begun = time.monotonic()
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(address)
        told[name] = (answer.status_code, len(asked) <= 15, time.monotonic() - begun < 10)

    assert told == dict.fromkeys(pages, (200, True, True))
