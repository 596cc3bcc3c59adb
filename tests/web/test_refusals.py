"""Whatever refuses a form is a page of the portal, says what happened, and gives the words back."""

from typing import Any

import pytest
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from kyodo_portal import urls
from tests.factories import make_user
from tests.proposals.factories import make_consultation

pytestmark = pytest.mark.django_db

WORDS = "通りがさびしい。"


@login_not_required
@csrf_exempt
def answer(request: HttpRequest, kind: str) -> HttpResponse:
    raise {
        "refused": PermissionDenied("担当ではないため"),
        "down": OperationalError("server closed the connection"),
        "broken": ZeroDivisionError(),
    }[kind]


read_only = login_not_required(csrf_exempt(require_safe(answer)))

urlpatterns = [
    *urls.urlpatterns,
    path("answer/read_only/", read_only, {"kind": "refused"}),
    path("answer/<slug:kind>/", answer),
]
handler403, handler500 = urls.handler403, urls.handler500

REFUSALS: dict[str, tuple[int, str]] = {
    "refused": (403, "担当ではないため"),
    "read_only": (405, "ここからは送れません"),
    "down": (503, "いま、お受けできません"),
    "broken": (500, "うまく表示できませんでした"),
}


@pytest.fixture
def browser(settings: Any) -> Client:
    settings.ROOT_URLCONF = __name__
    return Client(raise_request_exception=False, enforce_csrf_checks=True)


def test_every_refusal_says_what_happened_and_gives_the_words_back(browser: Client) -> None:
    answers = {
        kind: browser.post(f"/answer/{kind}/", {"body": WORDS, "password": "himitsu"})
        for kind in REFUSALS
    }
    answers["forged"] = browser.post("/consult/new/", {"body": WORDS, "password": "himitsu"})
    expected = {**REFUSALS, "forged": (403, "送信を受け付けられませんでした")}

    said = {kind: (given.status_code, given.content.decode()) for kind, given in answers.items()}
    assert {
        kind: (status, expected[kind][1] in body, f">{WORDS}</textarea>" in body, "himitsu" in body)
        for kind, (status, body) in said.items()
    } == {kind: (status, True, True, False) for kind, (status, _) in expected.items()}


def test_address_that_is_only_sent_to_leads_a_browser_to_the_thing() -> None:
    asker = make_user()
    page = make_consultation(by=asker).get_absolute_url()
    browser = Client(headers={"Accept": "text/html,application/xhtml+xml"})
    browser.force_login(asker)

    led = {
        name: browser.get(f"{page}{name}/").headers.get("Location") for name in ("reply", "move")
    }

    assert led == {"reply": page, "move": page}
    assert Client().get(f"{page}reply/").status_code == 405


def test_whoever_sends_signed_out_comes_back_to_the_page_the_form_stood_on() -> None:
    page = make_consultation(by=make_user()).get_absolute_url()

    answer = Client().post(
        f"{page}move/", {"move": "close"}, headers={"Referer": f"http://testserver{page}"}
    )

    assert answer.headers["Location"] == f"/accounts/login/?next={page.replace('/', '%2F')}"
