"""What the release of a call would do as it stands: which drafts become decisions, which cannot and
why, and what stays under review."""

import hashlib
from dataclasses import dataclass

from kyodo_portal.words.languages import listed
from proposals.content.letters import bodies_of
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

    call: Call
    ready: list[DraftDecision]
    stopped: list[Stopped]
    still_open: list[Proposal]

    @property
    def digest(self) -> str:
        """A mark of all that would come out, proposal by proposal, by which a page that was overtaken is known."""
        return " ".join(f"{number}.{mark}" for number, mark in self._marks().items())

    def _marks(self) -> dict[str, str]:
        """Of what the call says of all (its letters, what it publishes), and of each decision."""
        return {ALL: _mark_of_all(self.call)} | {
            str(draft.proposal_id): _mark_of(draft) for draft in self.ready
        }

    def unread(self, read: str) -> str:
        """What would come out and was not so when this mark was made, by name; empty where nothing is."""
        before = _marks_in(read)
        names = {str(draft.proposal_id): f"「{draft.proposal}」" for draft in self.ready}
        changed = [
            names.get(number, "通知の文や公表のしかた")
            for number, mark in self._marks().items()
            if before.get(number) != mark
        ]
        more = [f"ほか{len(changed) - NAMED}件"] if len(changed) > NAMED else []
        return listed([*changed[:NAMED], *more])

    def gone(self, read: str) -> bool:
        """Whether something was read that would come out no more."""
        return not _marks_in(read).keys() <= self._marks().keys()


NAMED = 5
"""How many of what changed are named."""

ALL = "0"
"""The place in a mark of what concerns all decisions of a call."""


def _marks_in(read: str) -> dict[str, str]:
    return dict(part.split(".", 1) for part in read.split() if "." in part)


def _mark(*told: object) -> str:
    return hashlib.sha256(repr(told).encode()).hexdigest()[:12]


def _mark_of_all(call: Call) -> str:
    published = (call.publishes_conclusion, call.publishes_comment, call.publishes_opinion)
    ranked = (call.publishes_points, call.publishes_ranks)
    return _mark(sorted(bodies_of(call).items()), call.needs_vote, call.vote_on, published, ranked)


def _mark_of(draft: DraftDecision) -> str:
    proposal, decision = draft.proposal, draft.proposal.decision
    city = (draft.outcome, draft.reason, draft.conditions, draft.amount, draft.reserve_rank)
    committee = (decision.committee_conclusion, decision.committee_met_on)
    asked = (proposal.title, proposal.requested_amount, proposal.responsible_department_id)
    return _mark(city, committee, asked, proposal.group_id, proposal.implementing_group_id)


def outlook_of(call: Call) -> Outlook:
    """The call as it stands, in a constant number of queries."""
    drafts = (
        DraftDecision.objects.filter(proposal__call=call, proposal__status__in=DECIDABLE_STATUSES)
        .select_related(
            *("proposal__group", "proposal__implementing_group", "proposal__decision"),
            *(
                "proposal__call",
                "proposal__created_by",
                "proposal__guest",
                "proposal__responsible_department",
            ),
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
    return Outlook(
        call, ready, stopped, list(waiting.select_related("group").order_by("number", "pk"))
    )


def _what_stops(draft: DraftDecision, places: set[int | None]) -> str:
    can = can_be_decided_so(draft.proposal, draft.outcome)
    if not can:
        return can.reason
    if draft.outcome == DecisionOutcome.RESERVE and draft.reserve_rank in places:
        return f"次点の{draft.reserve_rank}番は、ほかの提案の順位です。"
    return ""
