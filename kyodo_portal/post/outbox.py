"""The outbox: letters are queued in the transaction of the act they tell of, and sent by a worker
(see `kyodo_portal.post.delivery`).

A letter exists exactly when its event happened, and never stops a person's own work. Plain text
only. Letters about signing in (codes, notices) are forgotten once they are delivered or worth
nothing any more.
"""

import datetime as dt
import hashlib
import re
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from email.utils import parseaddr, parsedate_to_datetime

from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.mail.backends import console
from django.core.mail.backends.base import BaseEmailBackend
from django.core.validators import validate_email
from django.db import models
from django.db.models import Q
from django.utils import timezone

from kyodo_portal.words.readings import without_readings
from kyodo_portal.words.text import clean

KEPT = dt.timedelta(days=1)
"""How long a letter of Django's own (a notice about an account) is tried, unless it says less."""

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
        """To be sent now, held by no worker and not past its end."""
        lasting = Q(expires_at__isnull=True) | Q(expires_at__gt=now)
        return self.waiting().free(now).filter(lasting, not_before__lte=now)

    def free(self, now: dt.datetime) -> "OutgoingMailQuerySet":
        """Held by no worker."""
        return self.filter(Q(lease_until__isnull=True) | Q(lease_until__lte=now))

    def spent(self, now: dt.datetime) -> "OutgoingMailQuerySet":
        """Letters with an end that were delivered or have come to it: nobody needs them again."""
        over = Q(sent_at__isnull=False) | Q(expires_at__lte=now)
        return self.free(now).filter(over, expires_at__isnull=False)

    def failed(self) -> "OutgoingMailQuerySet":
        """Given up: somebody has to look at the address and tell the person another way."""
        return self.filter(failed_at__isnull=False)


class OutgoingMail(models.Model):
    """One letter to one address. `key` names the event and the recipient, so that the same event
    never writes twice; the times tell what became of the letter. One with `expires_at` (a code to
    sign in with) is removed when it was delivered, and not delivered after that moment. `headers` are
    what mail programs are told beside it: of which list it is, how to leave that."""

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
    expires_at = models.DateTimeField("有効な期限", null=True, editable=False)
    headers = models.JSONField("ヘッダー", null=True, editable=False)
    last_error = models.CharField("最後の失敗", max_length=500, blank=True, editable=False)

    objects = OutgoingMailQuerySet.as_manager()

    class Meta:
        app_label = "kyodo_portal"
        verbose_name = "送信メール"
        verbose_name_plural = "送信メール"
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["not_before"], condition=_WAITING, name="outgoing_mail_waiting"),
            models.Index(
                fields=["expires_at"],
                condition=Q(expires_at__isnull=False),
                name="outgoing_mail_with_an_end",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(failed_at__isnull=True),
                name="outgoing_mail_sent_or_failed",
            )
        ]

    def __str__(self) -> str:
        return self.subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One letter as it is handed to the outbox; `key` names the event and the recipient."""

    to: str
    subject: str
    body: str
    key: str
    not_before: dt.datetime | None = None
    expires_at: dt.datetime | None = None
    headers: Mapping[str, str] | None = None

    def mail(self) -> OutgoingMail:
        """The letter as it is kept. One that cannot be sent is kept as failed, because a person's act
        must not be undone by somebody else's broken address."""
        now = timezone.now()
        address = one_line(self.to)[:320]
        fault = _fault_of(address)
        told = {name: one_line(value) for name, value in (self.headers or {}).items()}
        return OutgoingMail(
            to=address,
            subject=one_line(without_readings(self.subject))[:LONGEST_SUBJECT],
            body=_cleaned(without_readings(self.body))[:LONGEST_BODY],
            key=kept_key(self.key),
            not_before=self.not_before or now,
            expires_at=self.expires_at,
            failed_at=now if fault else None,
            last_error=fault,
            headers=told or None,
        )


def queue(
    *,
    to: str,
    subject: str,
    body: str,
    key: str,
    not_before: dt.datetime | None = None,
    expires_at: dt.datetime | None = None,
    headers: Mapping[str, str] | None = None,
) -> bool:
    """Put one letter into the outbox, in the caller's transaction. True when it is new; a key
    that is already there changes nothing. Raises nothing over the address."""
    mail = Draft(
        to=to,
        subject=subject,
        body=body,
        key=key,
        not_before=not_before,
        expires_at=expires_at,
        headers=headers,
    ).mail()
    fields = [field.name for field in OutgoingMail._meta.concrete_fields if not field.primary_key]
    columns = {name: getattr(mail, name) for name in fields if name != "key"}
    _, is_new = OutgoingMail.objects.get_or_create(key=mail.key, defaults=columns)
    return is_new


def queue_all(drafts: Iterable[Draft]) -> None:
    """Put many letters into the outbox at once, as `queue` does each."""
    OutgoingMail.objects.bulk_create((draft.mail() for draft in drafts), ignore_conflicts=True)


def kept_key(key: str) -> str:
    """A key as the outbox keeps it."""
    return key if len(key) <= LONGEST_KEY else hashlib.sha256(key.encode()).hexdigest()


def plain_name(text: str, limit: int = LONGEST_NAME) -> str:
    """A name that somebody typed, fit for a letter: one line, cut at `limit` characters, and
    without anything a mail program would turn into a link (it would look like the city's own)."""
    line = re.sub(r"(?<=\w)\.(?=\w)", "．", one_line(text)).replace("://", "：／／")
    return line if len(line) <= limit else line[: limit - 1] + "…"


def _cleaned(text: str) -> str:
    try:
        return clean(text)
    except ValueError:
        return clean(text.replace("\0", "").encode(errors="replace").decode())


def one_line(text: str) -> str:
    return " ".join(_cleaned(text).split())


def _fault_of(address: str) -> str:
    try:
        validate_email(address)
    except ValidationError:
        return "メールアドレスの形になっていません。"
    return ""


class QueueBackend(BaseEmailBackend):
    """Django's EMAIL_BACKEND: whatever sends mail (sign-in codes, notices about an account) writes
    to the outbox instead. HTML alternatives and attachments are left out. A message's header
    `Expires` says until when it is worth delivering; without it that is `KEPT`."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Queue each message once for each of its recipients. Returns how many messages."""
        for message in email_messages:
            batch = uuid.uuid4().hex
            said = message.extra_headers.get("Expires")
            ends = parsedate_to_datetime(said) if said else timezone.now() + KEPT
            for number, recipient in enumerate(message.recipients()):
                queue(
                    to=parseaddr(recipient)[1] or recipient,
                    subject=str(message.subject),
                    body=str(message.body),
                    key=f"message:{batch}:{number}",
                    expires_at=ends,
                )
        return len(email_messages)


class ConsoleBackend(console.EmailBackend):
    """Writes letters to the terminal as people read them, not encoded as they travel."""

    def write_message(self, message: EmailMessage) -> None:
        recipients = "、".join(message.recipients())
        self.stream.write(f"あて先: {recipients}\n件名: {message.subject}\n\n{message.body}\n")
        self.stream.write("-" * 79 + "\n")
