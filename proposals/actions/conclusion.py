"""The committee's part of a decision: its conclusion, when it met, and conditions."""

from datetime import date

from django.db import transaction

from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.people import Person
from kyodo_portal.writing.locks import locked
from proposals.flows import PROPOSAL_FLOW
from proposals.models import Decision, Proposal, ProposalStatus
from proposals.rules.proposals import may_handle_proposal


@transaction.atomic
def record_conclusion(
    *, proposal: Proposal, conclusion: str, met_on: date, conditions: str, by: Person
) -> Decision:
    """Write down what the committee concluded; the city decides on it afterwards, with a move of
    its own. Until then it may be mended. Raises `PermissionDenied`, or `MoveRefused` before the
    review has begun and after the decision."""
    current = locked(Proposal, pk=proposal.pk)
    may_handle_proposal(by, current).enforce()
    if current.status != ProposalStatus.UNDER_REVIEW:
        raise MoveRefused(
            f"いまの状態は「{current.status_label}」のため、委員会の結論は書き込めません。"
            "結論を記録できるのは、審査が始まってから市が決定するまでの間です。"
        )
    decision, _ = Decision.objects.update_or_create(
        proposal=current,
        defaults={
            "committee_conclusion": conclusion,
            "committee_met_on": met_on,
            "conditions": conditions,
        },
    )
    PROPOSAL_FLOW.record("record_conclusion", current, by=by, data={"met_on": met_on.isoformat()})
    return decision
