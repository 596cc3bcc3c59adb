"""Reading changes nothing: a GET, HEAD or OPTIONS that writes to the database fails its test.

It is a middleware of the suite (`tests/settings.py`), so it sees every request of every test, also those
that a browser makes of the live server. A POST that is refused is no concern of it: see `tests/trust`.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection
from django.http import FileResponse, HttpRequest, HttpResponseBase

READS = ("GET", "HEAD", "OPTIONS")

ALLOWED = {
    "django_session": "the door: the steps of signing in, and a message that has been shown",
    "kyodo_portal_readingentry": "the record of reading itself, by `life.reading.note_reading` alone",
    "usersessions_usersession": "the door: when and from where a session was last used",
    "mfa_authenticator": "the door: that the codes for an emergency have been shown, which happens once",
}
"""The tables that reading may write to, each with its reason."""

_WRITE = re.compile(
    r"[\s(]*(?:INSERT\s+(?:OR\s+\w+\s+)?INTO|REPLACE\s+INTO|UPDATE|DELETE\s+FROM|TRUNCATE(?:\s+TABLE)?)"
    r"\s+(?:ONLY\s+)?[\"`]?(\w+)",
    re.IGNORECASE,
)


def written_by(sql: str) -> str:
    """The table a statement writes to; empty where it only reads, or writes what is allowed."""
    found = _WRITE.match(sql)
    return "" if found is None or found[1] in ALLOWED else found[1]


@contextmanager
def told_of_writes(tell: Callable[[str, str], None]) -> Iterator[None]:
    """Within this block `tell` gets table and statement of every write, before it is made."""

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if table := written_by(sql):
            tell(table, sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield


def watched(pieces: Iterable[bytes], tell: Callable[[str, str], None]) -> Iterator[bytes]:
    """A file that is made while it is sent, watched piece by piece."""
    rest = iter(pieces)
    while True:
        with told_of_writes(tell):
            piece = next(rest, None)
        if piece is None:
            return
        yield piece


class ReadingWritesNothing:
    """Stops the test at the statement that would write, so that its place in the code is shown."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method not in READS:
            return self.get_response(request)

        def tell(table: str, sql: str) -> None:
            pytest.fail(
                f"{request.method} {request.get_full_path()} writes to {table}: {sql[:200]}"
            )

        with told_of_writes(tell):
            answer = self.get_response(request)
        if answer.streaming and not isinstance(answer, FileResponse):
            answer.streaming_content = watched(answer.streaming_content, tell)
        return answer
