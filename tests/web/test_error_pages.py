"""While DEBUG is on: the portal's own pages for what is not found or cannot be read, Django's for errors."""

from typing import Any

import pytest
from django.contrib.auth.decorators import login_not_required
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.exceptions import SessionInterrupted
from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.db import DatabaseError, IntegrityError, OperationalError, connection
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from kyodo_portal import urls

pytestmark = pytest.mark.django_db


def session_not_written() -> SessionInterrupted:
    """As Django raises it, whose session backend says only that nothing was written."""
    try:
        try:
            raise OperationalError("closed")
        except DatabaseError:
            raise UpdateError from None
    except UpdateError:
        try:
            raise SessionInterrupted
        except SessionInterrupted as interrupted:
            return interrupted


ANSWERS: dict[str, tuple[Exception, int, str]] = {
    "missing": (Http404("花だん"), 404, "ページが見つかりません"),
    "suspicious": (SuspiciousOperation(), 400, "受け取れない内容でした"),
    "bad": (BadRequest(), 400, "受け取れない内容でした"),
    "refused": (PermissionDenied("担当ではないため"), 403, "担当ではないため"),
    "down": (OperationalError("closed"), 503, "いま、お受けできません"),
    "dying": (DatabaseError("server closed the connection"), 503, "いま、お受けできません"),
    "driver": (connection.Database.OperationalError("closed"), 503, "いま、お受けできません"),
    "session": (session_not_written(), 503, "いま、お受けできません"),
    "ended": (SessionInterrupted(), 400, "受け取れない内容でした"),
    "doubled": (IntegrityError("once"), 500, "IntegrityError"),
    "broken": (ZeroDivisionError(), 500, "ZeroDivisionError"),
}


@login_not_required
def answer(request: HttpRequest, kind: str) -> HttpResponse:
    raise ANSWERS[kind][0]


urlpatterns = [*urls.urlpatterns, path("answer/<slug:kind>/", answer)]
handler400, handler403, handler500 = urls.handler400, urls.handler403, urls.handler500


@pytest.fixture
def demonstration(settings: Any) -> Client:
    settings.DEBUG = True
    settings.ROOT_URLCONF = __name__
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "kyodo_portal.web.error_pages.OwnErrorPages"]
    return Client(raise_request_exception=False)


@pytest.mark.parametrize("kind", ANSWERS)
def test_demonstration_answers_as_citizens_are_answered(demonstration: Client, kind: str) -> None:
    _, status, words = ANSWERS[kind]

    response = demonstration.get(f"/answer/{kind}/")
    body = response.content.decode()

    assert response.status_code == status
    assert words in body
    assert ("DEBUG = True" in body) == (status == 500)


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/nowhere/", "ページが見つかりません"),
        ("/en/nowhere/", "Page not found"),
        ("/projects/999999/", "ページが見つかりません"),
    ],
)
def test_address_that_leads_nowhere_has_the_portals_own_page(
    demonstration: Client, address: str, words: str
) -> None:
    response = demonstration.get(address)
    body = response.content.decode()

    assert response.status_code == 404
    assert words in body
    assert "DEBUG = True" not in body


def test_address_without_its_last_slash_is_still_found(demonstration: Client) -> None:
    response = demonstration.get("/projects")

    assert (response.status_code, response.headers.get("Location")) == (301, "/projects/")


@pytest.mark.parametrize(("address", "status"), [("/nowhere/", 404), ("/projects/?q=%00", 400)])
@pytest.mark.parametrize(("language", "name"), [("", "吉川市"), ("/en", "Yoshikawa City")])
def test_page_of_a_mistake_names_the_city_and_leads_on(
    demonstration: Client, address: str, status: int, language: str, name: str
) -> None:
    response = demonstration.get(f"{language}{address}")
    body = response.content.decode()
    main = body[body.index("<main") :]

    assert response.status_code == status
    assert f'<span class="site-city">{name}</span>' in body
    assert [to for to in ("/", "/search/") if f'href="{language}{to}"' not in main] == []
