"""What the account pages and letters say: in the portal's own voice, with the real time limits."""

import io
import logging
import sys
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.mail import EmailMessage
from django.test import Client

from groups.models import User
from kyodo_portal.cities import city
from kyodo_portal.post.outbox import ConsoleBackend
from kyodo_portal.web.logs import RefusalsInOneLine
from tests.factories import make_user

pytestmark = pytest.mark.django_db
PREFIX = "【協働ポータル】"


def person() -> User:
    user = make_user("見本 花子")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def asked_for_code(client: Client, user: User) -> Any:
    return client.post("/accounts/login/code/", {"email": user.email}, follow=True)


def test_login_code_letter_speaks_for_the_city(client: Client, mailoutbox: list[Any]) -> None:
    asked_for_code(client, person())

    letter = mailoutbox[0]
    assert letter.subject == f"{PREFIX}ログインのコード"
    assert city().name in letter.body
    assert f"約{settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT // 60}分" in letter.body
    assert "testserver" not in letter.body
    assert "Hello" not in letter.body


def test_code_page_says_how_long_and_what_to_do_without_mail(client: Client) -> None:
    page = asked_for_code(client, person()).content.decode()

    assert f"約{settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT // 60}分" in page
    assert "<h1>ログインのコードを入力する</h1>" in page
    assert "メールが届かないとき" in page
    assert city().desk.phone in page


def test_code_is_sent_again_on_request(client: Client, mailoutbox: list[Any]) -> None:
    asked_for_code(client, person())

    client.post("/accounts/login/code/confirm/", {"action": "resend"})

    assert len(mailoutbox) == 2


def test_login_page_says_why_a_registration_needs_an_account(client: Client) -> None:
    page = client.get("/groups/apply/", follow=True).content.decode()

    assert "団体の登録には、アカウントが必要です" in page
    assert "団体の登録には" not in client.get("/accounts/login/").content.decode()


def test_somebody_who_signs_in_is_greeted_by_name(client: Client) -> None:
    user = person()
    user.set_password("hana-no-michi-2026")
    user.save()

    page = client.post(
        "/accounts/login/", {"login": user.email, "password": "hana-no-michi-2026"}, follow=True
    )

    assert "見本 花子さん、こんにちは。" in page.content.decode()


def test_signup_letter_is_a_code_with_the_prefix(client: Client, mailoutbox: list[Any]) -> None:
    client.post(
        "/accounts/signup/",
        {
            "email": "hanako@example.jp",
            "password1": "hana-no-michi-2026",
            "password2": "hana-no-michi-2026",
            "display_name": "見本 花子",
        },
    )

    letter = mailoutbox[0]
    assert letter.subject == f"{PREFIX}メールアドレスの確認コード"
    assert "testserver" not in letter.body


def test_console_shows_letters_readably() -> None:
    stream = io.StringIO()
    message = EmailMessage("花だんの件", "花を植えました。", to=["a@example.jp"])

    ConsoleBackend(stream=stream).send_messages([message])

    assert "件名: 花だんの件\n\n花を植えました。\n" in stream.getvalue()


@pytest.mark.parametrize(
    ("status", "kept"), [(403, False), (409, False), (404, False), (500, True)]
)
def test_only_the_portals_own_faults_are_logged_with_a_traceback(status: int, kept: bool) -> None:
    try:
        raise PermissionDenied("だめです")
    except PermissionDenied:
        record = logging.LogRecord("django.request", 30, "", 1, "x", None, sys.exc_info())
    record.status_code = status

    assert RefusalsInOneLine().filter(record)
    assert bool(record.exc_info) is kept
