"""The days on which projects begin and end, for calendars."""

from collections.abc import Iterator

from django.db.models import Q
from icalendar import Event

from kyodo_portal.publishing.calendars import ListCalendar, dated_event
from projects.models import Project, ProjectStatus


class ProjectCalendar(ListCalendar):
    """The first and the last day of each project, as far as they are known."""

    dated = Q(starts_on__isnull=False) | Q(ends_on__isnull=False)

    def events_of(self, record: Project) -> Iterator[Event]:
        """What was called off says so."""
        off = record.status == ProjectStatus.CANCELLED
        for moment, word, day in (
            ("starts", "開始", record.starts_on),
            ("ends", "終了", record.ends_on),
        ):
            if day is not None:
                event = dated_event(record, moment, f"{word}：{record.title}", day)
                event.add("status", "CANCELLED" if off else "CONFIRMED")
                if record.place:
                    event.add("location", record.place)
                yield event
