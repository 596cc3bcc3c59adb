"""The next in line is asked whether she takes what has come free, and the day of an answer is put off."""

import datetime as dt

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from groups.models.people import account_of
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.people import Person
from kyodo_portal.life.verdicts import Verdict, all_refusals, allow_if
from kyodo_portal.post import letters
from kyodo_portal.writing.locks import all_locked, locked
from proposals.content.asked import (
    DAY_CHANGED,
    ON_THE_PAGE,
    PLACE_CAME_UP,
    new_day_words,
    offer_words,
)
from proposals.flows import PROPOSAL_FLOW
from proposals.flows.addressees import proposers
from proposals.models import AdoptionAnswer, Call, Proposal, ProposalStatus
from proposals.rules.answers import (
    asked_of,
    can_be_asked_next,
    can_be_offered,
    can_extend_answer,
)
from proposals.rules.proposals import may_handle_proposal


@transaction.atomic
def ask_next(
    *, proposal: Proposal, amount: int, answer_by: dt.date, reason: str, by: Person
) -> AdoptionAnswer:
    """Ask the next of the reserve whether she takes `amount` (whole yen), by a day to come. Everybody reads
    `reason` once she has. Raises `PermissionDenied`, or `MoveRefused` where it is not her turn or the money
    is spent. The reserve is held before its call, so that no two are asked for the same money."""
    reserve = Q(call=proposal.call_id, status=ProposalStatus.RESERVE)
    all_locked(Proposal.objects.filter(reserve | Q(pk=proposal.pk)))
    locked(Call, pk=proposal.call_id)
    current = locked(Proposal.objects.select_related("call", "group"), pk=proposal.pk)
    may_handle_proposal(by, current).enforce()
    can = can_be_asked_next(current)
    if can:
        can = all_refusals(
            can_be_offered(current, amount),
            _can_wait_until(answer_by),
            allow_if(reason.strip(), "繰り上げる理由を書いてください。採択のとき公開されます。"),
        )
    if not can:
        raise MoveRefused(can.reason)
    now = timezone.now()
    asked = AdoptionAnswer.objects.create(
        proposal=current,
        is_moving_up=True,
        amount=amount,
        reason=reason.strip(),
        asked_at=now,
        asked_by=account_of(by),
        answer_by=answer_by,
    )
    entry = PROPOSAL_FLOW.record(
        "ask_next", current, by=by, data={"amount": amount, "answer_by": answer_by.isoformat()}
    )
    letters.tell_others(
        proposers(current),
        by=by,
        about=current,
        told=PLACE_CAME_UP,
        note=offer_words(amount, answer_by, asked.reason),
        next_step=ON_THE_PAGE,
        key=f"proposal.ask_next:{entry.pk}",
    )
    return asked


@transaction.atomic
def extend_answer(*, proposal: Proposal, answer_by: dt.date, why: str, by: Person) -> None:
    """Wait for the answer until a later day; the proposers are told. Raises `PermissionDenied`, or
    `MoveRefused` where nothing is asked any more."""
    current = locked(Proposal.objects.select_related("call", "group"), pk=proposal.pk)
    may_handle_proposal(by, current).enforce()
    asked = asked_of(current)
    can = all_refusals(can_extend_answer(current), _can_wait_until(answer_by))
    if not can or asked is None:
        raise MoveRefused(can.reason)
    AdoptionAnswer.objects.filter(pk=asked.pk).update(
        answer_by=answer_by, updated_at=timezone.now()
    )
    entry = PROPOSAL_FLOW.record(
        "extend_answer", current, by=by, note=why, data={"answer_by": answer_by.isoformat()}
    )
    letters.tell_others(
        proposers(current),
        by=by,
        about=current,
        told=DAY_CHANGED,
        note=new_day_words(answer_by, why),
        next_step=ON_THE_PAGE,
        key=f"proposal.extend_answer:{entry.pk}",
    )


def _can_wait_until(day: dt.date) -> Verdict:
    return allow_if(
        timezone.localdate() <= day, "返事の期限は、今日かそれより後の日にしてください。"
    )
