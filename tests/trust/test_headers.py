"""What browsers are told with every answer, of whatever kind it is."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.trust.world import World

DIRECTIVES = {
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
}
HEADERS = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}

Ask = Callable[[World, Client], Any]


def at(name: str, *things: str) -> Ask:
    return lambda world, client: client.get(
        reverse(name, args=[t[1:] if t[0] == "=" else world[t].pk for t in things])
    )


#: Every kind of answer: what is asked, by whom, and the status.
ANSWERS: dict[str, tuple[Ask, str, int]] = {
    "page": (at("home"), "anonymous", 200),
    "page of a person": (at("my"), "citizen", 200),
    "list": (at("groups:list"), "citizen", 200),
    "form": (at("groups:create"), "citizen", 200),
    "broken address": (lambda _, client: client.get("/", QUERY_STRING="q=%00"), "anonymous", 400),
    "refusal": (at("groups:edit", "group_registered"), "citizen", 403),
    "hidden": (at("groups:detail", "group_applied"), "citizen", 404),
    "missing": (lambda _, client: client.get("/nowhere/"), "anonymous", 404),
    "wrong method": (lambda _, client: client.post("/"), "anonymous", 405),
    "redirect": (at("my"), "anonymous", 302),
    "missing slash": (lambda _, client: client.get("/groups"), "anonymous", 301),
    "refused move": (
        lambda world, client: client.post(reverse("groups:move", args=[world.cast.group.pk])),
        "citizen",
        400,
    ),
    "login": (at("account_login"), "anonymous", 200),
    "admin": (at("admin:index"), "superuser", 200),
    "health": (at("healthz"), "anonymous", 200),
}


@pytest.mark.parametrize("kind", ANSWERS)
def test_every_answer_has_the_headers(world: World, kind: str) -> None:
    ask, person, status = ANSWERS[kind]

    answer = ask(world, world.browser(person))

    policy = answer.headers.get("Content-Security-Policy", "")
    assert answer.status_code == status
    assert {part.strip() for part in policy.split(";") if part.strip()} == DIRECTIVES
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS


def test_server_error_has_the_headers(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        broken.setattr("django.db.backends.utils.CursorWrapper.execute", None)
        answer = Client(raise_request_exception=False).get("/healthz")

    assert answer.status_code == 500
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS


FILES = [
    ("groups:document", ("group_registered", "document_registered"), "manager"),
    ("proposals:attachment", ("proposal_announced", "attachment_announced"), "manager"),
    ("projects:photo", ("project_active", "photo_of_project_active"), "anonymous"),
]


@pytest.mark.parametrize(("name", "things", "person"), FILES)
def test_file_cannot_act_as_a_page(world: World, name: str, things: tuple, person: str) -> None:
    answer = at(name, *things)(world, world.browser(person))

    disposition = answer.headers["Content-Disposition"]
    assert answer.status_code == 200
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert disposition.startswith("inline" if "photo" in name else "attachment")
    assert answer.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    "kind", [kind for kind, (_, who, _s) in ANSWERS.items() if who != "anonymous"]
)
def test_answers_to_who_is_signed_in_stay_out_of_caches(world: World, kind: str) -> None:
    ask, person, _ = ANSWERS[kind]

    assert ask(world, world.browser(person)).headers["Cache-Control"] == "private, no-store"


PRIVATE = [
    ("my", (), "citizen"),
    ("account_login", (), "anonymous"),
    ("admin:index", (), "superuser"),
    ("groups:create", (), "citizen"),
    ("groups:edit", ("group_registered",), "manager"),
    ("groups:detail", ("group_applied",), "manager"),
    ("projects:detail", ("project_unpublished",), "manager"),
    ("projects:edit", ("project_active",), "manager"),
    ("proposals:detail", ("proposal_draft",), "manager"),
    ("proposals:section", ("proposal_draft", "=outline"), "manager"),
    ("consultations:detail", ("consultation_group",), "citizen"),
    ("evaluations:detail", ("evaluation_open",), "manager"),
    ("evaluations:sheet", ("evaluation_open",), "manager"),
    ("proposals:attachment", ("proposal_announced", "attachment_announced"), "manager"),
]


@pytest.mark.parametrize(("name", "things", "person"), PRIVATE)
def test_private_addresses_are_not_indexed(
    world: World, name: str, things: tuple, person: str
) -> None:
    answer = at(name, *things)(world, world.browser(person))

    assert answer.status_code == 200
    assert answer.headers.get("X-Robots-Tag") == "noindex"


@pytest.mark.parametrize(
    "name", ["home", "guide", "projects:list", "groups:list", "evaluations:list"]
)
def test_public_pages_are_indexed(world: World, name: str) -> None:
    assert "X-Robots-Tag" not in at(name)(world, world.browser("anonymous")).headers
