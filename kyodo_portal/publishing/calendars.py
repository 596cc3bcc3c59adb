"""Calendars (iCal, RFC 5545): when calls open and close, when projects begin and end.

An entry keeps its number for good, so that a calendar that subscribes moves it instead of doubling
it. Like the lists, a calendar takes the list's filters, and shows everybody the same.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.urls import reverse
from icalendar import Calendar, Event, Timezone, vDuration, vText

from kyodo_portal.cities import city
from kyodo_portal.lists.filters import PortalFilterSet
from kyodo_portal.publishing.records import PublicRecords
from kyodo_portal.web.linked_data import absolute
from kyodo_portal.words.text import clean

KIND = "text/calendar; charset=utf-8"
CHUNK = 500
REFRESHED = dt.timedelta(hours=3)
"""How often a calendar that subscribes is asked to look again."""


class ListCalendar:
    """The view of the calendar of one kind of public record. Each says which records have entries,
    in which order, and what they are."""

    dated = Q()
    order: tuple[str, ...] = ("pk",)

    def __init__(self, of: PublicRecords[Any]) -> None:
        self.of = of

    def records(self) -> QuerySet[Any]:
        """The records that have entries."""
        found: QuerySet[Any] = self.of.records().filter(self.dated)
        return found

    def events_of(self, record: Any) -> Iterator[Event]:
        """The entries of one record."""
        raise NotImplementedError

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        filters = self.of.narrowed(request.GET, self.records())
        if request.method == "HEAD":
            answer: HttpResponseBase = HttpResponse(content_type=KIND)
        else:
            answer = StreamingHttpResponse(self._lines(filters), content_type=KIND)
        answer.headers["Content-Disposition"] = f'inline; filename="{self.of.slug}.ics"'
        return answer

    def _lines(self, filters: PortalFilterSet) -> Iterator[bytes]:
        """The calendar piece by piece: its head, the time zone, each entry, its end."""
        calendar = _begun()
        calendar.add("x-wr-calname", f"{self.of.name}（{city().name} 協働ポータル）")
        unused = _as_line("".join(map(str, filters.unusable_conditions)))
        if unused:  # RFC 7986, and the name it had before, which iCalendar does not know as a text
            calendar.add("description", unused)
            calendar.add("x-wr-caldesc", vText(unused))
        calendar.add("x-wr-timezone", "Asia/Tokyo")
        for name in ("refresh-interval", "x-published-ttl"):  # RFC 7986, and what was there before
            calendar.add(name, vDuration(REFRESHED, params={"VALUE": "DURATION"}))
        calendar.add("url", absolute(reverse(self.of.list_page)))
        head, end, _ = calendar.to_ical().partition(b"END:VCALENDAR")
        yield head + _tokyo().to_ical()
        for record in filters.qs.order_by(*self.order).iterator(chunk_size=CHUNK):
            for event in self.events_of(record):
                yield event.to_ical()
        yield end + b"\r\n"


def whole_calendar(entries: Iterable[Event]) -> bytes:
    """A calendar with a few entries, in one piece."""
    calendar = _begun()
    calendar.add_component(_tokyo())
    for entry in entries:
        calendar.add_component(entry)
    return bytes(calendar.to_ical())


def _begun() -> Calendar:
    """What every calendar begins with."""
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//kyodo-portal//calendar//JA")
    calendar.add("method", "PUBLISH")
    return calendar


def dated_event(record: Any, moment: str, title: str, when: dt.date | dt.datetime) -> Event:
    """The entry for one of a record's days or moments, known by its name (`opens`, `ends`)."""
    host = urlsplit(settings.BASE_URL).hostname
    event = Event()
    event.add("uid", f"{record._meta.model_name}-{record.pk}-{moment}@{host}")
    event.add("dtstamp", record.updated_at.astimezone(dt.UTC))
    event.add("last-modified", record.updated_at.astimezone(dt.UTC))
    event.add("sequence", _changes(record))
    event.add("dtstart", when)
    if not isinstance(when, dt.datetime):
        event.add("dtend", when + dt.timedelta(days=1))
    event.add("summary", title)
    url = absolute(record.get_absolute_url())
    event.add("url", url)
    event.add("description", f"{about(record)}\n{url}".strip())
    event.add("transp", "TRANSPARENT")  # a deadline does not make anybody busy
    return event


def about(record: Any) -> str:
    """What an entry says of a record: its summary, or what it says of itself where it has none."""
    return str(getattr(record, "summary", "") or getattr(record, "text", ""))


def _changes(record: Any) -> int:
    """A number that rises with each change of the record, by which a calendar knows the newer entry:
    the seconds from its making to its last change, as nobody counts the changes themselves."""
    return max(0, int((record.updated_at - record.created_at).total_seconds()))


def _as_line(text: str) -> str:
    """What stood in an address, as words that cannot begin a line of the calendar."""
    return clean(" ".join(text.split()))


def _tokyo() -> Timezone:
    """Japan's time, which has known no summer time since 1951."""
    zone: Timezone = Timezone.from_tzid("Asia/Tokyo", first_date=dt.date(1970, 1, 1))
    zone.pop("comment", None)
    return zone
