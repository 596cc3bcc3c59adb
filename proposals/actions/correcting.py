"""A released decision is not taken back: what is wrong in its words is corrected, and everybody reads why."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.people import Person
from kyodo_portal.post import letters
from kyodo_portal.writing.locks import locked
from projects.models import Project, ProjectStatus
from proposals.flows import PROPOSAL_FLOW
from proposals.flows.addressees import proposers, tell_guest_of
from proposals.flows.earlier import keep_earlier
from proposals.models import ADOPTED_STATUSES, Decision, DecisionOutcome, Proposal
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
    if _lines(decision.conditions) == _lines(conditions):
        conditions = decision.conditions
    before = (decision.city_reason, decision.amount, decision.conditions)
    if before == (reason, amount, conditions):
        raise MoveRefused(
            "変わったところがありません。直すところを書き直してから、保存してください。"
        )
    if decision.amount != amount:
        _correct_ceiling(current, amount)
    if decision.conditions != conditions:
        _correct_conditions(current, decision, conditions)
    entry = PROPOSAL_FLOW.record("correct_decision", current, by=by, note=why)
    keep_earlier(decision, entry.at, why=why)
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
    tell_guest_of(
        current,
        told=_("提案への決定の内容が更正されました"),
        note="\n\n".join(filter(None, (why, reason, conditions))),
        key=f"proposal.correct_decision:{entry.pk}",
    )


def _correct_ceiling(proposal: Proposal, amount: int | None) -> None:
    """What the city means to bear in the plan goes no higher than the corrected sum."""
    if proposal.status not in ADOPTED_STATUSES or proposal.project_id is None:
        return
    ceiling = proposal.requested_amount if amount is None else amount
    planned = Project.objects.filter(pk=proposal.project_id, status=ProjectStatus.PLANNING)
    if ceiling is not None:
        planned.filter(budget_city__gt=ceiling).update(budget_city=ceiling)
    if not planned.update(budget_cap=ceiling):
        raise MoveRefused(
            "協定を結んだあとの額は更正できません。協定の変更の手続きをしてください。"
        )


def _correct_conditions(proposal: Proposal, decision: Decision, conditions: str) -> None:
    """The project's conditions follow, line by line: what was agreed upon otherwise meanwhile stays."""
    if decision.outcome != DecisionOutcome.CONDITIONAL or not _lines(conditions):
        raise MoveRefused(
            "条件があるのは、条件付きの採択だけです。条件付きの採択には、条件を一つは残してください。"
        )
    if proposal.project_id is None:
        return
    project = locked(Project, pk=proposal.project_id)
    if project.status != ProjectStatus.PLANNING:
        raise MoveRefused(
            "協定を結んだあとの条件は更正できません。協定の変更の手続きをしてください。"
        )
    before, now = _lines(decision.conditions), _lines(conditions)
    kept = [line for line in _lines(project.conditions) if line in now or line not in before]
    whole = now if set(kept) <= set(now) else [*kept, *(line for line in now if line not in kept)]
    Project.objects.filter(pk=project.pk).update(conditions="\n".join(whole))


def _lines(conditions: str) -> list[str]:
    return [line.strip() for line in conditions.splitlines() if line.strip()]
