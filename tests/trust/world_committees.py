"""A committee that everybody knows, and one in preparation, on which the reviewer sits."""

from typing import Any

from tests.groups.committees.factories import make_committee, seat, whole_committee
from tests.trust.canaries import canary


def add(world: Any) -> None:
    """Add them to the city."""
    unfinished = make_committee(
        canary("committee_unfinished.name"),
        is_public=False,
        purpose=canary("committee_unfinished.purpose"),
    )
    member = seat(unfinished, canary("committee_unfinished.member"), user=world.cast["reviewer"])
    world.things |= {
        "committee": whole_committee(),
        "committee_unfinished": unfinished,
        "committee_member": member,
    }
