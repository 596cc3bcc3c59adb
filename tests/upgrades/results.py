"""Results from before they kept their moment are given it, and what is no result loses one."""

from collections.abc import Generator
from typing import Any

from django.utils import timezone

from proposals.models import Call, Review
from tests.factories import make_reviewer
from tests.proposals.factories import make_call, make_proposal, make_review


def results_are_given_their_moment() -> Generator[None, Any, None]:
    decided, open_call = make_call(when="decided"), make_call()
    done = make_review(make_proposal(call=open_call), make_reviewer(), status="submitted")
    begun = make_review(make_proposal(call=open_call), make_reviewer())

    yield
    Call.objects.filter(pk=decided.pk).update(decided_at=None)
    Call.objects.filter(pk=open_call.pk).update(decided_at=timezone.now())
    Review.objects.filter(pk=done.pk).update(submitted_at=None)
    Review.objects.filter(pk=begun.pk).update(submitted_at=timezone.now())
    yield

    calls = Call.objects.filter(pk__in=[decided.pk, open_call.pk]).order_by("pk")
    reviews = Review.objects.filter(pk__in=[done.pk, begun.pk]).order_by("pk")
    assert list(calls.values_list("decided_at", flat=True)) == [decided.updated_at, None]
    assert list(reviews.values_list("submitted_at", flat=True)) == [done.updated_at, None]
