"""What of decisions waits at the city's desk, as conditions on calls and proposals."""

from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThan
from django.utils import timezone

from proposals.models import (
    ADOPTING,
    DECIDABLE_STATUSES,
    AdoptionAnswer,
    AnswerKind,
    CallStatus,
    Proposal,
    ProposalStatus,
    Review,
    ReviewStatus,
)
from proposals.models.proposals import ProposalQuerySet

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


def adoption_unanswered(_: object) -> Q:
    """Adopted, and nobody has said by the day whether it is taken."""
    asked = AdoptionAnswer.objects.waiting().filter(proposal=OuterRef("pk"))
    return Q(Exists(asked.filter(answer_by__lt=timezone.localdate())))


def moving_up(_: object) -> Q:
    """The first of a reserve that nobody has asked, where more adoptions came to nothing than places of the
    reserve were offered since."""
    same_call = Proposal.objects.filter(call=OuterRef("call")).order_by()
    turned_down = Q(status=ProposalStatus.TURNED_DOWN, decision__outcome__in=ADOPTING)
    ended = Q(answers_asked__answer=AnswerKind.UNANSWERED, answers_asked__is_moving_up=False)
    offered = Q(
        answers_asked__is_moving_up=True,
        answers_asked__answer__in=(AnswerKind.WAITING, AnswerKind.TAKEN),
    )
    asked = Q(answers_asked__answer=AnswerKind.WAITING)
    before = same_call.filter(
        status=ProposalStatus.RESERVE, decision__reserve_rank__lt=OuterRef("decision__reserve_rank")
    )
    came_up: GreaterThan[Any] = GreaterThan(
        _number_of(same_call, turned_down | ended), _number_of(same_call, offered)
    )
    mine = AdoptionAnswer.objects.filter(proposal=OuterRef("pk"), answer=AnswerKind.WAITING)
    return (
        Q(status=ProposalStatus.RESERVE, call__status=CallStatus.DECIDED)
        & ~Q(Exists(mine))
        & ~Q(Exists(before.exclude(asked)))
        & Q(came_up)
    )


def _number_of(proposals: ProposalQuerySet, which: Q) -> Coalesce:
    counted = proposals.filter(which).values("call").annotate(n=Count("pk", distinct=True))
    return Coalesce(Subquery(counted.values("n")), 0)
