"""Whose affair a proposal is, and what hangs on it (`kyodo_portal.life.interest`)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from django.db.models import Q

from kyodo_portal.life.interest import Concern, ids
from kyodo_portal.life.people import Account
from proposals.models import (
    Call,
    Consultation,
    Opinion,
    OpinionRound,
    OpinionSubmission,
    Proposal,
    ProposalOnAgenda,
    Review,
    SubmissionStatus,
)
from proposals.models import Concern as TownConcern
from proposals.models.affairs import affairs_of


def proposing_side_of(proposal: Proposal) -> Concern:
    """Those who propose it and who will carry it out, from its first submission on: the group's
    members, or the person who proposes alone."""

    def first_submitted() -> datetime | None:
        read = getattr(proposal, "_prefetched_objects_cache", {}).get("versions")
        if read is not None:
            return next((each.submitted_at for each in read), proposal.submitted_at)
        versions = proposal.versions.order_by("number").values_list("submitted_at", flat=True)
        return versions.first() or proposal.submitted_at

    return Concern(
        groups=ids(proposal.group_id, proposal.implementing_group_id),
        people=ids(proposal.created_by_id) if proposal.group_id is None else frozenset(),
        since=first_submitted,
    )


def concerns_of_proposal(proposal: Proposal) -> Iterable[Concern]:
    """The proposing side's and, before a third party, the department's that answers for it."""
    departments = ids(proposal.responsible_department_id)
    return [replace(proposing_side_of(proposal), departments=departments)]


def concerns_of_review(review: Review) -> Iterable[Concern]:
    """As of the proposal it judges."""
    return concerns_of_proposal(review.proposal)


def concerns_of_call(call: Call) -> Iterable[Concern]:
    """Everybody's who has proposed to it: whoever ranks the others places oneself."""
    return [proposing_side_of(proposal) for proposal in call.handed_in]


def concerns_of_consultation(consultation: Consultation) -> Iterable[Concern]:
    """Theirs who asked: the person, and the members of the group it is asked for."""
    return [
        Concern(
            groups=ids(consultation.group_id),
            people=ids(consultation.created_by_id),
            since=lambda: consultation.created_at,
        )
    ]


def concerns_of_concern(concern: TownConcern) -> Iterable[Concern]:
    """Theirs who told it, and who told what was merged into it: whoever lives beside the broken lamp does
    not decide how it is answered."""
    merged = concern.merged.exclude(created_by=None).values_list("created_by", flat=True)
    return [Concern(people=ids(concern.created_by_id) | frozenset(merged))]


def town_concerns_of(user: Account) -> Q:
    """What this person told of their part of the city."""
    merged = TownConcern.objects.filter(created_by=user.pk, same_as__isnull=False)
    return Q(created_by=user.pk) | Q(pk__in=merged.values("same_as"))


def calls_of(coordinator: Account) -> Q:
    """The calls to which a coordinator, or a group of theirs, has proposed."""
    own = Proposal.objects.filter(affairs_of(coordinator), submitted_at__isnull=False)
    return Q(pk__in=own.values("call"))


def meetings_of(coordinator: Account) -> Q:
    """The meetings on whose agenda a proposal of theirs, or of a group of theirs, is."""
    own = ProposalOnAgenda.objects.filter(affairs_of(coordinator, through="proposal__"))
    return Q(pk__in=own.values("item__meeting"))


def consultations_of(user: Account) -> Q:
    """The consultations that this person asked, or that were asked for a group of theirs."""
    own = Q(created_by=user.pk) | Q(group__in=list(user.role_by_group))
    for pk, ended_at in user.left_groups.items():
        own |= Q(group=pk, created_at__lte=ended_at)
    return own


def concerns_of_round(round_: OpinionRound) -> Iterable[Concern]:
    """Everybody's who handed in an opinion: whoever answers it would answer themselves."""
    writers = round_.submissions.exclude(user=None).exclude(status=SubmissionStatus.WITHDRAWN)
    return [Concern(people=frozenset(writers.values_list("user", flat=True)))]


def concerns_of_opinion(opinion: Opinion) -> Iterable[Concern]:
    """As of the round to which it was handed in."""
    return concerns_of_round(opinion.submission.round)


def rounds_of(user: Account) -> Q:
    """The rounds to which a person has handed in an opinion."""
    own = OpinionSubmission.objects.filter(user=user.pk).exclude(status=SubmissionStatus.WITHDRAWN)
    return Q(pk__in=own.values("round"))
