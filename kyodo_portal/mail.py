"""The outbox: letters are queued in the transaction of the act they tell of, and sent by a worker.

A letter exists exactly when its event happened, is sent once although several workers run, waits
out a mail server that is down, and never stops a person's own work. Plain text only.
"""

import datetime as dt
import hashlib
import re
import time
import uuid
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends import console
from django.core.mail.backends.base import BaseEmailBackend
from django.core.validators import validate_email
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from kyodo_portal.readings import without_readings
from kyodo_portal.text import clean

MAX_ATTEMPTS = 10
FIRST_DELAY = dt.timedelta(minutes=1)
LONGEST_DELAY = dt.timedelta(hours=1)
LEASE = dt.timedelta(minutes=10)
"""How long a worker may hold a letter; after a crash another worker takes it when this is over."""

LONGEST_SUBJECT = 200
LONGEST_BODY = 20_000
LONGEST_KEY = 200
LONGEST_NAME = 60

_WAITING = Q(sent_at__isnull=True, failed_at__isnull=True)


class OutgoingMailQuerySet(models.QuerySet["OutgoingMail"]):
    def waiting(self) -> "OutgoingMailQuerySet":
        """Not sent yet and not given up."""
        return self.filter(_WAITING)

    def due(self, now: dt.datetime) -> "OutgoingMailQuerySet":
        """To be sent now and held by no worker."""
        free = Q(lease_until__isnull=True) | Q(lease_until__lte=now)
        return self.waiting().filter(free, not_before__lte=now)

    def failed(self) -> "OutgoingMailQuerySet":
        """Given up: somebody has to look at the address and tell the person another way."""
        return self.filter(failed_at__isnull=False)


class OutgoingMail(models.Model):
    """One letter to one address. `key` names the event and the recipient, so that the same event
    never writes twice; the times tell what became of the letter."""

    to = models.CharField("あて先", max_length=320, editable=False)
    subject = models.CharField("件名", max_length=LONGEST_SUBJECT, editable=False)
    body = models.TextField("本文", editable=False)
    key = models.CharField("出来事と相手", max_length=LONGEST_KEY, unique=True, editable=False)
    created_at = models.DateTimeField("書いた日時", default=timezone.now, editable=False)
    not_before = models.DateTimeField("次に送る日時", default=timezone.now, editable=False)
    attempts = models.PositiveSmallIntegerField("試した回数", default=0, editable=False)
    lease_until = models.DateTimeField("送信中の期限", null=True, editable=False)
    sent_at = models.DateTimeField("送った日時", null=True, editable=False)
    failed_at = models.DateTimeField("あきらめた日時", null=True, editable=False)
    last_error = models.CharField("最後の失敗", max_length=500, blank=True, editable=False)

    objects = OutgoingMailQuerySet.as_manager()

    class Meta:
        app_label = "kyodo_portal"
        verbose_name = "送信メール"
        verbose_name_plural = "送信メール"
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["not_before"], condition=_WAITING, name="outgoing_mail_waiting")
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(failed_at__isnull=True),
                name="outgoing_mail_sent_or_failed",
            )
        ]

    def __str__(self) -> str:
        return self.subject


def queue(
    *, to: str, subject: str, body: str, key: str, not_before: dt.datetime | None = None
) -> bool:
    """Put one letter into the outbox, in the caller's transaction. True when it is new; a key
    that is already there changes nothing.

    Raises nothing over the address: a letter that cannot be sent is kept as failed, because a
    person's act must not be undone by somebody else's broken address.
    """
    now = timezone.now()
    address = _one_line(to)[:320]
    fault = _fault_of(address)
    _, is_new = OutgoingMail.objects.get_or_create(
        key=key if len(key) <= LONGEST_KEY else hashlib.sha256(key.encode()).hexdigest(),
        defaults={
            "to": address,
            "subject": _one_line(without_readings(subject))[:LONGEST_SUBJECT],
            "body": _cleaned(without_readings(body))[:LONGEST_BODY],
            "not_before": not_before or now,
            "failed_at": now if fault else None,
            "last_error": fault,
        },
    )
    return is_new


def plain_name(text: str, limit: int = LONGEST_NAME) -> str:
    """A name that somebody typed, fit for a letter: one line, cut at `limit` characters, and
    without anything a mail program would turn into a link (it would look like the city's own)."""
    line = re.sub(r"(?<=\w)\.(?=\w)", "．", _one_line(text)).replace("://", "：／／")
    return line if len(line) <= limit else line[: limit - 1] + "…"


def _cleaned(text: str) -> str:
    try:
        return clean(text)
    except ValueError:
        return clean(text.replace("\0", "").encode(errors="replace").decode())


def _one_line(text: str) -> str:
    return " ".join(_cleaned(text).split())


def _fault_of(address: str) -> str:
    try:
        validate_email(address)
    except ValidationError:
        return "メールアドレスの形になっていません。"
    return ""


