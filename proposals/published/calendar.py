"""The moments at which calls open and close, for calendars."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_safe
from icalendar import Event

from kyodo_portal.publishing.calendars import CHUNK, Asked, _calendar, _event
from kyodo_portal.publishing.records import EVERYBODY
from kyodo_portal.words.calendar import JST
from proposals.models import Call
from proposals.published.filters import IN_PLACE, CallFilterSet


@require_safe
def calls(request: HttpRequest) -> HttpResponseBase:
    """The moments at which calls open and close."""
    records = Call.objects.visible_to(EVERYBODY).with_current_status().annotate(place=IN_PLACE)
    filters = CallFilterSet(request.GET, queryset=records)
    found = filters.qs.order_by("opens_at", "pk")
    events = (event for call in found.iterator(chunk_size=CHUNK) for event in of_call(call))
    return _calendar(request, Asked("募集", "calls", reverse("calls:list"), filters), events)


def of_call(call: Call) -> Iterator[Event]:
    """The opening and the closing of a call."""
    yield _event(call, "opens", f"受付開始：{call.title}", call.opens_at.astimezone(JST))
    yield _event(call, "closes", f"受付締切：{call.title}", call.closes_at.astimezone(JST))
