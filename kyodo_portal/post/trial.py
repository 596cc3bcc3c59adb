"""One letter sent at once, past the outbox, to see whether letters get out; and what the mail server
says, in plain words."""

import smtplib
import socket
import ssl
from dataclasses import dataclass
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from kyodo_portal.cities import city
from kyodo_portal.post.outbox import one_line

SMTP = "django.core.mail.backends.smtp.EmailBackend"
CONSOLE = "kyodo_portal.post.outbox.ConsoleBackend"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of it: whether the server took the letter, and in one sentence what it said and, where
    it did not, what to do."""

    taken: bool
    said: str


def delivery() -> dict[str, Any]:
    """How letters go out (`EMAIL_URL`): a backend and its arguments."""
    return dict(settings.EMAIL_DELIVERY)


def is_smtp() -> bool:
    """Whether letters leave this machine."""
    return delivery()["backend"] == SMTP


def server() -> str:
    """Which server that is."""
    return f"{delivery().get('host', '')}:{delivery().get('port', '')}"


def send(address: str) -> Answer:
    """Send one letter to this address now."""
    name = city().name
    message = EmailMessage(
        f"【協働ポータル】メールの試し送り（{name}）",
        f"{name}の協働ポータルから、メールが届くかを試すために送りました。\n"
        "このメールが読めていれば、ポータルのお知らせも届きます。返信はいりません。\n",
        settings.DEFAULT_FROM_EMAIL,
        [address],
        headers={"Auto-Submitted": "auto-generated"},
    )
    options = delivery()
    try:
        message.connection = get_connection(options.pop("backend"), **options)
        message.send()
    except (OSError, smtplib.SMTPException) as error:
        return Answer(False, explained(error))
    if is_smtp():
        return Answer(
            True, f"メールサーバー {server()} が、{address} あてのメールを受け取りました。"
        )
    return Answer(
        True,
        "EMAIL_URL がメールサーバーではないので、外へは送っていません（画面かフォルダーに出しました）。",
    )


def reach() -> Answer:
    """Greet the server and sign in, and send nothing."""
    options = delivery()
    connection = get_connection(options.pop("backend"), **options)
    try:
        connection.open()
        connection.close()
    except (OSError, smtplib.SMTPException) as error:
        return Answer(False, explained(error))
    return Answer(True, f"メールサーバー {server()} につながりました。")


def explained(error: Exception) -> str:
    """What went wrong with the mail server, and what to look at. Never its password."""
    sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return _said(error) + "EMAIL_URL の利用者とパスワードを確かめてください。"
    if isinstance(error, smtplib.SMTPSenderRefused):
        return (
            _said(error)
            + f"差出人 {sender} を使ってよいか、DEFAULT_FROM_EMAIL を確かめてください。"
        )
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, reason = next(iter(error.recipients.values()))
        return (
            f"メールサーバー {server()} が、あて先を断りました（{code} {_text(reason)}）。"
            "あて先と、このサーバーから外へ送ってよいかを確かめてください。"
        )
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return (
            f"メールサーバー {server()} は、求めたやり方（TLS かログイン）を受け付けません。"
            "EMAIL_URL の smtp、smtp+tls、smtps の別を確かめてください。"
        )
    if isinstance(error, smtplib.SMTPResponseException):
        return _said(error) + "サーバーの管理者に、この番号と言葉を伝えてください。"
    if isinstance(error, ssl.SSLError):
        return (
            f"メールサーバー {server()} と暗号でつながれませんでした（{_text(error)}）。smtps と smtp+tls の別、"
            "サーバーの証明書の名前と期限を確かめてください。"
        )
    if isinstance(error, socket.gaierror):
        return f"メールサーバーの名前 {delivery().get('host', '')} が見つかりません。EMAIL_URL の綴りを確かめてください。"
    if isinstance(error, TimeoutError):
        return (
            f"メールサーバー {server()} が答えません。番号（25、465、587）と、ファイアウォールで外へ出られるかを"
            "確かめてください。"
        )
    if isinstance(error, ConnectionRefusedError):
        return (
            f"メールサーバー {server()} につながりません（断られました）。番号と、メールサーバーが動いているかを"
            "確かめてください。"
        )
    return (
        f"メールサーバー {server()} とのやり取りが途中で止まりました（{type(error).__name__}: {_text(error)}）。"
        "サーバーの記録を確かめてください。"
    )


def _said(error: smtplib.SMTPResponseException) -> str:
    return (
        f"メールサーバー {server()} が断りました（{error.smtp_code} {_text(error.smtp_error)}）。"
    )


def _text(said: Any) -> str:
    text = said.decode(errors="replace") if isinstance(said, bytes) else str(said)
    return one_line(text)[:300]
