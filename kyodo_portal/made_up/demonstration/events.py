"""The events of the demonstration city lived through, by the acts by which everybody does so."""

import datetime as dt
from typing import Any

from django.db import transaction

from groups.actions.guests import vouch_for
from groups.models import ConfirmedHow, Guest, User
from kyodo_portal.cities import city
from kyodo_portal.made_up.demonstration.cast import World, key_of
from kyodo_portal.made_up.demonstration.clock import at
from kyodo_portal.made_up.demonstration.event_stories import (
    EVENTS,
    OWN_EVENTS,
    WEEKDAYS,
    Comer,
    EventStory,
)
from projects.actions.events import make_events, publish_series
from projects.attending.joining import enter, join, join_as_guest, move
from projects.flows import EVENT_FLOW
from projects.models import (
    Event,
    EventRecord,
    Every,
    Participation,
    ParticipationDetails,
    ParticipationStatus,
)


def live_events(world: World) -> None:
    """Every event that this city's groups and projects have."""
    for story in (*EVENTS, *OWN_EVENTS.get(city().slug, ())):
        _live(world, story)


def _day(world: World, story: EventStory) -> dt.date:
    if isinstance(story.when, str):
        today = world.calendar.today
        return today + dt.timedelta(days=(WEEKDAYS[story.when] - today.weekday()) % 7 or 7)
    return world.calendar.day(story.when)


def _by(world: World, story: EventStory) -> User:
    kind, _, key = story.by.partition(":")
    if kind == "coordinator":
        return world.coordinator
    return world.manager_of(key) if kind == "manager" else world.staff_of(key)


def _holder(world: World, story: EventStory) -> dict[str, Any]:
    kind, _, key = story.holder.partition(":")
    known: dict[str, dict[str, Any]] = {
        "project": world.projects,
        "group": world.groups,
        "department": world.departments,
    }
    return {} if kind == "city" else {kind: known[kind][key]}


def _is_here(world: World, story: EventStory) -> bool:
    """Whether this city has whoever holds it."""
    kind, _, key = story.holder.partition(":")
    return {
        "project": key in world.projects,
        "group": key in world.groups,
        "department": key in world.departments,
    }.get(kind, True)


def _live(world: World, story: EventStory) -> None:
    if not _is_here(world, story):
        return
    day, by, calendar = _day(world, story), _by(world, story), world.calendar
    offered = {kind.code for kind in city().event_kinds_on}
    event = Event(
        title=calendar.in_words(story.title),
        kind=story.kind if story.kind in offered else "talk",
        starts_at=_moment(world, day, story.hours[0]),
        ends_at=_moment(world, day, story.hours[1]),
        place_text=story.place,
        text=story.text,
        **_holder(world, story),
        **story.written,
    )
    if story.deadline:
        event.deadline = _moment(world, day + dt.timedelta(days=story.deadline), 17)
    days = [day + dt.timedelta(weeks=week) for week in range(story.weeks + 1)]
    with at(calendar.moment(story.announced, 10)):
        made = make_events(
            event,
            by=by,
            key=key_of(f"event/{story.key}"),
            days=days,
            every=Every.WEEK if story.weeks else "",
            until=days[-1],
        )
        if story.draft:
            return
        if story.weeks:
            publish_series(made, by=by)
        else:
            EVENT_FLOW.make("publish", made, by=by)
    for number, comer in enumerate(story.comers):
        with at(calendar.moment(story.announced + 1, 9, number)):
            _comes(story, made, comer, number, by=by)
    if story.citizen_comes:
        with at(calendar.moment(story.announced + 2, 12)):
            _citizen_comes(world, made)
    with at(calendar.moment(story.announced + 3, 9)):
        _leave(made, story, by=by)
    if story.called_off:
        with at(calendar.moment(-1, 18)):
            EVENT_FLOW.make("cancel", _again(made), by=by, note=story.called_off)
    if story.record:
        _record(world, story, made, by=by)


def _moment(world: World, day: dt.date, hour: int) -> dt.datetime:
    return world.calendar.moment((day - world.calendar.today).days, hour)


def _again(event: Event) -> Event:
    return Event.objects.get(pk=event.pk)


def _comes(story: EventStory, event: Event, comer: Comer, number: int, *, by: User) -> None:
    """Nobody lives at the address, and the telephone does not ring."""
    key = key_of(f"event/{story.key}/{number}")
    guest = Guest(
        name=comer.name,
        email=f"event-{key.hex[:8]}@example.jp" if comer.mail else "",
        phone="" if comer.mail else "000-0000-0000",
        submission_key=key,
    )
    participation = Participation(
        people_count=comer.people, attends_as="helper" if comer.helper else "visitor"
    )
    details = ParticipationDetails()
    if event.is_for_children:
        details = ParticipationDetails(
            school_year="小4", guardian_name="見本 おうち", guardian_phone="000-0000-0000"
        )
    if comer.mail or comer.unconfirmed:
        join_as_guest(event, participation, guest, details=details)
        if not comer.unconfirmed:
            vouch_for(guest, how=ConfirmedHow.CALL, by=by)
    else:
        participation.entered_how = comer.how
        enter(event, participation, guest, by=by, details=details)


def _citizen_comes(world: World, event: Event) -> None:
    join(event, Participation(), by=world.person("citizen"), details=ParticipationDetails())


def _leave(event: Event, story: EventStory, *, by: User) -> None:
    names = [comer.name for comer in story.comers if comer.leaves]
    for participation in event.participations.filter(guest__name__in=names):
        move("leave", participation, by=by)


@transaction.atomic
def _record(world: World, story: EventStory, event: Event, *, by: User) -> None:
    day = (_day(world, story) - world.calendar.today).days
    with at(world.calendar.moment(day, story.hours[1])):
        missed = {comer.name for comer in story.comers if comer.misses}
        for participation in event.participations.filter(status=ParticipationStatus.CONFIRMED):
            move("miss" if participation.name in missed else "check_in", participation, by=by)
    with at(world.calendar.moment(day + 2, 19)):
        visitors, helpers = story.came
        record = EventRecord.objects.create(
            event=event, text=story.record, visitors_count=visitors, helpers_count=helpers
        )
        for order, said in enumerate(story.said):
            record.opinions.create(
                order=order,
                opinion=said.opinion,
                answer=said.answer,
                owed_until=None if said.answer else world.calendar.day(said.owed),
                answered_on=world.calendar.day(day + 2) if said.answer else None,
            )
        EVENT_FLOW.make("publish_record", _again(event), by=by)
