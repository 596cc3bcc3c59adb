"""The moments at which calls open and close, for calendars."""

from collections.abc import Iterator

from icalendar import Event

from kyodo_portal.publishing.calendars import ListCalendar, dated_event
from kyodo_portal.words.calendar import JST
from proposals.models import Call


class CallCalendar(ListCalendar):
    """The opening and the closing of each call."""

    order = ("opens_at", "pk")

    def events_of(self, record: Call) -> Iterator[Event]:
        title, opens, closes = record.title, record.opens_at, record.closes_at
        yield dated_event(record, "opens", f"受付開始：{title}", opens.astimezone(JST))
        if closes is not None:
            yield dated_event(record, "closes", f"受付締切：{title}", closes.astimezone(JST))
