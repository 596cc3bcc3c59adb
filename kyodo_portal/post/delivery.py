"""The worker's part of the outbox: each due letter is sent once although several workers run, waits
out a mail server that is down, and is given up after ten attempts."""

import datetime as dt
import hashlib
import time
from contextlib import suppress
from dataclasses import dataclass
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db.models import F

from kyodo_portal.post.outbox import OutgoingMail, one_line

MAX_ATTEMPTS = 10
FIRST_DELAY = dt.timedelta(minutes=1)
LONGEST_DELAY = dt.timedelta(hours=1)
LEASE = dt.timedelta(minutes=10)
"""How long a worker may hold a letter; after a crash another worker takes it when this is over."""


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

    Every round begins with removing the letters that are spent.
    """
    OutgoingMail.objects.spent(now).delete()
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
    headers = {
        **(letter.headers or {}),
        "Message-ID": f"<{name}@{host}>",
        "Auto-Submitted": "auto-generated",
    }
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
    return one_line(f"{type(error).__name__}: {error}")[:500]
