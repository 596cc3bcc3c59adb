"""An error is told to whom the settings name: what and where, and nothing of whom it happened to."""

import logging
import threading
from typing import Any

import pytest
from django.contrib.auth.decorators import login_not_required
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from kyodo_portal import urls
from kyodo_portal.post.error_letters import MOST_A_DAY, tell
from kyodo_portal.post.error_log import ErrorLetters, Seen, seen
from kyodo_portal.post.outbox import OutgoingMail

CANARY = "花子さんの秘密"
ERRORS = {"broken": ValueError(CANARY), "down": OperationalError(CANARY)}


@login_not_required
def answer(request: HttpRequest, kind: str) -> HttpResponse:
    raise ERRORS[kind]


urlpatterns = [*urls.urlpatterns, path("answer/<slug:kind>/", answer, name="an_answer")]
handler403, handler500 = urls.handler403, urls.handler500


@pytest.fixture
def told_to(settings: Any) -> None:
    settings.ERRORS_TO = ["it@city.example.jp", "maker@example.com"]
    settings.ROOT_URLCONF = __name__


def written() -> list[OutgoingMail]:
    for thread in threading.enumerate():
        if thread.name == ErrorLetters.THREAD:
            thread.join(30)
    return list(OutgoingMail.objects.filter(key__startswith="error:").order_by("pk"))


@pytest.mark.django_db(transaction=True)
def test_error_of_a_page_is_told_once_without_its_person(told_to: None) -> None:
    client = Client(raise_request_exception=False)
    for _ in range(3):
        response = client.post(f"/answer/broken/?q={CANARY}", {"name": CANARY})
        letters = written()

    assert response.status_code == 500
    assert [letter.to for letter in letters] == ["it@city.example.jp", "maker@example.com"]
    body = letters[0].body
    assert letters[0].subject == "【協働ポータル】エラーが起きました：ValueError"
    assert "ページの名前: POST an_answer" in body
    assert "tests/post/test_error_letters.py" in body
    assert [where for where in (letters[0].subject, body) if CANARY in where] == []


@pytest.mark.django_db(transaction=True)
def test_outage_is_told_by_no_letter(told_to: None) -> None:
    response = Client(raise_request_exception=False).get("/answer/down/")
    try:
        raise OperationalError(CANARY)
    except OperationalError:
        logging.getLogger("kyodo_portal.post.delivery").exception("no database")

    assert (response.status_code, written()) == (503, [])


@pytest.mark.django_db(transaction=True)
def test_error_beside_the_pages_is_told_as_well(told_to: None) -> None:
    try:
        raise KeyError(CANARY)
    except KeyError:
        logging.getLogger("kyodo_portal.life.clock").exception("a routine failed")

    assert ["（ページの外）" in letter.body for letter in written()] == [True, True]


@pytest.mark.django_db
def test_letters_of_a_day_have_an_end(settings: Any) -> None:
    settings.ERRORS_TO = ["it@city.example.jp"]

    counts = [tell(Seen(f"Error{number}", "", ("a.py:1 f",))) for number in range(MOST_A_DAY + 3)]

    assert sum(counts) == MOST_A_DAY


@pytest.mark.django_db
def test_nobody_is_told_where_nobody_is_named(settings: Any) -> None:
    settings.ERRORS_TO = []

    assert tell(Seen("Error", "", ())) == 0
    assert OutgoingMail.objects.count() == 0


def test_places_are_the_portals_own() -> None:
    try:
        int("花")
    except ValueError as error:
        found = seen(error)

    assert [place.partition(":")[0] for place in found.places] == [
        "tests/post/test_error_letters.py"
    ]
