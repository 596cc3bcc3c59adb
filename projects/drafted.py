"""The days that somebody has drafted and not announced, so that they find them again."""

from dataclasses import dataclass

from kyodo_portal.life.people import Account
from projects.models import Event, EventStatus

MOST = 200
"""Drafts that are looked through: a series has at most sixty."""


@dataclass(frozen=True, slots=True)
class Drafted:
    """A drafted day, or the first of a series, with how many drafts that is."""

    event: Event
    number: int


def drafted_by(user: Account) -> list[Drafted]:
    """The drafts of those for whom this person holds events, the next first (one query; none for who
    holds no events)."""
    if not (user.managed_group_ids or user.department_ids or user.role_names):
        return []
    drafts = Event.objects.managed_by(user).filter(status=EventStatus.DRAFT)
    ordered = list(drafts.select_related("place").order_by("starts_at", "pk")[:MOST])
    first: dict[tuple[str, int], Event] = {}
    number: dict[tuple[str, int], int] = {}
    for event in ordered:
        key = ("series", event.series_id) if event.series_id else ("event", event.pk)
        first.setdefault(key, event)
        number[key] = number.get(key, 0) + 1
    return [Drafted(event, number[key]) for key, event in first.items()]
