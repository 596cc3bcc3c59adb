"""What the page of a group shows of networks: who is in it, in which it is, what its members do this week."""

from dataclasses import dataclass
from typing import Any

from groups.models import Group
from groups.models.networks import members_of, networks_of
from groups.questions import WEEK_OF_MEMBERS

SHOWN = 6
"""Members that stand open on a network's page; the others are folded."""


@dataclass(frozen=True, slots=True)
class TieLine:
    """A group at the other end of a membership: a name alone where its page is closed; `state` says that it
    rests or was struck off."""

    name: str
    url: str
    state: str


@dataclass(frozen=True, slots=True)
class Ties:
    """Of one group: `members` that stand open and `more` that are folded, `networks` it is in, and `days` that
    its members hold within a week."""

    members: tuple[TieLine, ...] = ()
    more: tuple[TieLine, ...] = ()
    networks: tuple[TieLine, ...] = ()
    days: tuple[Any, ...] = ()


def ties_of(group: Group) -> Ties:
    """What its page shows. One query for a group that is no network, two or three for one that is."""
    networks = tuple(_line(row.network) for row in networks_of(group))
    if not group.is_network:
        return Ties(networks=networks)
    members = tuple(_line(row.group) for row in members_of(group))
    days = WEEK_OF_MEMBERS.of(group) if members else ()
    return Ties(members[:SHOWN], members[SHOWN:], networks, days)


def _line(group: Group) -> TieLine:
    url = group.get_absolute_url() if group.is_public else ""
    return TieLine(group.name, url, group.standing_words)
