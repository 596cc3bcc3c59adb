"""The city's decision on one proposal, in draft: written, written anew, taken back. Nobody but the
coordinators without an interest reads it, and the record of the act does not say what it is."""

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from groups.models.people import account_of
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.people import Person
from kyodo_portal.life.verdicts import ALLOWED, all_refusals, allow_if
from kyodo_portal.writing.locks import locked
from proposals.flows import PROPOSAL_FLOW
from proposals.models import DecisionOutcome, DraftDecision, Proposal
from proposals.rules import decisions
from proposals.rules.proposals import may_handle_proposal


@transaction.atomic
def draft_decision(
    *,
    proposal: Proposal,
    outcome: str,
    reason: str,
    amount: int | None = None,
    reserve_rank: int | None = None,
    conditions: str = "",
    by: Person,
    leaving: Collection[int] = (),
) -> DraftDecision:
    """Write down what the city means to decide, in place of what it meant before. Money in whole yen,
    the place in the reserve from 1; `leaving` as of `can_have_place`. Raises `PermissionDenied`, or `MoveRefused` where this outcome
    cannot be decided now."""
    current = _decidable(proposal, by)
    is_reserve, is_conditional = (
        outcome == DecisionOutcome.RESERVE,
        outcome == DecisionOutcome.CONDITIONAL,
    )
    can = all_refusals(
        allow_if(reason.strip(), "市の判断の理由を書いてください。結果といっしょに公開されます。"),
        allow_if(
            not is_conditional or conditions.strip(),
            "条件付きで採択するときは、採択の条件を書いてください。",
        ),
        allow_if(not is_reserve or reserve_rank, "次点とするときは、次点の順位を書いてください。"),
        decisions.can_be_decided_so(current, outcome),
        decisions.can_have_place(current, reserve_rank, leaving)
        if is_reserve and reserve_rank
        else ALLOWED,
    )
    if not can:
        raise MoveRefused(can.reason)
    draft, _ = DraftDecision.objects.update_or_create(
        proposal=current,
        defaults={
            "outcome": outcome,
            "reason": reason,
            "amount": amount,
            "reserve_rank": reserve_rank if is_reserve else None,
            "conditions": conditions if is_conditional else "",
            "written_by": account_of(by),
            "written_at": timezone.now(),
        },
    )
    PROPOSAL_FLOW.record("draft_decision", current, by=by)
    return draft


@transaction.atomic
def drop_draft(*, proposal: Proposal, by: Person) -> None:
    """Take the draft back: the proposal is undecided again. Raises `PermissionDenied`, or
    `MoveRefused` where there is none any more."""
    current = _decidable(proposal, by)
    dropped, _ = DraftDecision.objects.filter(proposal=current).delete()
    if not dropped:
        raise MoveRefused("取り消す案がありません。すでに取り消されたか、公表されました。")
    PROPOSAL_FLOW.record("drop_draft", current, by=by)


def _decidable(proposal: Proposal, by: Person) -> Proposal:
    """The proposal, locked, once the person may write its draft."""
    current = locked(Proposal, pk=proposal.pk)
    may_handle_proposal(by, current).enforce()
    can = decisions.can_be_drafted(current)
    if not can:
        raise MoveRefused(can.reason)
    return current
