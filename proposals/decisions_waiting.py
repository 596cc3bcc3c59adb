"""What of decisions waits at the city's desk, as conditions on calls and proposals."""

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from proposals.models import (
    DECIDABLE_STATUSES,
    CallStatus,
    Proposal,
    ProposalStatus,
    Review,
    ReviewStatus,
)

UNDECIDED = (ProposalStatus.SUBMITTED, ProposalStatus.RETURNED, ProposalStatus.UNDER_REVIEW)


def calls_to_announce(_: object) -> Q:
    """Calls in review of which nothing waits to be decided, and released ones with decisions since."""
    ours = Proposal.objects.filter(call=OuterRef("pk"))
    undecided = ours.filter(status__in=UNDECIDED, draft_decision=None)
    since = ours.filter(status__in=DECIDABLE_STATUSES, draft_decision__isnull=False)
    return Q(status=CallStatus.REVIEWING) & ~Q(Exists(undecided)) | Q(
        Exists(since), status=CallStatus.DECIDED
    )


def calls_voted_on(_: object) -> Q:
    """Calls with adoptions that wait for the council's vote, whose day has come or is not known."""
    waiting = Proposal.objects.filter(call=OuterRef("pk"), status=ProposalStatus.AWAITING_VOTE)
    has_come = Q(vote_on__isnull=True) | Q(vote_on__lte=timezone.localdate())
    return Q(Exists(waiting), status=CallStatus.DECIDED) & has_come


def ready_to_decide(_: object) -> Q:
    """In review, every sheet handed in: the committee's conclusion and the draft of the decision come
    next."""
    sheets = Review.objects.filter(proposal=OuterRef("pk"))
    return (
        Q(status=ProposalStatus.UNDER_REVIEW, draft_decision=None)
        & Q(Exists(sheets.filter(status=ReviewStatus.SUBMITTED)))
        & ~Q(Exists(sheets.unfinished()))
    )
