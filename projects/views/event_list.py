"""What one can come to: the list of days, the month on the wall, and one day for a calendar."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from kyodo_portal.lists.listing import listing
from kyodo_portal.ui.months import Month, MonthEntry, month_drawn, month_written
from kyodo_portal.words.calendar import JST
from kyodo_portal.words.text import shortened
from projects.models import Event, EventStatus
from projects.published.event_calendar import entry_of, one_event
from projects.published.event_filters import DAYS, WHEN, EventFilterSet
from projects.published.kinds import EVENTS
from projects.register.event_days import COMING, PAST, days_between, span_of
from projects.register.event_facets import TALLIES, countable
from projects.register.event_lines import by_day, lines_of
from projects.rules.events import can_make_events

QUICK = ("sunday", "weekend", "week", "month")
"""The days that are asked for by one press."""

MOST_IN_A_MONTH = 2_000
"""Days of a month that are put on the wall."""


@dataclass(frozen=True, slots=True)
class Chip:
    """One question that a press answers: what is asked, how many days answer it."""

    label: str
    url: str
    number: int
    is_current: bool


@login_not_required
@require_safe
def event_list(request: HttpRequest) -> HttpResponse:
    """The days to come as a list or as a month, narrowed by the address."""
    asked: Any = _with_days(request.GET)
    request.GET = asked
    filterset = EVENTS.narrowed(request.GET, countable(EVENTS.listed_for(request.user)))
    filterset.from_now()
    shown = listing(request, filterset, TALLIES)
    page = shown["page_obj"]
    page.object_list = list(page.object_list.with_line_parts())
    first = filterset.conditions.get("month")
    is_month = filterset.form.cleaned_data.get("view") == "month"
    return render(
        request,
        "events/event_list.html",
        {
            **shown,
            "view": "month" if is_month else "list",
            "views": _views(request, "month" if is_month else "list"),
            "asks": _asks(request, filterset),
            "month": _month(request, filterset, first) if is_month and first else None,
            "days": by_day(lines_of(page.object_list)),
            "is_past": filterset.conditions.get("when") == PAST,
            "may_make": can_make_events(request.user),
            "crumbs": [(gettext("参加できる日"), None)],
        },
    )


@login_not_required
@require_safe
def event_ics(request: HttpRequest, pk: int) -> HttpResponse:
    """One day as a file for a calendar."""
    event = get_object_or_404(Event.objects.visible_to(request.user), pk=pk)
    return one_event(event, list(entry_of(event)))


def _with_days(query: QueryDict) -> QueryDict:
    """What is asked for, with its days said: a month shows the present one, a list what is to come.
    So a file or a feed of the same list, made from its address, holds the same."""
    asked = query.copy()
    if asked.get("view") == "month":
        if not asked.get("month"):
            asked["month"] = month_written(timezone.localdate())
        for name in ("when", "day"):
            asked.pop(name, None)
    elif not any(asked.get(name) for name in DAYS):
        asked["when"] = COMING
    return asked


def _address(request: HttpRequest, *, keep: Iterable[str] = (), **changes: str) -> str:
    """The list under the same filters, on other days."""
    query = shortened(request.GET)
    for name in {"page", "view", *DAYS} - set(keep):
        query.pop(name, None)
    for name, value in changes.items():
        query[name] = value
    words = query.urlencode()
    return f"{reverse('events:list')}?{words}" if words else reverse("events:list")


def _views(request: HttpRequest, current: str) -> list[Chip]:
    """List or month, under the same filters."""
    return [
        Chip(gettext("一覧"), _address(request), 0, current == "list"),
        Chip(gettext("カレンダー"), _address(request, view="month"), 0, current == "month"),
    ]


def _asks(request: HttpRequest, filterset: EventFilterSet) -> list[Chip]:
    """This Sunday, this weekend, this week, this month under the other filters, each with how many
    days it has: one query."""
    now = timezone.now()
    names = dict(WHEN)
    shown = (
        filterset.on_any_day()
        .coming(now)
        .aggregate(**{name: Count("pk", filter=_in_span(name, now)) for name in QUICK})
    )
    chosen = filterset.conditions.get("when")
    return [
        Chip(str(names[name]), _address(request, when=name), shown[name], chosen == name)
        for name in QUICK
    ]


def _in_span(name: str, now: dt.datetime) -> Q:
    starts, ends = span_of(name, now)
    return Q(starts_at__lt=ends, ends_at__gt=starts)


def _month(request: HttpRequest, filterset: EventFilterSet, first: dt.date) -> Month:
    """What stands on the wall in this month: one query, of a few columns."""
    rows = filterset.in_order(filterset.narrowed()).values_list(
        "pk", "title", "status", "starts_at", "ends_at"
    )
    page = reverse("events:detail", args=[0])
    held: dict[dt.date, list[MonthEntry]] = {}
    for pk, title, status, starts, ends in rows[:MOST_IN_A_MONTH]:
        entry = MonthEntry(title, page.replace("/0/", f"/{pk}/"), status == EventStatus.CANCELLED)
        for day in days_between(starts, ends):
            held.setdefault(day, []).append(entry)
    return month_drawn(
        first,
        held,
        today=timezone.now().astimezone(JST).date(),
        url_of_month=lambda day: _address(request, view="month", month=month_written(day)),
        url_of_day=lambda day: _address(request, day=day.isoformat()),
    )
