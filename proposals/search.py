"""Whose words a round of opinions is found by beside its own: those of the sections of its draft."""

from collections.abc import Iterable

from kyodo_portal import search
from proposals.models import OpinionRound, OpinionSection


def round_of_section(section: OpinionSection) -> Iterable[OpinionRound]:
    """The round whose draft it is part of."""
    return OpinionRound.objects.filter(pk=section.round_id)


search.follow(OpinionSection, round_of_section)
