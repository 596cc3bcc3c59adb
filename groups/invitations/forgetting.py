"""Invitations that nobody accepted are forgotten, with the name and the address in them."""

import datetime as dt

from django.db.models import Q

from groups.models import Invitation, InvitationStatus

KEPT = dt.timedelta(days=90)
"""How long an invitation stays after it came to its end without being accepted."""


def forget_unanswered(now: dt.datetime) -> int:
    """Remove what was withdrawn, or ran out, 90 days ago; how many. What was done with them stays in
    the record of acts. Safe to repeat."""
    over = Q(status=InvitationStatus.SENT, expires_at__lte=now - KEPT)
    over |= Q(status=InvitationStatus.WITHDRAWN, updated_at__lte=now - KEPT)
    return Invitation.objects.filter(over).delete()[0]