class QueueBackend(BaseEmailBackend):
    """Django's EMAIL_BACKEND: whatever sends mail (sign-in codes, error reports) writes to the
    outbox instead. HTML alternatives and attachments are left out."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Queue each message once for each of its recipients. Returns how many messages."""
        for message in email_messages:
            batch = uuid.uuid4().hex
            for number, recipient in enumerate(message.recipients()):
                queue(
                    to=parseaddr(recipient)[1] or recipient,
                    subject=str(message.subject),
                    body=str(message.body),
                    key=f"message:{batch}:{number}",
                )
        return len(email_messages)


class ConsoleBackend(console.EmailBackend):
    """Writes letters to the terminal as people read them, not encoded as they travel."""

    def write_message(self, message: EmailMessage) -> None:
        recipients = "、".join(message.recipients())
        self.stream.write(f"あて先: {recipients}\n件名: {message.subject}\n\n{message.body}\n")
        self.stream.write("-" * 79 + "\n")


# ---- delivery -------------------------------------------------------------------------------


@dataclass(slots=True)
class Delivery:
    """What one round of delivery came to. `unreachable`: the mail server did not answer at all."""

    sent: int = 0
    postponed: int = 0
    failed: int = 0
    unreachable: bool = False


def deliver_due(*, now: dt.datetime, limit: int = 50) -> Delivery:
    """Send what is due, at most `limit` letters. Safe to run in several workers at once.

    Each letter is claimed by compare-and-set just before it is sent. A refusal postpones it (1
    minute, doubling to 1 hour) and after 10 attempts gives it up; a server that cannot be reached
    costs no attempt and ends the round. Raises nothing for a letter, only for the database.
    """
    delivery = Delivery(failed=_give_up_crashed(now))
    due = OutgoingMail.objects.due(now).order_by("not_before", "pk")
    connection = _connection()
    started = time.monotonic()
    try:
        for pk in list(due.values_list("pk", flat=True)[:limit]):
            # A slow server can make a round long; each lease starts when its letter is taken.
            moment = now + dt.timedelta(seconds=time.monotonic() - started)
            claim = OutgoingMail.objects.due(moment).filter(pk=pk)
            if not claim.update(lease_until=moment + LEASE, attempts=F("attempts") + 1):
                continue
            _send(OutgoingMail.objects.get(pk=pk), connection, moment, delivery)
            if delivery.unreachable:
                break
    finally:
        _close(connection)
    return delivery


def delay_after(attempts: int) -> dt.timedelta:
    """How long a letter waits after so many attempts."""
    return min(FIRST_DELAY * 2 ** (attempts - 1), LONGEST_DELAY)


def _send(letter: OutgoingMail, connection: Any, now: dt.datetime, delivery: Delivery) -> None:
    held = OutgoingMail.objects.filter(pk=letter.pk, lease_until=letter.lease_until)
    try:
        connection.open()
    except Exception as error:  # noqa: BLE001 -- whatever keeps the server away is not this letter's fault
        delivery.unreachable = True
        held.update(
            lease_until=None,
            attempts=F("attempts") - 1,
            not_before=now + FIRST_DELAY,
            last_error=_described(error),
        )
        return
    try:
        _message(letter, connection).send()
    except Exception as error:  # noqa: BLE001 -- one bad letter must not hold up the others
        _close(connection)
        gives_up = letter.attempts >= MAX_ATTEMPTS
        held.update(
            lease_until=None,
            not_before=now + delay_after(letter.attempts),
            failed_at=now if gives_up else None,
            last_error=_described(error),
        )
        delivery.failed += gives_up
        delivery.postponed += not gives_up
        return
    held.update(lease_until=None, sent_at=now, last_error="")
    delivery.sent += 1


def _message(letter: OutgoingMail, connection: Any) -> EmailMessage:
    """The letter as it goes out. Its Message-ID stays the same over all attempts, so that a copy
    sent twice (the server took it but its answer was lost) can be told as one."""
    sender = settings.DEFAULT_FROM_EMAIL
    host = parseaddr(sender)[1].rpartition("@")[2] or "localhost"
    name = hashlib.sha256(f"{letter.pk}:{letter.key}".encode()).hexdigest()[:32]
    headers = {"Message-ID": f"<{name}@{host}>", "Auto-Submitted": "auto-generated"}
    return EmailMessage(
        letter.subject, letter.body, sender, [letter.to], connection=connection, headers=headers
    )


def _give_up_crashed(now: dt.datetime) -> int:
    """Letters whose tenth attempt never came back: nobody may hold them for ever."""
    lost = OutgoingMail.objects.waiting().filter(attempts__gte=MAX_ATTEMPTS, lease_until__lte=now)
    return lost.update(
        failed_at=now, lease_until=None, last_error="送信の途中で止まることが続きました。"
    )


def _connection() -> Any:
    """The connection `settings.EMAIL_DELIVERY` describes: a backend's path and its arguments."""
    options = dict(settings.EMAIL_DELIVERY)
    return get_connection(options.pop("backend"), **options)


def _close(connection: Any) -> None:
    with suppress(Exception):  # the other end may be gone already
        connection.close()


def _described(error: Exception) -> str:
    return _one_line(f"{type(error).__name__}: {error}")[:500]
