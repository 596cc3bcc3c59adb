"""When a reviewer reads what others gave: nothing of it while they still judge by themselves."""

from django.utils import timezone

from kyodo_portal.life.people import Person, is_signed_in
from kyodo_portal.life.verdicts import ALLOWED, Verdict, allow_if, first_refusal, refuse
from kyodo_portal.words.text import japanese_date
from proposals.models import Call, ProposalStatus, Review
from proposals.models.affairs import affairs_of
from proposals.rules.reviews import may_judge

STILL_TO_JUDGE = (ProposalStatus.SUBMITTED, ProposalStatus.RETURNED, ProposalStatus.UNDER_REVIEW)
"""Where a proposal is whose sheets are still to come."""


def own_open_sheets(person: Person, call: Call) -> int:
    """How many sheets of the call this person has still to hand in, also of what is not under review yet: none of
    an affair of their own."""
    if not is_signed_in(person):
        return 0
    own = Review.objects.unfinished().filter(reviewer=person.pk, proposal__call=call)
    judged = own.filter(proposal__status__in=STILL_TO_JUDGE)
    return judged.exclude(affairs_of(person, through="proposal__")).count()


def can_read_others(person: Person, call: Call) -> Verdict:
    """From the day that the call names; or before it, once the person has handed in their last sheet of the
    call. Where it names none, never."""
    opens_on = call.others_open_on
    if opens_on is None:
        return refuse("この募集では、審査委員は自分の採点だけを読みます。")
    if timezone.localdate() >= opens_on:
        return ALLOWED
    left = own_open_sheets(person, call)
    return allow_if(
        not left,
        f"ほかの委員の採点は、あなたの採点（あと{left}件）をすべて提出したあとか、"
        f"{japanese_date(opens_on)}になると読めます。",
    )


def can_read_beside(person: Person, review: Review) -> Verdict:
    """Of a proposal whose review the person has taken up, and that is no affair of theirs."""
    return first_refusal(
        may_judge(person, review),
        allow_if(review.is_taken_up, "利害関係がないことを確かめたあとに読めます。"),
        lambda: can_read_others(person, review.proposal.call),
    )


def sheets_beside(person: Person, review: Review) -> list[Review]:
    """What others have handed in about the same proposal, as far as this person may read it."""
    if not can_read_beside(person, review):
        return []
    others = Review.objects.counted().filter(proposal=review.proposal_id).exclude(pk=review.pk)
    return list(others.select_related("reviewer").prefetch_related("scores__criterion"))
