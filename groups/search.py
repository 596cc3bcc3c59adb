"""Whose words follow from whose in the search's index."""

from collections.abc import Iterable

from groups.models import (
    Adviser,
    AgendaItem,
    Committee,
    Group,
    Meeting,
    Minutes,
    NetworkMember,
    Offer,
)
from kyodo_portal import search


def offers_of_group(group: Group) -> Iterable[Offer]:
    """What the group offers: it is found and hidden with the group."""
    return Offer.objects.filter(group=group.pk).order_by("pk")


search.follow(Group, offers_of_group)


def network_of(row: NetworkMember) -> Iterable[Group]:
    """A network is found by the names of its members."""
    return [row.network]


def networks_with(group: Group) -> Iterable[Group]:
    """The networks in which the group is: they are found by what it is called now."""
    rows = NetworkMember.objects.running().filter(group=group.pk).values("network")
    return Group.objects.filter(pk__in=rows).order_by("pk")


def group_of_adviser(adviser: Adviser) -> Iterable[Group]:
    """A group that advises is found by what one can ask it."""
    return [adviser.group]


search.follow(Adviser, group_of_adviser)
search.follow(NetworkMember, network_of)
search.follow(Group, networks_with)


def meetings_of_committee(committee: Committee) -> Iterable[Meeting]:
    """Its meetings carry its name, and are public with it."""
    return Meeting.objects.filter(committee=committee.pk).order_by("pk")


def meeting_of(part: AgendaItem | Minutes) -> Iterable[Meeting]:
    """A meeting is found by its agenda and its public minutes."""
    return Meeting.objects.filter(pk=part.meeting_id)


search.follow(Committee, meetings_of_committee)
search.follow(AgendaItem, meeting_of)
search.follow(Minutes, meeting_of)
