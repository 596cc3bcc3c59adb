"""Seats: how many reviewers each proposal of a call gets, and how many of them are empty."""

from collections.abc import Iterable

from django.db.models import Count, Q

from proposals.models import Call, Proposal, Review, ReviewStatus

HOLDS_SEAT = ~Q(status=ReviewStatus.DECLARED_CONFLICT)


def empty_seats(call: Call, proposals: Iterable[Proposal]) -> dict[int, int]:
    """How many reviewers each of these proposals still lacks, by its number; none where the call names no
    number. Who has stepped aside holds no seat. One query."""
    wanted = call.reviewers_per_proposal or 0
    keys = [proposal.pk for proposal in proposals]
    asked = dict(
        Review.objects.filter(HOLDS_SEAT, proposal__in=keys)
        .order_by()
        .values("proposal")
        .annotate(number=Count("pk"))
        .values_list("proposal", "number")
    )
    return {key: max(wanted - asked.get(key, 0), 0) for key in keys}


def load_of_reviewers(call: Call) -> dict[int, int]:
    """How many sheets of the call each reviewer has, by the reviewer's number: who has least is asked next.
    One query."""
    held = Review.objects.filter(HOLDS_SEAT, proposal__call=call)
    counted = held.order_by().values("reviewer").annotate(number=Count("pk"))
    return dict(counted.values_list("reviewer", "number"))
