"""A released decision is not taken back: what is wrong in its words is corrected, and everybody reads why."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.people import Person
from kyodo_portal.post import letters
from kyodo_portal.writing.locks import locked
from projects.models import Project, ProjectStatus
from proposals.flows import PROPOSAL_FLOW
from proposals.flows.addressees import proposers
from proposals.models import ADOPTED_STATUSES, Decision, Proposal
from proposals.rules.decisions import can_be_corrected
from proposals.rules.proposals import may_handle_proposal


@transaction.atomic
def correct_decision(
    *,
    proposal: Proposal,
    reason: str,
    amount: int | None,
    conditions: str,
    why: str,
    by: Person,
) -> None:
    """Correct the reason, the amount (whole yen) or the conditions of a released decision; its outcome
    stays. What stood there before stays readable, with `why`; the proposers are told. The amount is
    corrected until the agreement is made by it. Raises `PermissionDenied` or `MoveRefused`."""
    current = locked(Proposal, pk=proposal.pk)
    may_handle_proposal(by, current).enforce()
    can = can_be_corrected(current)
    if not can:
        raise MoveRefused(can.reason)
    decision = Decision.objects.get(proposal=current)
    before = (decision.city_reason, decision.amount, decision.conditions)
    if before == (reason, amount, conditions):
        raise MoveRefused(
            "変わったところがありません。直すところを書き直してから、保存してください。"
        )
    if decision.amount != amount:
        _correct_ceiling(current, amount)
    told_at = decision.corrected_at or decision.released_at
    entry = PROPOSAL_FLOW.record("correct_decision", current, by=by, note=why)
    stood = {"outcome": decision.outcome, "reason": decision.city_reason}
    decision.earlier = [
        *(decision.earlier or []),
        {**stood, "released_at": (told_at or entry.at).isoformat()},
    ]
    decision.city_reason, decision.amount, decision.conditions = reason, amount, conditions
    decision.corrected_at = entry.at
    decision.save()
    letters.tell_others(
        proposers(current),
        by=by,
        about=current,
        told=_("提案への決定の内容が更正されました"),
        note=why,
        next_step=_("提案のページで、更正された内容を確かめてください。"),
        key=f"proposal.correct_decision:{entry.pk}",
    )


def _correct_ceiling(proposal: Proposal, amount: int | None) -> None:
    if proposal.status not in ADOPTED_STATUSES or proposal.project_id is None:
        return
    ceiling = proposal.requested_amount if amount is None else amount
    planned = Project.objects.filter(pk=proposal.project_id, status=ProjectStatus.PLANNING)
    if not planned.update(budget_cap=ceiling):
        raise MoveRefused(
            "協定を結んだあとの額は更正できません。協定の変更の手続きをしてください。"
        )
