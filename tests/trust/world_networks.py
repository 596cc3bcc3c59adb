"""Networks: the registered group is one, and has asked another group to come in."""

from typing import Any

from groups.models import Group
from tests.groups.networking import make_member
from tests.trust.canaries import canary


def add(world: Any) -> None:
    """Make the group of the city a network that waits for an answer."""
    cast = world.cast
    Group.objects.filter(pk=cast.group.pk).update(is_network=True)
    cast.group.is_network = True
    asked = Group.objects.get(pk__in=cast["other_manager"].managed_group_ids)
    world.things["network_member"] = make_member(
        cast.group,
        asked,
        status="asked",
        words=canary("network_member.words"),
        asked_by=cast["manager"],
    )
