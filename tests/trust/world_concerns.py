"""What people see is needed: looked at and public, not looked at yet, and told without an account."""

from typing import Any

from tests.proposals.concerning import add_photo, make_concern, make_guest
from tests.trust.canaries import canary


def add(world: Any) -> None:
    """Add what the citizen told and what a guest told; the one that waits was passed to the department."""
    cast = world.cast
    told = {"created_by": cast["citizen"]}
    guest = make_guest(name=canary("concern_guest.name"), email="concern-guest@example.jp")
    world.things |= {
        "concern_public": make_concern(canary("concern_public.title"), **told),
        "concern_received": make_concern(
            canary("concern_received.title"),
            status="received",
            text=canary("concern_received.text"),
            department=cast.department,
            **told,
        ),
        "concern_guest_of": guest,
        "concern_guest": make_concern(canary("concern_guest.title"), status="private", guest=guest),
    }
    for name in ("concern_public", "concern_received"):
        add_photo(world[name])
