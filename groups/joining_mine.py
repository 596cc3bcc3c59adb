"""Which groups somebody has asked to take them in: what waits for an answer, and what came to nothing of late."""

import datetime as dt

from django.db.models import Q
from django.utils import timezone

from groups.models import JoinRequest, JoinRequestStatus
from kyodo_portal.life.people import Account

LATELY = dt.timedelta(days=30)
"""How long an answer that somebody may have missed in their mail stays on their page."""


def asked_to_join(user: Account) -> list[JoinRequest]:
    """Their requests, the last first (one query). Where they were taken in, the group itself stands there."""
    lately = Q(
        status__in=[JoinRequestStatus.DECLINED, JoinRequestStatus.UNANSWERED],
        updated_at__gt=timezone.now() - LATELY,
    )
    mine = JoinRequest.objects.filter(person=user.pk)
    return list(mine.filter(Q(status=JoinRequestStatus.ASKED) | lately).select_related("group"))
