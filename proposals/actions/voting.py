"""What the council voted is written down: each adoption that waited for it is settled, or is none."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from groups.models.people import account_of
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.people import Person
from kyodo_portal.words.text import japanese_date
from kyodo_portal.writing.locks import locked
from proposals.content.letters import bodies_of, can_be_letter, words_of
from proposals.flows import CALL_FLOW, PROPOSAL_FLOW
from proposals.flows.earlier import keep_earlier
from proposals.models import Call, Decision, DecisionOutcome, DraftDecision, Proposal
from proposals.rules.calls import may_release
from proposals.rules.decisions import can_be_confirmed, can_be_settled
from proposals.rules.proposals import may_handle_proposal

CONFIRMED_BY = {
    DecisionOutcome.ADOPTED: "confirm",
    DecisionOutcome.CONDITIONAL: "confirm_conditionally",
}


@transaction.atomic
def confirm_voted(*, proposal: Proposal, voted_on: dt.date, by: Person) -> None:
    """The council has agreed: the adoption is final as it was released, and its project is born. The
    proposers are told. Raises `PermissionDenied`, or `MoveRefused` where it no longer waits or its group
    is no longer there."""
    current = _held(proposal, by)
    can = can_be_confirmed(current)
    if not can:
        raise MoveRefused(can.reason)
    _happened_by(voted_on)
    decision = Decision.objects.get(proposal=current)
    body = bodies_of(current.call)[decision.outcome]
    if can_be_letter(body):
        decision.notice = words_of(_as_draft(current, decision), body, is_voted=True)
    decision.save()
    move = CONFIRMED_BY[DecisionOutcome(decision.outcome)]
    PROPOSAL_FLOW.make(move, current, by=by, note=f"議決の日：{japanese_date(voted_on)}")


@transaction.atomic
def reject_voted(*, proposal: Proposal, voted_on: dt.date, reason: str, by: Person) -> None:
    """The council has not agreed: nothing comes of the adoption, and everybody reads why (`reason`). What
    was decided before stays readable. Raises `PermissionDenied`, or `MoveRefused` where it no longer waits
    or no reason is given."""
    current = _held(proposal, by)
    can = can_be_settled(current)
    if not can:
        raise MoveRefused(can.reason)
    _happened_by(voted_on)
    if not reason.strip():
        raise MoveRefused("採択しない理由を書いてください。結果といっしょに公開されます。")
    now, decision = timezone.now(), Decision.objects.get(proposal=current)
    keep_earlier(decision, now)
    decision.outcome, decision.city_reason = DecisionOutcome.DECLINED, reason.strip()
    decision.amount, decision.conditions = None, ""
    decision.decided_by, decision.decided_at = account_of(by), now
    decision.released_at, decision.notice = now, ""
    decision.save()
    PROPOSAL_FLOW.make("fail_vote", current, by=by, note=decision.city_reason)


@transaction.atomic
def set_vote_day(*, call: Call, day: dt.date | None, by: Person) -> None:
    """Write down for when the vote is expected; it may be put off. Raises `PermissionDenied`, or
    `MoveRefused` for a call whose adoptions nobody votes on."""
    current = locked(Call, pk=call.pk)
    may_release(by, current).enforce()
    if not current.needs_vote:
        raise MoveRefused("この募集の採択には、議会の議決は要りません。")
    Call.objects.filter(pk=current.pk).update(vote_on=day)
    CALL_FLOW.record("set_vote_day", current, by=by, data={"day": day.isoformat() if day else ""})


def _held(proposal: Proposal, by: Person) -> Proposal:
    current = locked(Proposal, pk=proposal.pk)
    may_handle_proposal(by, current).enforce()
    return current


def _happened_by(voted_on: dt.date) -> None:
    if voted_on > timezone.localdate():
        raise MoveRefused("議決の日は、今日かそれより前の日にしてください。")


def _as_draft(proposal: Proposal, decision: Decision) -> DraftDecision:
    """The decision in the shape from which its letter is written; it is not kept."""
    return DraftDecision(
        proposal=proposal,
        outcome=decision.outcome,
        amount=decision.amount,
        reason=decision.city_reason,
        conditions=decision.conditions,
    )
