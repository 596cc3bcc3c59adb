"""The city these tests walk through: made once for each file of tests, taken away whole."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest

from tests.trust.world import World, make_world


@pytest.fixture(scope="module")
def city(for_the_file: None, tmp_path_factory: pytest.TempPathFactory) -> World:
    """The city as it was made; see `world` for the one that a test may change."""
    return make_world(tmp_path_factory.mktemp("media"))


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    """Refusals are what these tests are about; thousands of them are not written down one by one."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def world(city: World, db: None, settings: Any, _own_uploads: None) -> World:
    """The city for one test: what the test changes in it is taken back after it."""
    settings.MEDIA_ROOT = city.media
    return city
