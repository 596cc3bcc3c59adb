"""What the home page begins with: where one can go this week."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce, JSONObject
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from groups.models import GroupField
from projects.models import Event, ProjectField, Update, UpdatePhoto
from projects.register.event_lines import EventLine, lines_of

SHOWN = 3
"""Days on the home page; the rest is in their list."""

WEEK = dt.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Day:
    """A day to come, and a picture of its project, if there is one; else `field` gives its picture."""

    line: EventLine
    photo: UpdatePhoto | None
    field: int | None


@dataclass(frozen=True, slots=True)
class ThisWeek:
    """The next days to which one can still come; whether the first of them is within a week."""

    days: tuple[Day, ...]
    is_this_week: bool


def this_week() -> ThisWeek:
    """The same for everybody: one query."""
    now = timezone.now()
    photos = UpdatePhoto.objects.shown().filter(
        update__project=OuterRef("project"), update__hidden_at__isnull=True
    )
    newest = photos.order_by("-pk").values(
        parts=JSONObject(pk="pk", caption="caption", width="width", height="height")
    )
    coming = (
        Event.objects.public().open(now).select_related("project", "group", "department", "place")
    )
    of_project = ProjectField.objects.filter(project=OuterRef("project")).values("number")
    of_group = GroupField.objects.filter(group=OuterRef("group")).values("number")
    beside: dict[str, Any] = {
        "photo_parts": Subquery(newest[:1]),
        "field": Coalesce(Subquery(of_project[:1]), Subquery(of_group[:1])),
    }
    events: list[Any] = list(coming.annotate(**beside)[:SHOWN])
    lines = lines_of(events, now=now)
    days = [
        Day(line, _photo(event), event.field) for event, line in zip(events, lines, strict=True)
    ]
    return ThisWeek(tuple(days), bool(events) and events[0].starts_at < now + WEEK)


def _photo(event: Any) -> UpdatePhoto | None:
    """The newest picture that its project has shown on its way."""
    if not event.photo_parts:
        return None
    return UpdatePhoto(update=Update(project=event.project), **event.photo_parts)


def asks() -> list[tuple[str, str]]:
    """Questions that the list of days answers, and where."""
    page = reverse("events:list")
    return [
        (gettext("今週の日曜日に"), f"{page}?when=sunday"),
        (gettext("1時間だけ"), f"{page}?length=60"),
        (gettext("子どもと"), f"{page}?has=children"),
        (gettext("家から（オンライン）"), f"{page}?has=online"),
        (gettext("申込みなしで"), f"{page}?has=no_need"),
    ]
