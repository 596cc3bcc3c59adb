"""Requests to join that came to nothing are forgotten, with what was written in them."""

import datetime as dt

from groups.models import JoinRequest, JoinRequestStatus

KEPT = dt.timedelta(days=90)
"""How long a request stays after it came to nothing."""


def forget_what_came_to_nothing(now: dt.datetime) -> int:
    """Remove what was declined, withdrawn or left without an answer 90 days ago, and empty the words of
    what led to a place; how many were removed. Safe to repeat."""
    over = JoinRequest.objects.filter(updated_at__lte=now - KEPT).exclude(
        status=JoinRequestStatus.ASKED
    )
    over.filter(status=JoinRequestStatus.ACCEPTED).exclude(words="").update(words="")
    return over.exclude(status=JoinRequestStatus.ACCEPTED).delete()[0]
