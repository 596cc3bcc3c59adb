"""What a list shows of each day: when, where, who holds it, and whether one can still come."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from kyodo_portal.ui.drawn import drawn_once
from kyodo_portal.words.calendar import JST, span_label
from projects.models import Event, EventStatus
from projects.models.event_status import Accepts


@dataclass(frozen=True, slots=True)
class EventLine:
    """One day as a list shows it, in the language of the page. `act` says what one can do about it;
    `is_open` whether one can come now. Of its project, that name; else whose it is. `summary` is empty in Japanese
    and where nobody wrote one."""

    pk: int
    day: dt.date
    url: str
    title: str
    hours: str
    place: str
    kind: str
    holder: str
    summary: str
    notes: tuple[str, ...]
    act: str
    is_open: bool
    is_off: bool

    @property
    def drawn(self) -> SafeString:
        """As the list of days shows it. The same line is drawn once, whoever looks at it."""
        return drawn_once("events/_line.html", line=self, level=2)


def lines_of(events: Iterable[Event], *, now: dt.datetime | None = None) -> list[EventLine]:
    """The lines of these days, in their order; each with its project, group and department at hand."""
    moment = now or timezone.now()
    return [_line(event, moment) for event in events]


def by_day(lines: Iterable[EventLine]) -> list[tuple[dt.date, list[EventLine]]]:
    """Lines that stand in the order of their days, each day once."""
    return [(day, list(of_day)) for day, of_day in groupby(lines, key=lambda line: line.day)]


def _line(event: Event, now: dt.datetime) -> EventLine:
    status = event.status_at(now)
    notes = [
        gettext("オンライン") if event.is_online else "",
        gettext("子どもと・託児") if event.childcare else "",
        gettext("車いす・手話など") if event.accessibility else "",
    ]
    return EventLine(
        pk=event.pk,
        day=event.starts_at.astimezone(JST).date(),
        url=event.get_absolute_url(),
        title=event.title,
        hours=span_label(event.starts_at, event.ends_at),
        place=event.where,
        kind=event.kind_name,
        holder=_holder(event),
        summary=event.summary_in_language,
        notes=tuple(filter(None, notes)),
        act=_act(event, status),
        is_open=status in (EventStatus.OPEN, EventStatus.PUBLISHED),
        is_off=status == EventStatus.CANCELLED,
    )


def _holder(event: Event) -> str:
    """The project it belongs to, or who holds it; nothing for the city alone."""
    if event.project is not None:
        return event.project.title
    if event.group is not None:
        return event.group.name
    return "" if event.department is None else event.department.name_in_language


def _act(event: Event, status: EventStatus) -> str:
    """How it stands for somebody who would like to come."""
    if status == EventStatus.OPEN:
        if event.seats_free is None:
            return gettext("受付中")
        return gettext("あと{n}人").format(n=event.seats_free)
    if status == EventStatus.PUBLISHED and event.accepts == Accepts.NO_NEED:
        return gettext("申込みなしで")
    if status == EventStatus.FULL:
        return gettext("満員（キャンセル待ちができます）")
    return event.status_label
