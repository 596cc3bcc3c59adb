"""Failed sign-ins are counted also while the cache's server is away."""

import socket
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client

from kyodo_portal.web import sure_cache
from kyodo_portal.web.sure_cache import FallbackCount, SureCache, forget_counts
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def away(settings: Any) -> Iterator[None]:
    """The cache of production, whose server does not answer."""
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        redis = {
            "BACKEND": "kyodo_portal.web.sure_cache.SureCache",
            "LOCATION": f"redis://127.0.0.1:{nobody.getsockname()[1]}/0",
        }
        settings.CACHES = {**settings.CACHES, "default": redis}
        SureCache.away_until = 0
        yield
        SureCache.away_until = 0


def test_guesses_at_a_password_are_limited_without_the_cache(away: None) -> None:
    make_user("花子", email="hanako@example.jp")
    client = Client()
    guess = {"login": "hanako@example.jp", "password": "wrong-for-sure"}

    answers = [client.post("/accounts/login/", guess).content.decode() for _ in range(7)]

    refused = ["失敗が連続" in answer for answer in answers]
    assert refused == [False] * 5 + [True] * 2
    assert FallbackCount.objects.filter(cache_key__contains="login_failed").exists()


def test_table_does_what_the_cache_does(away: None) -> None:
    cache = caches["default"]

    assert [cache.add("a", 1), cache.add("a", 2), cache.get("a")] == [True, False, 1]
    cache.set("b", [1, 2])
    assert [cache.get("b"), cache.has_key("b"), cache.incr("a")] == [[1, 2], True, 2]
    assert [cache.touch("b", 50), cache.delete("b"), cache.get("b", "none")] == [True, True, "none"]
    cache.clear()
    assert cache.get("a") is None


def test_server_is_asked_again_after_a_while(away: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not at once: each question to a server that is silent costs a second."""
    asked = []
    monkeypatch.setattr("redis.connection.Connection.connect", lambda *_: asked.append(1) or 1 / 0)
    monkeypatch.setattr(sure_cache, "RedisError", ZeroDivisionError)
    cache = caches["default"]

    cache.get("a"), cache.get("a")
    after_one = len(asked)
    SureCache.away_until = 0
    cache.get("a")

    assert (after_one, len(asked)) == (1, 2)


def test_what_is_over_is_forgotten(away: None) -> None:
    caches["default"].set("old", 1, timeout=-10)
    caches["default"].set("new", 1)

    assert (forget_counts(), FallbackCount.objects.count()) == (1, 1)
