"""Asking for anything in any way, and telling which answers are errors."""

from collections.abc import Iterator
from typing import Any

from django.test import RequestFactory
from django.urls import reverse

from kyodo_portal.web.handler import PortalHandler
from tests.trust.addresses import ADDRESSES
from tests.trust.requests import address
from tests.trust.test_public import PUBLIC
from tests.trust.world import World

BIG = (2**63, 2**31, 10**17, 10**40, 0, -1)
"""Numbers at which a database, a calendar or a counter ends."""

DAYS = ("9999-12-31", "0001-01-01", "0000-00-00", "R99.99.99", "10000-01-01")
MANY = "&".join(["a=1"] * 1_001)
MIXED = (
    "page={n}&year={n}&from_year={n}&to_year={n}&version={n}&group={n}&since={d}&until={d}&due={d}"
    "&q=a&q=b&sort=x&sort=y"
)
NAMES = (
    "page",
    "year",
    "since",
    "until",
    "status",
    "kind",
    "group",
    "q",
    "sort",
    "view",
    "version",
)
BARE = "&&==&=&a&page&q&%&year=&since=[]&page=1&page=2"

HEADERS: dict[str, dict[str, str]] = {
    "range": {"HTTP_RANGE": "bytes=9999999999999999999999-1,-,5-2"},
    "since": {"HTTP_IF_MODIFIED_SINCE": "Mon, 99 Foo 99999 99:99:99 GMT"},
    "match": {"HTTP_IF_NONE_MATCH": '*, "', "HTTP_IF_MATCH": "W/"},
    "language": {"HTTP_ACCEPT_LANGUAGE": "ja;q=99999999999,*;;q=x,\xff" * 50},
    "accept": {"HTTP_ACCEPT": "a/b;q=x,,/;", "HTTP_ACCEPT_ENCODING": "*;q=;,gzip;q=2"},
    "cookie": {"HTTP_COOKIE": "sessionid=\xff\x00%00;csrftoken=;;=;messages=[;furigana=\xfe" * 5},
    "kind": {"CONTENT_TYPE": "text/plain; name*=nope'en'x"},
    "alphabet": {"CONTENT_TYPE": "text/html; charset=base64"},
    "length": {"CONTENT_LENGTH": "many"},
    "host": {"HTTP_HOST": "[::1"},
    "other host": {"HTTP_HOST": "a,b@c/ d"},
    "forwarded": {"HTTP_X_FORWARDED_FOR": "x, \xff,", "REMOTE_ADDR": "", "HTTP_FORWARDED": "=;,"},
    "fetch": {"HTTP_SEC_FETCH_SITE": "?", "HTTP_ORIGIN": "null", "HTTP_REFERER": "http://[x"},
    "method": {"REQUEST_METHOD": "\xff"},
}

FORM = "application/x-www-form-urlencoded"
PARTS = "multipart/form-data; boundary=x"
PART = b'--x\r\nContent-Disposition: form-data; name="body"'
#: Kinds of bodies, and what is sent as one.
BODIES: dict[str, tuple[str, bytes]] = {
    "too many fields": (FORM, b"a=1&" * 1_001),
    "too many parts": (PARTS, (PART + b"\r\n\r\n1\r\n") * 1_001 + b"--x--\r\n"),
    "too many files": (PARTS, (PART + b'; filename="a"\r\n\r\n1\r\n') * 101 + b"--x--\r\n"),
    "no boundary": ("multipart/form-data", b"--x"),
    "long boundary": ("multipart/form-data; boundary=" + "x" * 500, b"--x"),
    "cut off": (PARTS, PART),
    "name of an unknown alphabet": (
        PARTS,
        PART + b"; filename*=nope'en'x\r\n\r\n1\r\n--x--\r\n",
    ),
    "not base64": (
        PARTS,
        PART + b"\r\nContent-Transfer-Encoding: base64\r\n\r\n=a=\r\n--x--\r\n",
    ),
    "part of an unknown alphabet": (
        PARTS,
        PART + b"\r\nContent-Type: text/plain; charset=base64\r\n\r\n1\r\n--x--\r\n",
    ),
    "form of an unknown alphabet": (f"{FORM}; charset=base64", b"a=1"),
    "parts of another alphabet": (f"{PARTS}; charset=utf-16", PART + b"\r\n\r\n1\r\n--x--\r\n"),
    "json": ("application/json", b"{"),
    "nothing of a kind": ("/;=", b"\xff"),
}


def asked(portal: PortalHandler, path: str, query: str = "", **more: Any) -> int:
    """The status of the answer, and 500 for an error that is left to the web server."""
    environ = RequestFactory().get(path).environ | {"QUERY_STRING": query, **more}
    try:
        answer = portal.get_response(portal.request_class(environ))
        b"".join(answer)
        for closer in answer._resource_closers:
            closer()
    except Exception:  # noqa: BLE001 - whatever it is, a visitor could cause it
        return 500
    return answer.status_code


def public_paths(world: World) -> Iterator[str]:
    """One address of each public name, with things that are public."""
    names, seen = set(" ".join(PUBLIC.values()).split()), set()
    for row in ADDRESSES:
        if row.name in names and row.name not in seen and row.get["anonymous"] == "ok":
            seen.add(row.name)
            yield address(world, row).partition("?")[0]


def errors_of(world: World, portal: PortalHandler, *queries: str) -> dict[tuple[str, str], int]:
    """The public addresses and queries that are answered with an error."""
    statuses = {
        (path, query): asked(portal, path, query)
        for path in public_paths(world)
        for query in queries
    }
    return {each: status for each, status in statuses.items() if status >= 500}


def errors_at(world: World, *methods: str, numbers: tuple[int, ...]) -> dict[str, int]:
    """The addresses of things, with these numbers in the place of the thing's, that answer with an
    error."""
    browser, errors = world.browser("coordinator"), {}
    of_things = {row.name: len(row.of) for row in ADDRESSES if row.of and row.of[0][0] != "="}
    for name, count in of_things.items():
        for number in numbers:
            path = reverse(name, args=[number] * count)
            for method in methods:
                status = getattr(browser, method)(path).status_code
                if status >= 500:
                    errors[f"{method} {path}"] = status
    return errors
