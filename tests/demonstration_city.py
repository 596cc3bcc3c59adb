"""A demonstration city of its own on a temporary database, for pictures and for measuring.

`tests/browser/page_kinds.py` says which pages there are; here each thing it names is found among
the records of the demonstration, and each person has a session.
"""

import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import django
from django.apps import apps
from django.core.management import call_command
from django.urls import reverse
from django.utils.module_loading import import_string

ROOT = Path(__file__).resolve().parent.parent

#: The demonstration's account of each kind of person that pages are looked at as.
ACCOUNTS = {
    "citizen": "citizen@example.jp",
    "manager": "group@example.jp",
    "coordinator": "coordinator@example.jp",
    "reviewer": "reviewer2@example.jp",
}

#: Each thing: its model, who has to see it, and the statuses it may have.
THINGS = {
    "project_active": ("projects.Project", "manager", ["active"]),
    "project_planning": ("projects.Project", "manager", ["planning"]),
    "project_agreed": ("projects.Project", "manager", ["agreed", "active"]),
    "project_completed": ("projects.Project", "manager", ["completed"]),
    "project_cancelled": ("projects.Project", "manager", ["cancelled"]),
    "group_registered": ("groups.Group", "manager", ["registered"]),
    "group_applied": ("groups.Group", "coordinator", ["applied"]),
    "call_open": ("proposals.Call", "manager", ["open"]),
    "call_reviewing": ("proposals.Call", "coordinator", ["reviewing"]),
    "call_decided": ("proposals.Call", "manager", ["decided"]),
    "proposal_draft": ("proposals.Proposal", "manager", ["draft"]),
    "proposal_submitted": ("proposals.Proposal", "manager", ["submitted"]),
    "proposal_under_review": ("proposals.Proposal", "coordinator", ["under_review"]),
    "proposal_announced": ("proposals.Proposal", "anonymous", ["adopted"]),
    "consultation_group": ("proposals.Consultation", "citizen", []),
    "consultation_other": ("proposals.Consultation", "coordinator", []),
    "review_mine": ("proposals.Review", "reviewer", ["assigned", "in_progress"]),
    "evaluation_open": ("evaluations.Evaluation", "manager", ["open"]),
    "evaluation_half": ("evaluations.Evaluation", "coordinator", ["open"]),
    "evaluation_revealed": ("evaluations.Evaluation", "manager", ["revealed"]),
    "evaluation_published": ("evaluations.Evaluation", "anonymous", ["published"]),
}


@dataclass
class DemonstrationCity:
    """The served city: where it is, whose session opens what, and the things pages are about."""

    base: str
    environment: dict[str, str]
    things: dict[str, Any] = field(default_factory=dict)
    sessions: dict[str, str] = field(default_factory=dict)

    def address(self, kind: Any) -> str | None:
        """The path of a kind of page; None where the demonstration has no such thing."""
        if any(self.things.get(name) is None for name in kind.of):
            return None
        return reverse(kind.name, args=[self.things[name].pk for name in kind.of]) + kind.query


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def demonstration_city(folder: Path, *, production: bool = False) -> Iterator[DemonstrationCity]:
    """Make the city in `folder` and serve it. In production mode static files carry hashed names
    and are compressed; whoever asks says `X-Forwarded-Proto: https`, as the proxy in front would.
    """
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    environment = {
        "DEBUG": "0" if production else "1",
        "SECRET_KEY": "only-for-pictures-" + "abcdefghij" * 4,
        "ALLOWED_HOSTS": "127.0.0.1",
        "BASE_URL": base,
        "DATABASE_URL": f"sqlite:///{folder}/kyodo.sqlite3",
        "MEDIA_ROOT": str(folder / "media"),
        "PORT": str(port),
        "TRUSTED_PROXIES": "1" if production else "0",
        "DJANGO_SETTINGS_MODULE": "kyodo_portal.settings",
        # The picture taker keeps an event loop, which Django takes for an async program.
        "DJANGO_ALLOW_ASYNC_UNSAFE": "true",
    }
    os.environ.update(environment)
    django.setup()
    call_command("migrate", verbosity=0)
    call_command("demo", confirmed=True, verbosity=0, stdout=open(os.devnull, "w"))  # noqa: SIM115
    city = DemonstrationCity(base, environment)
    _find_things(city)
    _open_sessions(city)
    server = subprocess.Popen(
        [sys.executable, "manage.py", "serve", "--without-outbox"],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
    )
    try:
        _wait_for(f"{base}/healthz")
        yield city
    finally:
        server.terminate()
        server.wait()


def _wait_for(address: str, seconds: int = 90) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with contextlib.suppress(urllib.error.URLError), urllib.request.urlopen(address):  # noqa: S310
            return
        time.sleep(0.3)
    raise SystemExit(f"{address} did not answer")


def _person(kind: str) -> Any:
    users = apps.get_model("groups.User").objects
    anonymous: Callable[[], Any] = import_string("django.contrib.auth.models.AnonymousUser")
    return anonymous() if kind == "anonymous" else users.get(email=ACCOUNTS[kind])


def _find_things(city: DemonstrationCity) -> None:
    """The first of each kind that this person sees, their own before others'."""
    for name, (model, who, statuses) in THINGS.items():
        person = _person(who)
        found = apps.get_model(model).objects.visible_to(person).order_by("pk")
        found = found.filter(status__in=statuses) if statuses else found
        rows = list(found)
        city.things[name] = next((row for row in rows if _is_theirs(row, person)), None) or next(
            iter(rows), None
        )


def _is_theirs(row: Any, person: Any) -> bool:
    """Whether this record is about a group of theirs."""
    groups = set(getattr(person, "role_by_group", {}))
    project = getattr(row, "project", row)
    partners = getattr(project, "partners", None)
    own = {getattr(row, "group_id", None), row.pk if row._meta.label == "groups.Group" else None}
    if partners is not None:
        own |= set(partners.values_list("group_id", flat=True))
    return bool(groups & own)


def _open_sessions(city: DemonstrationCity) -> None:
    sign_in = import_string("tests.trust.world._signed_in")
    city.sessions = {kind: sign_in(_person(kind)) for kind in ACCOUNTS}
