"""What the home page begins with: where one can go this week."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from kyodo_portal.ui.pictures import Photo, small_photo
from projects.models import Event
from projects.register.event_lines import EventLine, lines_of
from projects.register.pictures import photo_of, with_pictures

SHOWN = 3
"""Days on the home page; the rest is in their list."""

WEEK = dt.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Day:
    """A day to come, and its photo, if there is one; else `field` gives its picture."""

    line: EventLine
    photo: Photo | None
    field: int | None


@dataclass(frozen=True, slots=True)
class ThisWeek:
    """The next days to which one can still come; whether the first of them is within a week."""

    days: tuple[Day, ...]
    is_this_week: bool


def this_week() -> ThisWeek:
    """The same for everybody: one query."""
    now = timezone.now()
    coming = Event.objects.public().open(now).with_line_parts()
    events: list[Any] = list(with_pictures(coming)[:SHOWN])
    lines = lines_of(events, now=now)
    days = [
        Day(line, small_photo(photo_of(event)), event.field)
        for event, line in zip(events, lines, strict=True)
    ]
    return ThisWeek(tuple(days), bool(events) and events[0].starts_at < now + WEEK)


def asks() -> list[tuple[str, str]]:
    """Questions that the list of days answers, and where."""
    page = reverse("events:list")
    return [
        (gettext("今週の日曜日に"), f"{page}?when=sunday"),
        (gettext("1時間だけ"), f"{page}?length=60"),
        (gettext("子どもと"), f"{page}?has=children"),
        (gettext("家から（オンライン）"), f"{page}?has=online"),
        (gettext("申込みなしで"), f"{page}?has=no_need"),
        (gettext("近くでさがす"), reverse("near")),
    ]
