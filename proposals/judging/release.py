"""What the release of a call would do as it stands: which drafts become decisions, which cannot and
why, and what stays under review."""

import hashlib
from dataclasses import dataclass

from proposals.models import (
    DECIDABLE_STATUSES,
    Call,
    DecisionOutcome,
    DraftDecision,
    Proposal,
    ProposalStatus,
)
from proposals.rules.decisions import can_be_decided_so

#: Handed in, and nothing about it is told yet.
OPEN_STATUSES = (ProposalStatus.SUBMITTED, ProposalStatus.RETURNED, ProposalStatus.UNDER_REVIEW)


@dataclass(frozen=True, slots=True)
class Stopped:
    """A draft that cannot be released, and why; it waits for a later release and stops no other."""

    draft: DraftDecision
    reason: str


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a release would do. `still_open` are the proposals under review without a draft, and
    those not even there yet: the public reads how many (審査継続)."""

    ready: list[DraftDecision]
    stopped: list[Stopped]
    still_open: list[Proposal]

    @property
    def digest(self) -> str:
        """A mark of what would be released, by which a page that was overtaken is known."""
        drafts = [*self.ready, *(row.draft for row in self.stopped)]
        rows = sorted((draft.proposal_id, draft.updated_at.isoformat()) for draft in drafts)
        return hashlib.sha256(repr(rows).encode()).hexdigest()[:16]


def outlook_of(call: Call) -> Outlook:
    """The call as it stands, in a constant number of queries."""
    drafts = (
        DraftDecision.objects.filter(proposal__call=call, proposal__status__in=DECIDABLE_STATUSES)
        .select_related(
            *("proposal__group", "proposal__implementing_group", "proposal__decision"),
            *("proposal__call", "proposal__created_by", "proposal__responsible_department"),
        )
        .prefetch_related("proposal__reviews")
        .order_by("proposal__number", "proposal_id")
    )
    ready: list[DraftDecision] = []
    stopped: list[Stopped] = []
    places = set(
        Proposal.objects.filter(
            call=call, status=ProposalStatus.RESERVE, draft_decision=None
        ).values_list("decision__reserve_rank", flat=True)
    )
    for draft in drafts:
        reason = _what_stops(draft, places)
        if reason:
            stopped.append(Stopped(draft, reason))
        else:
            ready.append(draft)
            places.add(draft.reserve_rank)
    waiting = call.proposals.filter(status__in=OPEN_STATUSES, draft_decision=None)
    return Outlook(ready, stopped, list(waiting.select_related("group").order_by("number", "pk")))


def _what_stops(draft: DraftDecision, places: set[int | None]) -> str:
    can = can_be_decided_so(draft.proposal, draft.outcome)
    if not can:
        return can.reason
    if draft.outcome == DecisionOutcome.RESERVE and draft.reserve_rank in places:
        return f"次点の{draft.reserve_rank}番は、ほかの提案の順位です。"
    return ""
