"""A day in the vocabulary of schema.org, by which search engines show what takes place."""

from typing import Any

from groups.published.linked_data import organisation
from kyodo_portal.web.linked_data import absolute, city_body, described
from projects.models import Event, EventStatus


def linked_data_of(event: Event) -> dict[str, Any] | None:
    """The day as its page shows it; None while it is not public."""
    if not event.is_public:
        return None
    off = event.status == EventStatus.CANCELLED
    here = {"@type": "Place", "name": event.where} if event.where else None
    online = (
        {"@type": "VirtualLocation", "url": absolute(event.get_absolute_url())}
        if event.is_online
        else None
    )
    mode = "Mixed" if here and online else "Online" if online else "Offline"
    return described(
        "Event",
        name=event.title,
        description=event.text,
        url=absolute(event.get_absolute_url()),
        startDate=event.starts_at,
        endDate=event.ends_at,
        location=[each for each in (here, online) if each],
        eventAttendanceMode=f"https://schema.org/{mode}EventAttendanceMode",
        eventStatus=f"https://schema.org/Event{'Cancelled' if off else 'Scheduled'}",
        organizer=[_holder(event)],
        maximumAttendeeCapacity=event.capacity,
        remainingAttendeeCapacity=event.seats_free,
    )


def _holder(event: Event) -> dict[str, Any]:
    """The group whose own day it is, or the city."""
    if event.group is not None and event.group.is_public:
        return organisation(event.group)
    return city_body()
