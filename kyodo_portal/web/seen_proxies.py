"""What stands before the portal, as requests themselves tell: noted, believed by nobody, so that
`manage.py doctor` can say whether `TRUSTED_PROXIES` fits."""

import contextlib
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any

from django.core.cache import caches
from django.http import HttpRequest, HttpResponseBase

KEY = "seen-proxies"
EVERY = 60.0
"""Seconds after which a process tells the others what it has seen."""
KEPT = 7 * 24 * 60 * 60
ASKED_FROM_INSIDE = ("/healthz", "/readyz")


@dataclass
class Seen:
    """Requests since the process began: how many there were, how many named somebody before the last
    proxy, the fewest such names on one of these, and how many said that the browser spoke HTTPS."""

    requests: int = 0
    forwarded: int = 0
    fewest: int = 0
    https: int = 0
    told_at: float = field(default_factory=time.monotonic)

    def note(self, names: str, scheme: str) -> None:
        self.requests += 1
        self.https += scheme == "https"
        if names:
            count = names.count(",") + 1
            self.fewest = min(self.fewest, count) if self.forwarded else count
            self.forwarded += 1


class NotesProxies:
    """Counts in the memory of the process; once a minute it says so in the cache that all share."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.seen = Seen()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path not in ASKED_FROM_INSIDE:
            head = request.META
            names = head.get("HTTP_X_FORWARDED_FOR", "")
            self.seen.note(names, head.get("HTTP_X_FORWARDED_PROTO", ""))
            now = time.monotonic()
            if self.seen.requests == 1 or now - self.seen.told_at > EVERY:
                self.seen.told_at = now
                with contextlib.suppress(Exception):  # whatever keeps the cache away
                    caches["public"].set(KEY, asdict(self.seen), KEPT)
        return self.get_response(request)


def lately() -> Seen | None:
    """What one of the processes has seen; None where nobody came, or nobody remembers."""
    said: dict[str, Any] | None = caches["public"].get(KEY)
    return Seen(**said) if said else None
