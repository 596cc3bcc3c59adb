"""What was known of those who came goes: what remains is how many there were."""

import datetime as dt

from django.db.models import QuerySet

from kyodo_portal.cities import city
from projects.models import Participation, ParticipationDetails, ParticipationStatus


def forget_people(now: dt.datetime) -> int:
    """So many days after an event (the city's profile says it) it is no longer kept who came: guests have
    gone by then (`groups.actions.guests`), accounts are left out, and so is what the organiser had to
    know. Who never confirmed themselves goes altogether. How many. Safe to repeat."""
    over = now - dt.timedelta(days=city().events.forget_days)
    of_over = Participation.objects.filter(event__ends_at__lte=over)
    known = of_over.filter(user__isnull=False)
    details: QuerySet[ParticipationDetails] = ParticipationDetails.objects.filter(
        participation__in=of_over
    )
    nobodys = Participation.objects.filter(
        status=ParticipationStatus.UNCONFIRMED, guest=None, user=None
    )
    number = known.count() + nobodys.count()
    details.delete()
    nobodys.delete()
    known.update(user=None)
    return number
