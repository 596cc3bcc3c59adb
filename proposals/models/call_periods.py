"""From when until when a call, or a round of opinions, takes what people hand in."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils import timezone


def earliest_open(now: datetime) -> datetime:
    """The earliest deadline that has not passed. A call that closes at 23:59 takes proposals until
    that minute is over: everybody reads minutes, and nobody is to be late within the one they read.
    Every question whether a call is open, in Python and in the database, asks this."""
    return now.replace(second=0, microsecond=0)


def not_closed(now: datetime | None = None) -> Q:
    """Whose deadline has not passed, or that has none."""
    return Q(closes_at=None) | Q(closes_at__gte=earliest_open(now or timezone.now()))


NEXT_TO_CLOSE = F("closes_at").asc(nulls_last=True)
"""What closes next first; what does not close last."""

CLOSES = models.CheckConstraint(
    condition=Q(closes_at__isnull=False) | Q(is_any_time=True),
    name="call_closes_or_is_at_any_time",
    violation_error_message="受付の締切を書いてください。空けておけるのは、随時受け付ける募集だけです。",
)
"""A call without a deadline takes proposals at any time."""
