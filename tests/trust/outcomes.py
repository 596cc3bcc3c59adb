"""What may come of a request, in one word each, and the rows of the table of addresses."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.shortcuts import resolve_url

from tests.people import IN_BROWSERS, SAME_PERSON
from tests.trust.canaries import kinds

OUTSIDER = "anonymous"
SIGNED_IN = frozenset(IN_BROWSERS) - {OUTSIDER}


def to_login(response: Any) -> bool:
    """Sends the person to sign in, and back here afterwards."""
    path = urlsplit(response.headers.get("Location", "")).path
    doors = (resolve_url(settings.LOGIN_URL), "/admin/login/", "/accounts/reauthenticate/")
    return response.status_code == 302 and path in doors


def _is(*statuses: int) -> Callable[[Any], bool]:
    return lambda response: response.status_code in statuses and not to_login(response)


OUTCOMES: dict[str, Callable[[Any], bool]] = {
    "ok": _is(200),
    "taken": _is(200, 302, 303, 400, 409, 422),  # looked into: kept, or answered with what is wrong
    "goes": _is(301, 302, 303),
    "login": to_login,
    "led": lambda response: response.status_code == 302,
    "no": _is(403),
    "later": _is(409),
    "hidden": _is(404),
    "gone": _is(410),
    "closed": _is(403, 404),
    "method": lambda response: response.status_code == 405 or to_login(response),
    "stopped": lambda response: response.status_code == 403 or to_login(response),
    "away": lambda response: response.status_code == 404 or to_login(response),
    "invited": lambda response: response.status_code == 200 or to_login(response),
}


@dataclass(frozen=True)
class Row:
    """One address with things of one state: what each person gets, for reading and for writing."""

    name: str
    of: tuple[str, ...]
    get: dict[str, str]
    post: dict[str, str]
    query: str = ""
    data: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Without a second factor the admin says nothing, whatever is asked of it."""
        if self.name.startswith("admin:") and self.name != "admin:login":
            for way in ("get", "post"):
                if set(getattr(self, way).values()) != {"method"}:
                    refused = {**getattr(self, way), **dict.fromkeys(SAME_PERSON, "no")}
                    object.__setattr__(self, way, refused)

    def __str__(self) -> str:
        return f"{self.name}({', '.join(self.of)}{self.query})"


def _expect(otherwise: str, anonymous: str, **named: str) -> dict[str, str]:
    """Each kind of person with their outcome: those named, and what everybody else gets. Who is
    refused in general may be let in by name."""
    expected = dict.fromkeys(IN_BROWSERS, otherwise) | {OUTSIDER: anonymous}
    for outcome, words in sorted(named.items(), key=lambda pair: pair[0] != "no"):
        expected |= dict.fromkeys(kinds(words), outcome)
    return expected


METHOD = dict.fromkeys(IN_BROWSERS, "method")


def page(
    name: str,
    *of: str,
    otherwise: str = "hidden",
    anonymous: str = "",
    query: str = "",
    **sees: str,
) -> Row:
    """A page that is read and never written to."""
    return Row(name, of, _expect(otherwise, anonymous or otherwise, **sees), METHOD, query)


def form(
    name: str,
    *of: str,
    otherwise: str = "hidden",
    anonymous: str = "login",
    query: str = "",
    **may: str,
) -> Row:
    """A page that is read and written to by the same people."""
    reads = _expect(otherwise, anonymous, **may)
    writes = {kind: "taken" if word == "ok" else word for kind, word in reads.items()}
    return Row(name, of, reads, writes, query)


def act(
    name: str,
    *of: str,
    otherwise: str = "hidden",
    anonymous: str = "away",
    data: dict[str, str] | None = None,
    **may: str,
) -> Row:
    """An address that is only written to."""
    return Row(name, of, METHOD, _expect(otherwise, anonymous, **may), data=data or {})


def both(reading: Row, writing: Row) -> Row:
    """One address whose readers and writers differ."""
    return Row(reading.name, reading.of, reading.get, writing.post, reading.query, writing.data)
