"""Making an event and its series, changing it, and writing its record."""

import datetime as dt
from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groups.models import Guest
from groups.models.people import account_of
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.people import Person
from kyodo_portal.words.calendar import day_label
from kyodo_portal.words.languages import in_japanese, later
from kyodo_portal.writing.locks import locked
from projects.actions.event_photos import take_away
from projects.attending.joining import forget_day
from projects.attending.seats import event_held, hand_on
from projects.attending.telling import tell_everybody
from projects.flows import EVENT_FLOW
from projects.models import Event, EventRecord, EventSeries, EventStatus
from projects.rules import events as rules

WHERE_AND_WHEN = ("starts_at", "ends_at", "place_id", "place_text", "online_url")
"""What people who come have to be told when it changes."""


@transaction.atomic
def make_events(
    event: Event, *, by: Person, key: UUID, days: list[dt.date], every: str = "", until: Any = None
) -> Event:
    """Draft an event on each of these days, the first of which it names: the others are a series with
    it. `event` is unsaved; the same form sent twice makes it once (`key`). Raises `PermissionDenied`."""
    rules.may_hold(by, event).enforce()
    event.created_by, event.submission_key = account_of(by), key
    if every:
        event.series = EventSeries.objects.create(every=every, until=until)
    event.save()
    EVENT_FLOW.record("create", event, by=by, after=EventStatus.DRAFT)
    first = days[0]
    for number, day in enumerate(days[1:], start=1):
        again = copy_of(event, by_days=(day - first).days)
        again.created_by = event.created_by
        again.submission_key = UUID(int=(key.int + number) % 2**128)
        again.save()
        EVENT_FLOW.record("create", again, by=by, after=EventStatus.DRAFT)
    return event


def copy_of(event: Event, *, by_days: int = 0) -> Event:
    """The same on another day, as a draft in which nobody has a seat; unsaved."""
    written = [
        field.attname
        for field in Event._meta.concrete_fields
        if field.editable and field.attname not in ("id", "starts_at", "ends_at", "deadline")
    ]
    again = Event(**{name: getattr(event, name) for name in written}, series=event.series)
    _shift(again, event, dt.timedelta(days=by_days))
    return again


def _shift(to: Event, of: Event, by: dt.timedelta) -> None:
    """The times of one event, later by whole days as a clock in Japan shows them."""
    to.starts_at, to.ends_at = of.starts_at + by, of.ends_at + by
    to.deadline = of.deadline + by if of.deadline else None


@transaction.atomic
def change_event(event: Event, *, by: Person, fields: Collection[str]) -> bool:
    """Keep what was changed of an event; where those who come have to know it, they are told and may
    leave without a reason. More seats go to who waits. `event` is as it shall be, locked; whether
    anybody was told. Raises `PermissionDenied`."""
    stored = locked(Event, pk=event.pk)
    rules.can_edit(by, stored).enforce()
    return keep_change(event, stored, by=by, fields=fields)


def keep_change(
    event: Event, stored: Event, *, by: Person, fields: Collection[str], words: str = ""
) -> bool:
    """What `change_event` does once it is known who may; `stored` is the event as it was, locked, and `words` are
    told beside the news."""
    moved = [name for name in WHERE_AND_WHEN if getattr(stored, name) != getattr(event, name)]
    columns = {*fields, "starts_at", "ends_at", "deadline", "updated_at"}
    tells = bool(moved) and stored.status == EventStatus.PUBLISHED
    if tells:
        event.changed_at = timezone.now()
        columns.add("changed_at")
    event.save(update_fields=columns)
    if stored.ends_at != event.ends_at:
        Guest.objects.filter(participations__event=event).update(forget_on=forget_day(event))
    if tells:
        with in_japanese():
            note = _before(stored)
        entry = EVENT_FLOW.record("reschedule", event, by=by, note=note)
        tell_everybody(
            event,
            told=_("日時か場所が変わりました"),
            note=later(_news, event, stored, words),
            next_step=_("来られなくなったときは、下のページの「辞退する」を1回押してください。"),
            key=f"event.reschedule:{entry.pk}",
        )
    else:
        EVENT_FLOW.record("edit", event, by=by)
    with event_held(event.pk) as held:
        hand_on(held)
    return tells


def _before(event: Event) -> str:
    return gettext("変わる前：{when}　{where}").format(when=event.when_words, where=event.where)


def _news(event: Event, before: Event, words: str = "") -> str:
    now = gettext("新しい日時と場所：{when}　{where}").format(
        when=event.when_words, where=event.where or event.online_url
    )
    return "\n".join(filter(None, (now, _before(before), words)))


@transaction.atomic
def change_later(event: Event, *, by: Person, fields: Collection[str], moved: dt.timedelta) -> int:
    """Change those of its series that come after it in the same way, as much earlier or later as it
    was moved; how many. What is over or called off stays as it is."""
    later = Event.objects.filter(
        series=event.series_id,
        starts_at__gt=event.starts_at - moved,
        status__in=[EventStatus.DRAFT, EventStatus.PUBLISHED],
    ).exclude(pk=event.pk)
    others = list(later.order_by("starts_at"))
    for other in others:
        closes = event.deadline - event.starts_at if event.deadline else None
        length = event.ends_at - event.starts_at
        for name in fields:
            setattr(other, name, getattr(event, name))
        if other.capacity is not None:
            other.capacity = max(other.capacity, other.seats_taken)
        other.helpers_wanted = max(other.helpers_wanted, other.helpers_taken)
        other.starts_at += moved
        other.ends_at = other.starts_at + length
        other.deadline = None if closes is None else other.starts_at + closes
        change_event(other, by=by, fields=fields)
    return len(others)


@transaction.atomic
def publish_series(event: Event, *, by: Person) -> int:
    """Announce it and those drafts of its series that come after it; how many. Raises `MoveRefused`."""
    rules.may_hold(by, event).enforce()
    drafts = Event.objects.filter(
        series=event.series_id, status=EventStatus.DRAFT, starts_at__gte=event.starts_at
    ).order_by("starts_at")
    for draft in drafts:
        try:
            EVENT_FLOW.make("publish", draft, by=by)
        except MoveRefused as refusal:
            day = day_label(timezone.localdate(draft.starts_at))
            raise MoveRefused(
                f"{day} {refusal.reason}", status_code=refusal.status_code
            ) from refusal
    if not drafts:
        raise MoveRefused(gettext("このくり返しには、公開していない日がありません。"))
    return len(drafts)


@transaction.atomic
def discard_draft(event: Event, *, by: Person) -> None:
    """Throw away a draft that nobody else has seen. Raises `PermissionDenied`."""
    stored = locked(Event, pk=event.pk)
    rules.can_discard(by, stored).enforce()
    EVENT_FLOW.record("discard", stored, by=by)
    take_away(stored)
    stored.delete()


@transaction.atomic
def write_record(event: Event, record: EventRecord, opinions: Any, *, by: Person) -> EventRecord:
    """Keep the record and its opinions (rows of a form); public with the event's own move, and when it
    is mended afterwards. Raises `PermissionDenied`."""
    stored = locked(Event, pk=event.pk)
    rules.can_write_record(by, stored).enforce()
    record.event = stored
    record.save()
    opinions.instance = record
    opinions.save_in_order()
    record.opinions.exclude(answer="").filter(answered_on=None).update(
        answered_on=timezone.localdate()
    )
    is_public = stored.status == EventStatus.RECORDED
    EVENT_FLOW.record("correct_record" if is_public else "edit", stored, by=by)
    return record
