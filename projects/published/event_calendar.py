"""Days to come as entries of a calendar: all of a list that somebody subscribes, or one."""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils import timezone
from icalendar import Event as Entry

from kyodo_portal.publishing.calendars import KIND, ListCalendar, dated_event, whole_calendar
from projects.models import Event, EventStatus

KEPT = dt.timedelta(days=60)
"""How long what is over stays in a calendar that subscribes."""


def entry_of(event: Event) -> Iterator[Entry]:
    """One day, from its beginning to its end. It makes whoever takes it in busy, and says where it
    takes place and that it was called off."""
    entry = dated_event(event, "day", event.title, event.starts_at)
    entry.add("dtend", event.ends_at)
    entry["transp"] = "OPAQUE"
    is_off = event.status == EventStatus.CANCELLED
    entry.add("status", "CANCELLED" if is_off else "CONFIRMED")
    place = event.where or ("オンライン" if event.is_online else "")
    if place:
        entry.add("location", place)
    yield entry


class EventCalendar(ListCalendar):
    """What is to come, what was called off of it, and what took place of late."""

    order = ("starts_at", "pk")

    def records(self) -> QuerySet[Any]:
        return super().records().filter(ends_at__gt=timezone.now() - KEPT)

    def events_of(self, record: Event) -> Iterator[Entry]:
        return entry_of(record)


def one_event(event: Event, entries: Iterable[Entry]) -> HttpResponse:
    """A file with one day."""
    answer = HttpResponse(whole_calendar(entries), content_type=KIND)
    answer.headers["Content-Disposition"] = f'attachment; filename="event-{event.pk}.ics"'
    return answer
