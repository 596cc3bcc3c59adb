"""Whether mail gets out is asked at once, and what the server says is told in plain words."""

import smtplib
import socket
import ssl
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from kyodo_portal.post import trial
from kyodo_portal.post.outbox import OutgoingMail
from tests.post.smtp_server import BUSY, DROPS, REFUSES, smtp_server

pytestmark = pytest.mark.django_db


def by(settings: Any, port: int) -> None:
    settings.EMAIL_DELIVERY = {
        "backend": "django.core.mail.backends.smtp.EmailBackend",
        "host": "127.0.0.1",
        "port": port,
        "username": "",
        "password": "",
        "timeout": 5,
    }


def test_letter_is_sent_at_once_and_the_answer_is_told(settings: Any, capsys: Any) -> None:
    with smtp_server() as server:
        by(settings, server.port)
        call_command("send_test_mail", "ａ@example.jp")

        assert len(server.received) == 1
        assert "が、a@example.jp あてのメールを受け取りました" in capsys.readouterr().out
        assert not OutgoingMail.objects.exists()


def test_what_the_server_says_against_it_is_told(settings: Any) -> None:
    said = {}
    with smtp_server() as server:
        by(settings, server.port)
        for fault in (BUSY, REFUSES, DROPS):
            server.fault = fault
            with pytest.raises(CommandError) as refused:
                call_command("send_test_mail", "a@example.jp")
            said[fault] = str(refused.value)
    with pytest.raises(CommandError) as refused:
        call_command("send_test_mail", "a@example.jp")
    said["gone"] = str(refused.value)

    assert "421 come back later" in said[BUSY]
    assert "あて先を断りました（550 no such person）" in said[REFUSES]
    assert "途中で止まりました" in said[DROPS]
    assert "断られました" in said["gone"]


@pytest.mark.once
def test_every_failure_has_words_of_its_own(settings: Any) -> None:
    by(settings, 25)
    failures = {
        "利用者とパスワード": smtplib.SMTPAuthenticationError(535, b"no"),
        "差出人": smtplib.SMTPSenderRefused(553, b"no", "a@example.jp"),
        "受け付けません": smtplib.SMTPNotSupportedError("STARTTLS"),
        "554 spam": smtplib.SMTPDataError(554, b"spam"),
        "証明書": ssl.SSLError(1, "certificate"),
        "見つかりません": socket.gaierror(-2, "unknown"),
        "答えません": TimeoutError(),
        "断られました": ConnectionRefusedError(),
    }

    said = {words: trial.explained(failure) for words, failure in failures.items()}

    assert [words for words in said if words not in said[words]] == []
    assert all(each.endswith("ください。") for each in said.values())


def test_portal_without_a_mail_server_says_so(settings: Any, capsys: Any) -> None:
    settings.EMAIL_DELIVERY = {"backend": "django.core.mail.backends.locmem.EmailBackend"}

    call_command("send_test_mail", "a@example.jp")

    assert "外へは送っていません" in capsys.readouterr().out
