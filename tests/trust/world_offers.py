"""What groups offer: talked about with a department, open, given, and of a group that is not registered yet."""

from typing import Any

from tests.groups.offering import make_offer, make_talk
from tests.trust.canaries import canary


def add(world: Any) -> None:
    """Add the offers of the group, and the department that asks for two of them."""
    cast = world.cast
    world.things |= {
        "offer": make_offer(cast.group, canary("offer.title"), status="talking"),
        "offer_open": make_offer(cast.group, canary("offer_open.title")),
        "offer_of_applied": make_offer(world["group_applied"], canary("offer_of_applied.title")),
    }
    world.things["offer_talk"] = make_talk(
        world["offer"], cast.department, cast["staff"], words=canary("offer_talk.words")
    )
    thanks = {"thanks": canary("offer_thanked.thanks"), "status": "thanked"}
    make_talk(make_offer(cast.group, status="thanked"), cast.department, cast["staff"], **thanks)
    given = make_offer(cast.group, status="agreed")
    world.things["offer_given"] = make_talk(given, cast.department, cast["staff"], status="agreed")
