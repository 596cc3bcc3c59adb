"""Asking for pages inside this process and timing the answers, the pages taking turns.

Turns matter: whatever else the machine does then falls on all pages alike. Counted is the CPU time of
this process; what a database server of its own spends is seen in the elapsed time alone.
"""

import io
import statistics
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit
from wsgiref.util import setup_testing_defaults

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test.utils import override_settings

from kyodo_portal.made_up.benching.bare import BareHandler
from kyodo_portal.made_up.benching.page import Page

WARM_UP = 2
"""Answers to each page before anything is timed: templates read, statements prepared."""

KEPT = 3_600
"""Seconds for which an answer is kept that is shared: longer than any measuring takes."""


SIGNED_IN = "django.contrib.sessions.backends.signed_cookies"
"""Sessions that lie with the browser: nothing is written into the database for who has signed in."""


class PageFailed(Exception):
    """A page answered with something else than 200; the message says which and how."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: its CPU and elapsed time in milliseconds, and its size in bytes."""

    cpu: float
    elapsed: float
    size: int


@dataclass(frozen=True, slots=True)
class Measured:
    """What one page cost: the medians of its answers, and how many queries it asked."""

    page: Page
    cpu: float
    elapsed: float
    size: int
    queries: int


def measure(
    pages: list[Page], *, rounds: int, progress: Callable[[int, int], None]
) -> list[Measured]:
    """Each page once in every round. Raises `PageFailed`."""
    with override_settings(SESSION_ENGINE=SIGNED_IN):
        return _measured(pages, rounds=rounds, progress=progress)


def _measured(
    pages: list[Page], *, rounds: int, progress: Callable[[int, int], None]
) -> list[Measured]:
    with warnings.catch_warnings():
        # No style sheet is asked for, so it does not matter whether they have been collected.
        warnings.filterwarnings("ignore", message="No directory at")
        portal, bare = WSGIHandler(), BareHandler()
    handlers = {page.name: bare if page.is_bare else portal for page in pages}
    environs = {page.name: _environ(page) for page in pages}
    for _ in range(WARM_UP):
        for page in pages:
            _answer(handlers[page.name], page, environs[page.name])
    queries = {
        page.name: _count_queries(handlers[page.name], page, environs[page.name]) for page in pages
    }
    answers: dict[str, list[Answer]] = {page.name: [] for page in pages}
    for number in range(rounds):
        for page in pages:
            answers[page.name].append(_answer(handlers[page.name], page, environs[page.name]))
        progress(number + 1, rounds)
    return [
        Measured(
            page=page,
            cpu=statistics.median(answer.cpu for answer in answers[page.name]),
            elapsed=statistics.median(answer.elapsed for answer in answers[page.name]),
            size=answers[page.name][0].size,
            queries=queries[page.name],
        )
        for page in pages
    ]


def _environ(page: Page) -> dict[str, Any]:
    """A visitor without cookies, or somebody with those of their session, as the server or the proxy
    before it would pass the request on."""
    host = settings.ALLOWED_HOSTS[0].lstrip(".") if settings.ALLOWED_HOSTS else "localhost"
    address = urlsplit(page.path)
    environ: dict[str, Any] = {
        "HTTP_HOST": "localhost" if host == "*" else host,
        "HTTP_X_FORWARDED_PROTO": "https",
        "PATH_INFO": address.path,
        "QUERY_STRING": address.query,
        "REQUEST_METHOD": "GET",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.url_scheme": "https",
    }
    if page.person is not None:
        environ["HTTP_COOKIE"] = f"{settings.SESSION_COOKIE_NAME}={_session_of(page.person)}"
    setup_testing_defaults(environ)
    return environ


def _session_of(person: int) -> str:
    user = get_user_model().objects.get(pk=person)
    session = SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = (
        str(person),
        settings.AUTHENTICATION_BACKENDS[0],
    )
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return str(session.session_key)


def _answer(handler: WSGIHandler, page: Page, environ: dict[str, Any]) -> Answer:
    environ = {**environ, "wsgi.input": io.BytesIO()}
    with override_settings(SHARED_ANSWER_SECONDS=KEPT if page.is_shared else 0):
        return _timed(handler, page, environ)


def _timed(handler: WSGIHandler, page: Page, environ: dict[str, Any]) -> Answer:
    statuses: list[str] = []

    def start_response(status: str, headers: Any, failure: Any = None, /) -> Any:
        statuses.append(status)

    cpu, elapsed = time.thread_time(), time.perf_counter()
    response = handler(environ, start_response)
    size = sum(map(len, response))
    response.close()
    cpu, elapsed = time.thread_time() - cpu, time.perf_counter() - elapsed
    if not statuses[0].startswith("200"):
        raise PageFailed(f"{page.name}（{page.path}）が {statuses[0]} を返しました。")
    return Answer(cpu * 1000, elapsed * 1000, size)


def _count_queries(handler: WSGIHandler, page: Page, environ: dict[str, Any]) -> int:
    asked = 0

    def count(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal asked
        asked += 1
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count):
        _answer(handler, page, environ)
    return asked
