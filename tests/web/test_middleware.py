"""What holds for every request: broken text is a 400 in Japanese, and the headers are always there."""

import pytest
from django.http import (
    HttpResponse,
    HttpResponseBadRequest,
    HttpResponseNotFound,
    HttpResponseServerError,
)
from django.test import Client, override_settings
from django.urls import path
from django.views.decorators.cache import cache_control

pytestmark = pytest.mark.once

SIGNED_IN = "signed-in"


def echo(request):
    return HttpResponse(repr((request.GET, request.POST)))


def named(request, name):
    return HttpResponse(name)


def failing(request):
    raise RuntimeError("planned")


def sign_in(request):
    response = HttpResponse()
    response.set_cookie(SIGNED_IN, "1")
    return response


urlpatterns = [
    path("", echo),
    path("my/", echo),
    path("failing/", failing),
    path("sign-in/", sign_in),
    path("shared/", cache_control(public=True, max_age=600)(echo)),
    path("made/<str:name>/", named),
]


def handler400(request, exception):
    return HttpResponseBadRequest("多すぎます")


def handler404(request, exception):
    return HttpResponseNotFound("ありません")


def handler500(request):
    return HttpResponseServerError("失敗")


@pytest.fixture
def client():
    """A browser before a portal of these views and the two middlewares alone."""
    with override_settings(
        ROOT_URLCONF=__name__,
        SESSION_COOKIE_NAME=SIGNED_IN,
        ALLOWED_HOSTS=["testserver"],
        MIDDLEWARE=[
            "kyodo_portal.web.middleware.SafetyHeaders",
            "kyodo_portal.web.middleware.RejectBrokenText",
        ],
    ):
        yield Client(raise_request_exception=False)


BROKEN = [b"%00", b"a%00b", b"%ff", b"%ed%a0%80", b"%e9%98"]


def is_plain_refusal(response) -> bool:
    return response.status_code == 400 and "もう一度お試しください" in response.content.decode()


@pytest.mark.parametrize("raw", [raw.decode() for raw in BROKEN])
def test_broken_query_is_refused(client, raw: str) -> None:
    assert is_plain_refusal(client.get("/", QUERY_STRING=f"q={raw}"))
    assert is_plain_refusal(client.get("/", QUERY_STRING=f"{raw}=q"))


@pytest.mark.parametrize("raw", ["\0", "a\0"])
def test_broken_path_is_refused(client, raw: str) -> None:
    assert is_plain_refusal(client.generic("GET", "/", PATH_INFO=f"/made/{raw}/"))


@pytest.mark.parametrize(("raw", "seen"), [("\xff", "%FF"), ("\xed\xa0\x80", "%ED%A0%80")])
def test_path_that_is_not_utf8_arrives_as_harmless_text(client, raw: str, seen: str) -> None:
    response = client.generic("GET", "/", PATH_INFO=f"/made/{raw}/")
    assert (response.status_code, response.content.decode()) == (200, seen)


@pytest.mark.parametrize("raw", [raw.decode() for raw in BROKEN])
def test_broken_form_is_refused(client, raw: str) -> None:
    def post(body: str):
        return client.post("/", body, content_type="application/x-www-form-urlencoded")

    assert is_plain_refusal(post(f"name=ok&title={raw}"))
    assert is_plain_refusal(post(f"{raw}=ok"))


def test_broken_part_of_a_multipart_form_is_refused(client) -> None:
    assert is_plain_refusal(client.post("/", {"title": "見本\0", "other": "ok"}))


@pytest.mark.parametrize(
    "content_type",
    [
        "multipart/form-data",
        "multipart/form-data; boundary=" + "x" * 300,
    ],
)
def test_malformed_form_is_no_server_error(client, content_type: str) -> None:
    response = client.generic("POST", "/", b"--x\r\nbroken", content_type=content_type)
    assert is_plain_refusal(response)


def test_sound_text_passes(client) -> None:
    assert client.get("/", {"q": "協働 𠮷川 👩\u200d🌾"}).status_code == 200
    assert client.post("/", {"title": "見本\r\n二行目"}).status_code == 200
    posted = client.post("/", "t=%E5%8D%94%25", content_type="application/x-www-form-urlencoded")
    assert "協%" in posted.content.decode()


def test_too_many_fields_are_a_400(client) -> None:
    body = "&".join(f"a{number}=1" for number in range(1100))
    response = client.post("/", body, content_type="application/x-www-form-urlencoded")
    assert response.status_code == 400


@pytest.mark.parametrize(
    ("address", "status"),
    [("/", 200), ("/missing/", 404), ("/failing/", 500), ("/?q=%00", 400)],
)
def test_every_answer_has_the_safety_headers(client, address: str, status: int) -> None:
    response = client.get(address)
    headers = {
        name: response.headers.get(name)
        for name in (
            "Cross-Origin-Opener-Policy",
            "Permissions-Policy",
            "Referrer-Policy",
            "X-Content-Type-Options",
            "X-Frame-Options",
        )
    }
    assert response.status_code == status
    assert headers == {
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
    }


@pytest.mark.parametrize("address", ["/", "/shared/", "/missing/", "/failing/"])
def test_signed_in_answers_stay_out_of_caches(client, address: str) -> None:
    client.cookies[SIGNED_IN] = "1"
    assert client.get(address)["Cache-Control"] == "private, no-store"


def test_answer_that_signs_in_stays_out_of_caches(client) -> None:
    assert client.get("/sign-in/")["Cache-Control"] == "private, no-store"


def test_answer_for_anyone_keeps_its_own_caching(client) -> None:
    assert client.get("/shared/")["Cache-Control"] == "public, max-age=600"
    assert "Cache-Control" not in client.get("/")


def test_private_addresses_are_not_indexed(client) -> None:
    addresses = ["/", "/my/", "/admin/x/", "/accounts/login/"]
    tags = [client.get(address).headers.get("X-Robots-Tag") for address in addresses]
    assert tags == [None, "noindex", "noindex", "noindex"]


def test_refusal_does_without_the_page_template(client, settings) -> None:
    settings.TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates"}]
    response = client.get("/", QUERY_STRING="q=%00")
    assert is_plain_refusal(response)
    assert response["Content-Type"] == "text/plain; charset=utf-8"
