"""A demonstration city of its own on a temporary database, for pictures and for measuring.

`tests/browser/page_kinds.py` says which pages there are; here each thing it names is found among
the records of the demonstration, and each person has a session.
"""

import contextlib
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

import django
from django.apps import apps
from django.core.management import call_command
from django.urls import reverse
from django.utils import translation
from django.utils.module_loading import import_string

ROOT = Path(__file__).resolve().parent.parent

#: The demonstration's account of each kind of person that pages are looked at as.
ACCOUNTS = {
    "citizen": "citizen@example.jp",
    "manager": "group@example.jp",
    "coordinator": "coordinator@example.jp",
    "reviewer": "reviewer2@example.jp",
    "staff": "staff@example.jp",
}

#: Each thing: its model, and the statuses it may have, the fittest first.
THINGS: dict[str, tuple[str, tuple[str, ...]]] = {
    "project_active": ("projects.Project", ("active",)),
    "project_planning": ("projects.Project", ("planning",)),
    "project_agreed": ("projects.Project", ("agreed", "active")),
    "project_completed": ("projects.Project", ("completed",)),
    "project_cancelled": ("projects.Project", ("cancelled",)),
    "step_of_project_active": ("projects.ProjectStep", ("waiting",)),
    "group_registered": ("groups.Group", ("registered",)),
    "group_applied": ("groups.Group", ("applied",)),
    "call_open": ("proposals.Call", ("open",)),
    "call_reviewing": ("proposals.Call", ("reviewing",)),
    "call_decided": ("proposals.Call", ("decided",)),
    "proposal_draft": ("proposals.Proposal", ("draft",)),
    "proposal_submitted": ("proposals.Proposal", ("submitted", "under_review")),
    "proposal_under_review": ("proposals.Proposal", ("under_review",)),
    "proposal_announced": ("proposals.Proposal", ("adopted",)),
    "consultation_group": ("proposals.Consultation", ()),
    "consultation_other": ("proposals.Consultation", ()),
    "review_mine": ("proposals.Review", ("assigned", "in_progress")),
    "recovery": ("groups.FactorRecovery", ()),
    "evaluation_open": ("evaluations.Evaluation", ("open",)),
    "evaluation_half": ("evaluations.Evaluation", ("open",)),
    "evaluation_revealed": ("evaluations.Evaluation", ("revealed",)),
    "evaluation_published": ("evaluations.Evaluation", ("published",)),
    "event_open": ("projects.Event", ("open", "published")),
    "event_ended": ("projects.Event", ("ended",)),
    "event_recorded": ("projects.Event", ("recorded",)),
    "event_cancelled": ("projects.Event", ("cancelled",)),
    "help_open": ("projects.HelpWanted", ("open", "answered")),
    "help_request": ("projects.HelpRequest", ()),
    "question_asked": ("projects.Question", ()),
    "offer": ("groups.Offer", ("open", "talking")),
    "offer_talk": ("groups.OfferTalk", ()),
    "place": ("groups.Place", ()),
    "department": ("groups.Department", ()),
    "thread_group": ("groups.Thread", ()),
    "join_request": ("groups.JoinRequest", ()),
    "report": ("groups.Report", ()),
}


@dataclass
class DemonstrationCity:
    """The served city: where it is, the people, and their sessions."""

    base: str
    environment: dict[str, str]
    people: dict[str, Any] = field(default_factory=dict)
    sessions: dict[str, str] = field(default_factory=dict)

    def address(self, kind: Any) -> str | None:
        """The path of a kind of page; None where the demonstration has no such thing."""
        person = self.people.get(kind.who)
        if person is None:
            return None
        words = [_said(name, person) for name in kind.of]
        named = {name: _said(name, person) for name in re.findall(r"{(\w+)}", kind.query)}
        if None in [*words, *named.values()]:
            return None
        with translation.override(kind.language):
            return reverse(kind.name, args=words) + kind.query.format(**named)


def page_kinds() -> Any:
    """The table of page kinds, which asks the models: read once the city is there."""
    return import_module("tests.browser.page_kinds").KINDS


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def demonstration_city(folder: Path, *, production: bool = False) -> Iterator[DemonstrationCity]:
    """Make the city in `folder` and serve it. In production mode static files carry hashed names
    and are compressed, and `tests/https_front.py` stands in for the proxy that speaks HTTPS.
    """
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    environment = {
        "DEBUG": "0" if production else "1",
        "SECRET_KEY": "only-for-pictures-" + "abcdefghij" * 4,
        "ALLOWED_HOSTS": "127.0.0.1",
        "BASE_URL": base,
        "DATABASE_URL": f"sqlite:///{folder}/kyodo.sqlite3",
        "EMAIL_URL": "consolemail://",
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
    _open_sessions(city)
    serve = (
        ["-m", "tests.https_front"] if production else ["manage.py", "serve", "--without-outbox"]
    )
    server = subprocess.Popen(
        [sys.executable, *serve],
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


def _said(name: str, person: Any) -> Any:
    """What stands in an address for the thing of this name; `=word` stands for the word itself."""
    if name.startswith("="):
        return name[1:]
    thing = find(name, person)
    return None if thing is None else thing.pk


def find(name: str, person: Any) -> Any:
    """The thing of this name that this person sees: of the fittest status, their own before
    others'. None if there is none."""
    if name not in THINGS:
        return None
    model, statuses = THINGS[name]
    records = apps.get_model(model).objects
    rows = records.visible_to(person) if hasattr(records, "visible_to") else records.all()
    rows = rows.order_by("pk")
    if statuses:
        fit = {row: statuses.index(_status(row)) for row in rows if _status(row) in statuses}
    else:
        fit = dict.fromkeys(rows, 0)
    return min(fit, key=lambda row: (fit[row], not _is_theirs(row, person)), default=None)


def _status(row: Any) -> str:
    """The status of this moment: a call opens and closes by the clock."""
    return str(getattr(row, "live_status", row.status))


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
    sign_in = import_string("tests.trust.world.signed_in_as")
    city.people = {kind: _person(kind) for kind in ("anonymous", *ACCOUNTS)}
    city.sessions = {kind: sign_in(city.people[kind]) for kind in ACCOUNTS}
