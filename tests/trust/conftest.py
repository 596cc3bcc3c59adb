"""The city these tests walk through: made once for the folder, taken away whole."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from tests.trust.world import World, make_world


@pytest.fixture(scope="package")
def city(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    """The city as it was made; see `world` for the one that a test may change. Transactional tests,
    which come after all others, make one of their own."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_world(tmp_path_factory.mktemp("media"))
        transaction.set_rollback(True)


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
