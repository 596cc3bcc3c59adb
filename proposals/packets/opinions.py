"""Where the opinion of the responsible department (意見書) joins a packet."""

from collections.abc import Collection

from proposals.models import Proposal

Opinion = list[tuple[str, str]]
"""What the department says, as (label, words): its judgement first, then its reasons."""


def opinions_of(proposals: Collection[Proposal]) -> dict[int, Opinion]:
    """The opinion on each proposal that has one, by the proposal's number. The portal keeps none yet."""
    return {}
