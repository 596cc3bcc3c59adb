"""Who is told of a proposal on the side of those who made it."""

from typing import Any

from groups import people
from groups.actions.guests import tell_guest
from kyodo_portal.life.flows import Act
from kyodo_portal.words.languages import Words
from proposals.models import Proposal


def proposers(proposal: Proposal, _: Act | None = None) -> Any:
    """The managers of the proposing group, or the person who proposes alone. Who has no account is told by
    `tell_guest_of`."""
    if proposal.group_id is None:
        return [] if proposal.created_by is None else [proposal.created_by]
    return people.managers([proposal.group_id])


def tell_guest_of(
    proposal: Proposal, *, told: Words, note: str, next_step: Words = "", key: str
) -> None:
    """A letter to who offered an idea without an account; who has no mail gets it by post."""
    if proposal.guest is not None:
        tell_guest(
            proposal.guest,
            told=told,
            note=note,
            next_step=next_step,
            key=f"{key}:{proposal.guest.pk}",
        )
