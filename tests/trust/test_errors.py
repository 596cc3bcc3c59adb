"""Nobody can cause an error, asked at length. The short form stands among the hostile requests."""

import pytest

from kyodo_portal.web.handler import PortalHandler
from tests.trust.errors import BIG, DAYS, MANY, MIXED, NAMES, errors_at, errors_of
from tests.trust.world import World

pytestmark = pytest.mark.prove


def test_none_of_many_queries_is_an_error(world: World) -> None:
    queries = [MIXED.format(n=number, d=day) for number in BIG for day in DAYS]
    single = [f"{name}={value}" for name in NAMES for value in (*BIG, *DAYS, "%E3%81%82")]

    assert errors_of(world, PortalHandler(), *queries, *single, MANY) == {}


def test_no_number_is_an_error(world: World) -> None:
    numbers = tuple(number for number in BIG if number >= 0)

    assert errors_at(world, "get", "post", "head", numbers=numbers) == {}
