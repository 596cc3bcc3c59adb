"""The table of canaries and the city fit together."""

from tests.trust.canaries import made, may_see
from tests.trust.world import World


def test_every_canary_has_its_row(world: World) -> None:
    assert len(made()) > 100
    for name in made():
        may_see(name)
