"""Words that are scripts stay words: every page in a real browser, every name and text hostile."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings as django_settings
from django.db import models
from playwright.sync_api import BrowserContext

from kyodo_portal.publishing.kinds import all_kinds
from tests.trust.addresses import ADDRESSES
from tests.trust.outcomes import Row
from tests.trust.requests import address
from tests.trust.world import World, make_world

pytestmark = [
    pytest.mark.browser,
    pytest.mark.once(on="postgres"),
    pytest.mark.django_db(transaction=True),
]

#: What is made of a payload bears this class; nothing may.
PAYLOADS = (
    "<script class=made>alert(1)</script>",
    "<img class=made src=x onerror=alert(1)>",
    '"><svg class=made onload=alert(1)>',
    "'\"><b class=made>太い</b>",
    "</title><i class=made>x</i>",
    "</textarea><i class=made>x</i>",
    "</script><script class=made>alert(1)</script>",
    "javascript:alert(1)",
    '" autofocus onfocus=alert(1) class="made',
    "' onmouseover=alert(1) class='made",
    "{{ 7|add:7 }}{% debug %}",
    "{{constructor.constructor('alert(1)')()}}",
    "<iframe class=made src=javascript:alert(1)></iframe>",
    "<a class=made href=javascript:alert(1)>x</a>",
    "&lt;img class=made src=x onerror=alert(1)&gt;",
    "<style class=made>*{display:none}</style>",
    "http://a.example/<img class=made src=x onerror=alert(1)>",
    "見本\u202e<b class=made>",
)

#: Columns that hold no words of a person but what the portal works with.
WORKING = {
    *("status", "digest", "action", "key", "file", "content_type", "sha256", "password", "email"),
    *("target_model", "status_before", "status_after", "number", "to", "outcome", "external_id"),
    "code",  # the city profile gives it
    "hidden_because",  # stands with its moment alone
    *("came_for", "seed", "code_hash", "language"),  # of a guest: what the portal made itself
    *(
        "slug",
        "kind",
        "text_key",
    ),  # of what is followed or reported: a key, where it has no choices
}

#: Words that stand only with others of their row: made hostile where there are some.
ONLY_WHERE_WRITTEN = {
    *("name", "query", "answer", "interest_words"),
    *("wish", "cancelled_because", "set_aside_because", "refused_because", "abstention"),
}
LISTENING = """
window.found = [];
document.addEventListener("securitypolicyviolation",
  event => window.found.push(event.violatedDirective + " " + event.blockedURI + " " + event.sample));
"""


@pytest.fixture
def hostile(tmp_path: Path, settings: Any) -> World:
    """The city in which every name and text that a person wrote is a payload."""
    settings.MEDIA_ROOT = tmp_path
    world = make_world(tmp_path)
    turn = 0
    for app in ("groups", "projects", "proposals", "evaluations"):
        for model in apps.get_app_config(app).get_models():
            for column in model._meta.concrete_fields:
                if not worded(column):
                    continue
                turn += 1
                for offset, pk in enumerate(model._base_manager.values_list("pk", flat=True)):
                    text = PAYLOADS[(turn + offset) % len(PAYLOADS)]
                    row = model._base_manager.filter(pk=pk)
                    if column.name in ONLY_WHERE_WRITTEN:
                        row = row.exclude(**{column.name: ""})
                    row.update(**{column.name: text[: column.max_length or None]})
    return world


def worded(column: models.Field) -> bool:
    """Whether a person's words are kept here."""
    texts = isinstance(column, models.CharField | models.TextField)
    return texts and not (column.choices or column.unique or column.name in WORKING)


@pytest.fixture
def calm(tmp_path: Path, settings: Any) -> World:
    """The city as it is."""
    settings.MEDIA_ROOT = tmp_path
    return make_world(tmp_path)


FILES = (
    *(
        "groups:document",
        "groups:picture",
        "groups:journal_photo",
        "groups:network_members",
        "events:ics",
        "events:photo",
        "events:people_pdf",
        "events:people_xlsx",
        "meetings:paper",
        "places:photo",
        "projects:photo",
        "opinions:document",
        "calls:blank",
        "opinions:spreadsheet",
        "proposals:packet",
        "proposals:packet_sheet",
        "admin:proposals_packet_member",
        "proposals:attachment",
        "healthz",
        "readyz",
        "admin:jsi18n",
        "admin:kyodo_portal_job_file",
    ),
    *("open_data_csv", "open_data_json", "open_data_dictionary", "robots", "favicon"),
    *(
        "sitemap",
        "sitemap_pages",
        "sitemap_records",
        "evaluations:pdf",
        "projects:agreement_pdf",
        "statistics_csv",
    ),
    *(str(address.name) for kind in all_kinds() for address in kind.addresses()),
)


def pages_of(kind: str) -> Iterator[Row]:
    """One page of each kind that this person reads, skipping files."""
    seen = set()
    for row in ADDRESSES:
        export = row.name.endswith("export") or row.name in FILES
        if row.get[kind] == "ok" and row.name not in seen and not export:
            seen.add(row.name)
            yield row


def visit(world: World, kind: str, page: Any, base: str) -> dict[str, list[str]]:
    """Open every page of this person; what was wrong, by address."""
    wrong: dict[str, list[str]] = {}
    here: list[str] = []
    page.on("dialog", lambda dialog: (here.append(f"dialog {dialog.message}"), dialog.dismiss()))
    page.on("pageerror", lambda error: here.append(f"script fails: {error}"))
    page.add_init_script(LISTENING)
    if kind != "anonymous":
        cookie = {"name": django_settings.SESSION_COOKIE_NAME, "value": world.sessions[kind]}
        page.context.add_cookies([{**cookie, "url": base}])
    for row in pages_of(kind):
        path = address(world, row)
        answer = page.goto(base + path, wait_until="load")
        made = page.evaluate("document.querySelectorAll('.made').length")
        found = [*here, *page.evaluate("window.found")]
        found += [f"{made} elements made of words"] if made else []
        found += [str(answer.status)] if answer.status >= 400 else []
        if found:
            wrong[str(row)] = found
        here.clear()
    return wrong


def test_hostile_words_stay_words(
    hostile: World, live_server: Any, new_context: Callable[..., BrowserContext]
) -> None:
    wrong = {
        kind: visit(hostile, kind, new_context().new_page(), live_server.url)
        for kind in ("manager", "coordinator")
    }

    assert wrong == {"manager": {}, "coordinator": {}}


def test_no_page_breaks_its_own_policy(calm: World, page: Any, live_server: Any) -> None:
    assert visit(calm, "superuser", page, live_server.url) == {}
