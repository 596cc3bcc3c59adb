"""The portal's own server holds no body that is larger than its address takes."""

import socket
import threading
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest

from kyodo_portal.web.bodies import MEGABYTE, TEXTS
from kyodo_portal.web.serving import make_server

pytestmark = pytest.mark.once

Told = list[tuple[str, str, int]]


@pytest.fixture(scope="module")
def served() -> Iterator[tuple[int, Told]]:
    """The port of a server whose application tells of each request: its method, how much it was
    said to send, and how much of that could be read."""
    told: Told = []

    def application(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        length = environ.get("CONTENT_LENGTH", "")
        told.append((environ["REQUEST_METHOD"], length, len(environ["wsgi.input"].read())))
        start("200 OK", [("Content-Length", "4")])
        return [b"done"]

    server = make_server(application, host="127.0.0.1", port=0)
    running = threading.Thread(target=server.run)
    running.start()
    yield server.effective_port, told
    server.trigger.pull_trigger(server.close)
    server.task_dispatcher.shutdown()
    running.join(5)


def asked(port: int, *pieces: bytes) -> bytes:
    """What the server answers to these pieces, until it ends the connection."""
    with socket.create_connection(("127.0.0.1", port), timeout=5) as browser:
        for piece in pieces:
            browser.sendall(piece)
        answer = b""
        while not answer.endswith(b"done") and (piece := browser.recv(65536)):
            answer += piece
        return answer


def head(path: str, *lines: str) -> bytes:
    return "\r\n".join([f"POST {path} HTTP/1.1", "Host: testserver", *lines, "", ""]).encode()


CHUNK = b"100000\r\n" + b"a" * MEGABYTE + b"\r\n"
SMALL = b"3\r\nabc\r\n0\r\n\r\n"
#: A request, and what the application is told of it: how much was announced, how much could be read.
REQUESTS: dict[str, tuple[list[bytes], tuple[str, int]]] = {
    "small": ([head("/", "Content-Length: 3"), b"abc"], ("3", 3)),
    "in pieces": ([head("/", "Transfer-Encoding: chunked"), SMALL], ("3", 3)),
    "announced": ([head("/", f"Content-Length: {100 * MEGABYTE}")], (str(100 * MEGABYTE), 0)),
    "announced and sent": (
        [head("/", f"Content-Length: {TEXTS + 1}"), b"a" * (TEXTS + 1)],
        (str(TEXTS + 1), 0),
    ),
    "files": (
        [head("/groups/apply/", f"Content-Length: {5 * MEGABYTE}"), b"a" * 5 * MEGABYTE],
        (str(5 * MEGABYTE), 5 * MEGABYTE),
    ),
    "asking first": (
        [head("/", "Expect: 100-continue", f"Content-Length: {TEXTS + 1}")],
        (str(TEXTS + 1), 0),
    ),
}


@pytest.mark.parametrize("what", REQUESTS)
def test_body_is_read_as_far_as_its_address_takes(served: tuple[int, Told], what: str) -> None:
    port, told = served
    pieces, expected = REQUESTS[what]
    told.clear()

    answer = asked(port, *pieces)

    assert told == [("POST", *expected)]
    assert (b"Connection: close" in answer) == (expected[1] == 0)
    assert b"100 Continue" not in answer


def test_body_of_unknown_length_is_cut_off_where_it_grows_too_large(
    served: tuple[int, Told],
) -> None:
    port, told = served
    told.clear()

    asked(port, head("/", "Transfer-Encoding: chunked"), *[CHUNK] * 6)

    assert [(length > str(TEXTS), read) for _, length, read in told] == [(True, 0)]


def test_rest_of_a_body_cut_off_is_no_request(served: tuple[int, Told]) -> None:
    """What was sent behind the head is part of a body, and is not answered as a second request."""
    port, told = served
    told.clear()
    hidden = b"GET /hidden HTTP/1.1\r\nHost: testserver\r\n\r\n"

    answer = asked(port, head("/", f"Content-Length: {TEXTS + 1}") + hidden, hidden * 5)

    assert told == [("POST", str(TEXTS + 1), 0)]
    assert answer.count(b"200 OK") == 1
