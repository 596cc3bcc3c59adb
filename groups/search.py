"""Whose words follow from whose in the search's index."""

from collections.abc import Iterable

from groups.models import Group, Offer
from kyodo_portal import search


def offers_of_group(group: Group) -> Iterable[Offer]:
    """What the group offers: it is found and hidden with the group."""
    return Offer.objects.filter(group=group.pk).order_by("pk")


search.follow(Group, offers_of_group)
