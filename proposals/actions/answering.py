"""The next in line is asked whether she takes what has come free, and the day of an answer is put off."""

import datetime as dt

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from groups.models.people import account_of
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.people import Person
from kyodo_portal.life.verdicts import Verdict, all_refusals, allow_if
from kyodo_portal.post import letters
from kyodo_portal.words.languages import later
from kyodo_portal.words.text import japanese_date, yen
from kyodo_portal.writing.locks import all_locked, locked
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
        told=_("次点の順位が来ました。採択を受けるかどうかを、お知らせください"),
        note=format_lazy(
            _("市が負担する額：{amount}\n返事の期限：{day}\n\n{reason}"),
            amount=yen(amount),
            day=later(japanese_date, answer_by),
            reason=asked.reason,
        ),
        next_step=_("提案のページで、採択を受けるか、辞退するかを選んでください。"),
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
        told=_("採択への返事の期限が変わりました"),
        note=format_lazy(
            _("新しい期限：{day}\n\n{why}"), day=later(japanese_date, answer_by), why=why
        ),
        next_step=_("提案のページで、採択を受けるか、辞退するかを選んでください。"),
        key=f"proposal.extend_answer:{entry.pk}",
    )


def _can_wait_until(day: dt.date) -> Verdict:
    return allow_if(
        timezone.localdate() <= day, "返事の期限は、今日かそれより後の日にしてください。"
    )
