"""A packet of five hundred proposals: killed in the middle, the same again, and never much memory."""

from typing import Any

import pytest

from tests.prove.packets import joined_again, made_with_a_kill, packet_of
from tests.prove.portal import Portal, own_database

MOST_MEGABYTES = 400


@pytest.mark.prove
@pytest.mark.once
@pytest.mark.parametrize(("number", "after"), [(5, 2), (500, 40)])
@pytest.mark.django_db(transaction=True)
def test_packet_is_made_after_a_kill_in_little_memory_and_the_same_again(
    settings: Any, number: int, after: int
) -> None:
    packet = packet_of(number)
    portal = Portal(own_database(), settings.MEDIA_ROOT)

    told = made_with_a_kill(portal, packet, after=after)

    assert (told["ending"], told["error"], told["lost"]) == ("done", "", [])
    assert told["megabytes"] <= MOST_MEGABYTES
    whole = packet.volumes.get(key="whole")
    assert whole.pages > number
    assert joined_again(portal, packet) == whole.sha256
