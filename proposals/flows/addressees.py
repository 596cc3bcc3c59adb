"""Who is told of a proposal on the side of those who made it."""

from typing import Any

from groups import people
from kyodo_portal.life.flows import Act
from proposals.models import Proposal


def proposers(proposal: Proposal, _: Act | None = None) -> Any:
    """The managers of the proposing group, or the person who proposes alone."""
    if proposal.group_id is None:
        return [proposal.created_by]
    return people.managers([proposal.group_id])
