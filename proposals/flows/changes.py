"""What became different after the results of a call were public: everybody reads it above them."""

from dataclasses import dataclass
from datetime import datetime

from kyodo_portal.life.audit import AuditEntry
from kyodo_portal.words.languages import Words
from proposals.flows.proposals import PROPOSAL_FLOW
from proposals.models import Call, Proposal

MOVES = (
    *("turn_down", "take_place", "take_place_before_vote", "refuse_place", "close_unanswered"),
    *("confirm", "confirm_conditionally", "fail_vote", "correct_decision"),
)
"""The acts of which the public page of results says when they happened."""


@dataclass(frozen=True, slots=True)
class Change:
    """One proposal, and what happened to it when."""

    proposal: Proposal
    happened: Words
    at: datetime


def changes_in(call: Call, proposals: list[Proposal]) -> list[Change]:
    """What happened to these proposals of a call since its results were public, oldest first. One query."""
    if call.decided_at is None or not proposals:
        return []
    by_pk = {proposal.pk: proposal for proposal in proposals}
    kinds = {PROPOSAL_FLOW.action(name): PROPOSAL_FLOW.recorded[name] for name in MOVES}
    entries = AuditEntry.objects.filter(
        target_model=Proposal._meta.label_lower,
        target_id__in=list(by_pk),
        action__in=list(kinds),
        at__gt=call.decided_at,
    )
    return [
        Change(by_pk[int(entry.target_id)], kinds[entry.action].happened, entry.at)
        for entry in entries.order_by("at", "pk")
    ]
