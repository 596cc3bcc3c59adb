"""Networks of a made-up city, and the groups in them."""

from collections.abc import Sequence

from groups.models import Group, NetworkMember, NetworkStatus, User

EVERY = 25
"""One group of so many is a network."""

MEMBERS = 12
"""Of the groups that follow it, so many were asked; every third has not answered."""


def make_networks(groups: Sequence[Group], *, by: User, batch: int) -> int:
    """Make every few groups a network of those that follow them; how many networks there are. What the search
    knows of them is written with everything else."""
    places = range(0, max(0, len(groups) - MEMBERS), EVERY)
    networks = [groups[place].pk for place in places]
    Group.objects.filter(pk__in=networks).update(is_network=True)
    NetworkMember.objects.bulk_create(
        [
            NetworkMember(
                network=groups[place],
                group=groups[place + step],
                asked_by=by,
                status=NetworkStatus.ASKED if step % 3 == 0 else NetworkStatus.MEMBER,
            )
            for place in places
            for step in range(1, MEMBERS + 1)
        ],
        batch_size=batch,
    )
    return len(networks)
