"""What machines ask, and what everybody is answered while the database is away."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from kyodo_portal.site import health

pytestmark = pytest.mark.django_db

AWAY = {
    "BACKEND": "django.core.cache.backends.redis.RedisCache",
    "LOCATION": "redis://127.0.0.1:1",
}


@pytest.fixture(autouse=True)
def _asked_anew() -> None:
    health._has_every_migration.cache_clear()


@contextmanager
def database_away() -> Iterator[None]:
    def refuse(*_: Any) -> None:
        raise OperationalError("connection refused")

    with connection.execute_wrapper(refuse):
        yield


def told(path: str) -> tuple[int, dict[str, Any], str]:
    answer = Client(raise_request_exception=False).get(path)
    return answer.status_code, answer.json(), answer.headers.get("Retry-After", "")


ALL_WELL = {"database": True, "migrations": True, "city": True, "cache": True}


def test_portal_lives_and_is_ready() -> None:
    assert told("/healthz") == (200, {"status": "ok", "database": True}, "")
    assert told("/readyz") == (200, {"status": "ok", **ALL_WELL}, "")


def test_database_that_is_away_is_told_to_machines() -> None:
    with database_away():
        alive, ready = told("/healthz"), told("/readyz")

    away = {"status": "unavailable", "database": False}
    assert alive == (503, away, "60")
    assert ready == (503, {**ALL_WELL, **away, "migrations": False}, "60")


def test_release_whose_migrations_are_waiting_is_not_ready() -> None:
    MigrationRecorder(connection).record_unapplied("kyodo_portal", "0001_initial")

    assert told("/readyz") == (
        503,
        {**ALL_WELL, "status": "unavailable", "migrations": False},
        "60",
    )
    assert told("/healthz")[0] == 200


def test_cache_that_is_away_makes_not_ready(settings: Any) -> None:
    settings.CACHES = {**settings.CACHES, "public": AWAY}

    assert told("/readyz") == (503, {**ALL_WELL, "status": "unavailable", "cache": False}, "60")


PAGES = [
    *("/", "/projects/", "/groups/", "/calls/", "/evaluations/", "/consult/", "/search/?q=花"),
    *("/projects/1/", "/statistics/", "/opendata/projects.json", "/feeds/projects.xml"),
    *("/my/", "/admin/", "/groups/apply/"),
]


def test_every_page_that_asks_the_database_says_when_to_come_again(admin_client: Client) -> None:
    """With what is wrong and what to do, and never as an error of the portal."""
    admin_client.raise_request_exception = False
    with database_away():
        answers = {path: admin_client.get(path) for path in PAGES}
        sent = admin_client.post("/groups/apply/", {"name": "花の会のことば"})

    found = {path: (a.status_code, a.headers.get("Retry-After")) for path, a in answers.items()}
    assert found == dict.fromkeys(PAGES, (503, "60"))
    assert (sent.status_code, "花の会のことば" in sent.content.decode()) == (503, True)
