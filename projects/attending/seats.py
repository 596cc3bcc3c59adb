"""Who has a seat: counted while the event is locked, handed on in the order in which people came.

Whoever needs more seats than are free keeps their place, and the next who fits is asked: no seat stays
empty because a family waits for four.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kyodo_portal.life.people import EVERYBODY
from kyodo_portal.writing.locks import locked
from projects.attending.flow import PARTICIPATION_FLOW
from projects.attending.telling import tell
from projects.models import AttendsAs, Event, EventStatus, Participation, ParticipationStatus
from projects.rules.participations import can_still_come, is_last_hours

MODES = (AttendsAs.VISITOR, AttendsAs.HELPER)


@contextmanager
def event_held(pk: int) -> Iterator[Event]:
    """The event as it is stored now; nobody else gives or takes one of its seats meanwhile. At the end
    its seats are counted anew."""
    with transaction.atomic():
        event = locked(Event, pk=pk)
        yield event
        recount(event)


def recount(event: Event) -> None:
    """Write down how many people have a seat. The database refuses more than there are."""
    seated = event.participations.with_seat()
    event.seats_taken = seated.filter(attends_as=AttendsAs.VISITOR).people()
    event.helpers_taken = seated.filter(attends_as=AttendsAs.HELPER).people()
    event.save(update_fields=["seats_taken", "helpers_taken"])


def settle(participation: Participation) -> Participation:
    """Give a seat to somebody who has just come and is confirmed, or a place in the waiting list: who
    waits already goes before. In an event that is held."""
    event = participation.event
    waiting = event.participations.waiting().filter(attends_as=participation.attends_as)
    has_room = _free(event, participation.attends_as) >= participation.people_count
    name = "give_seat" if has_room and not waiting.exists() else "queue"
    moved: Participation = PARTICIPATION_FLOW.make(name, participation, by=EVERYBODY)
    event.refresh_from_db(fields=["last_number"])
    return moved


def hand_on(event: Event) -> int:
    """Offer what is free to those who wait, in their order; in the last hours tell all who fit that
    whoever answers first has it. In an event that is held. How many were told."""
    if event.status != EventStatus.PUBLISHED or event.starts_at <= timezone.now():
        return 0
    recount(event)
    return sum(_hand_on(event, mode) for mode in MODES)


def _hand_on(event: Event, mode: str) -> int:
    free, told = _free(event, mode), 0
    first_come = is_last_hours(event)
    for participation in event.participations.waiting().filter(attends_as=mode):
        if participation.people_count > free:
            continue
        participation.event = event
        told += 1
        if first_come:
            _tell_first_come(participation, free)
        else:
            PARTICIPATION_FLOW.make("offer", participation, by=EVERYBODY)
            free -= participation.people_count
    return told


def _tell_first_come(participation: Participation, free: float) -> None:
    """Once for each time that so much is free: no letter twice for the same seat."""
    event = participation.event
    tell(
        participation,
        told=_("席が空きました。先に答えた方から決まります"),
        next_step=_("参加するときは、下のページで「参加する」を押してください。"),
        key=f"first_come:{event.starts_at.isoformat()}:{free}:{_times_left(event)}",
    )


def _times_left(event: Event) -> int:
    """How many have given their seats back so far."""
    return event.participations.filter(status=ParticipationStatus.LEFT).count()


def _free(event: Event, mode: str) -> float:
    """How many people still have a seat, among those who take part or who help."""
    if mode == AttendsAs.HELPER:
        return (
            event.helpers_wanted - event.participations.with_seat().filter(attends_as=mode).people()
        )
    if event.capacity is None:
        return float("inf")
    return event.capacity - event.participations.with_seat().filter(attends_as=mode).people()


def lapse_offers(now: datetime) -> int:
    """By the clock: seats kept for who did not answer go on to the next; and when the last hours
    begin, what is free is told to all who wait. Of what is called off, or has begun, no seat goes on to
    anybody. Returns how many were told something. Safe to repeat."""
    done = 0
    coming = Event.objects.coming(now).filter(starts_at__gt=now)
    late = Participation.objects.offered_until(now).filter(event__in=coming)
    with_late = set(late.values_list("event_id", flat=True))
    waiting = Participation.objects.waiting().filter(event__in=coming)
    for pk in sorted(with_late | set(waiting.values_list("event_id", flat=True))):
        with event_held(pk) as event:
            lapsed = event.participations.offered_until(now)
            for participation in lapsed if can_still_come(event) else ():
                participation.event = event
                PARTICIPATION_FLOW.make("lapse", participation, by=EVERYBODY)
                done += 1
            done += hand_on(event)
    return done
