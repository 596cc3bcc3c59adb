"""Whose affair a group is (`kyodo_portal.life.interest`)."""

from collections.abc import Iterable

from groups.models import Group
from kyodo_portal.life.interest import Concern


def concerns_of(group: Group) -> Iterable[Concern]:
    """Its own members', from its application on."""
    return [Concern(groups=frozenset({group.pk}), since=lambda: group.created_at)]
