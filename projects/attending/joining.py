"""Coming to an event and leaving it again: with an account in one press, without one after a code."""

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groups.actions.guests import vouch_for, welcome
from groups.guests import Purpose, register
from groups.models import ConfirmedHow, Guest
from groups.models.people import account_of
from kyodo_portal.cities import city
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.people import EVERYBODY, Person
from kyodo_portal.life.verdicts import Verdict
from kyodo_portal.writing.locks import locked
from projects.attending.flow import PARTICIPATION_FLOW
from projects.attending.seats import event_held, hand_on, settle
from projects.models import (
    EnteredHow,
    Event,
    Participation,
    ParticipationDetails,
    ParticipationStatus,
)
from projects.rules.participations import can_bring, can_enter, can_join, can_still_come

CAME_FOR = "event"
"""What guests of this kind come for (see `groups.guests`)."""


def _enforce(verdict: Verdict) -> None:
    if not verdict:
        raise MoveRefused(verdict.reason)


def forget_day(event: Event) -> dt.date:
    """The day on which names and contacts of those who come to it go."""
    return timezone.localdate(event.ends_at) + dt.timedelta(days=city().events.forget_days)


def join(
    event: Event, participation: Participation, *, by: Person, details: ParticipationDetails
) -> Participation:
    """Somebody with an account comes: a seat, or a place in the waiting list. Whoever comes already
    gets what they have. `participation` is unsaved, with how many and as what. Raises `MoveRefused`."""
    account = account_of(by)
    with event_held(event.pk) as held:
        here = held.participations.exclude(status=ParticipationStatus.LEFT)
        earlier = here.filter(user=account).first()
        if earlier is not None:
            return earlier
        participation.user = account
        _enforce(can_join(held, attends_as=participation.attends_as))
        _apply(held, participation, details, by=by)
        return settle(participation)


def join_as_guest(
    event: Event, participation: Participation, guest: Guest, *, details: ParticipationDetails
) -> Guest:
    """Somebody without an account applies; they have no seat before they are confirmed. `guest` is
    unsaved, with the key of the form. Raises `MoveRefused`."""
    with event_held(event.pk) as held:
        _enforce(can_join(held, attends_as=participation.attends_as))
        participation.guest = welcome(guest, came_for=CAME_FOR, forget_on=forget_day(held))
        _apply(held, participation, details, by=EVERYBODY)
    return guest


def enter(
    event: Event,
    participation: Participation,
    guest: Guest,
    *,
    by: Person,
    details: ParticipationDetails,
) -> Participation:
    """The organiser enters somebody who came to the counter, called or wrote; they are confirmed with
    it. Raises `MoveRefused`."""
    with event_held(event.pk) as held:
        _enforce(can_enter(held, attends_as=participation.attends_as))
        participation.guest = welcome(guest, came_for=CAME_FOR, forget_on=forget_day(held))
        participation.entered_by = account_of(by)
        participation.received_on = participation.received_on or timezone.localdate()
        _apply(held, participation, details, by=by)
        how = participation.entered_how
        called = how in (EnteredHow.PHONE, EnteredHow.FAX, EnteredHow.POST)
        vouch_for(guest, how=ConfirmedHow.CALL if called else ConfirmedHow.COUNTER, by=by)
    participation.refresh_from_db()
    return participation


def _apply(
    event: Event, participation: Participation, details: ParticipationDetails, *, by: Person
) -> None:
    _enforce(can_bring(event, participation.people_count))
    participation.event = event
    participation.save()
    details.participation = participation
    details.save()
    PARTICIPATION_FLOW.record("apply", participation, by=by, after=ParticipationStatus.UNCONFIRMED)


def confirm_by_call(participation: Participation, *, by: Person) -> None:
    """The organiser has called somebody who left a telephone number only: they are there."""
    if participation.guest is not None:
        vouch_for(participation.guest, how=ConfirmedHow.CALL, by=by)


def note_call(participation: Participation, *, by: Person) -> None:
    """The organiser has told somebody by telephone what no letter could."""
    with event_held(participation.event_id):
        current = locked(Participation, pk=participation.pk)
        current.told_by_call_at = timezone.now()
        current.save(update_fields=["told_by_call_at"])
        PARTICIPATION_FLOW.record("call", current, by=by)


def move(name: str, participation: Participation, *, by: Person, **given: Any) -> Participation:
    """Take the offered seat, leave, be there, or not: the moves of `PARTICIPATION_FLOW` that people
    make. What comes free with it goes on to who waits. Raises `MoveRefused`."""
    with event_held(participation.event_id) as event:
        moved: Participation = PARTICIPATION_FLOW.make(name, participation, by=by, **given)
        if moved.status == ParticipationStatus.LEFT:
            hand_on(event)
        return moved


def _go_on(guest: Guest) -> None:
    """The code was typed, or somebody vouches: now they have a seat or wait for one."""
    participation = guest.participations.select_related("event").get()
    with event_held(participation.event_id) as event:
        current = locked(Participation, pk=participation.pk)
        if current.status != ParticipationStatus.UNCONFIRMED:
            return
        current.event = event
        if current.entered_by_id is None:  # who is entered at the door is there
            _enforce(can_still_come(event))
        settle(current)


def _title(guest: Guest) -> str:
    participation = guest.participations.select_related("event").first()
    return participation.event.title if participation else ""


def said_of(participation: Participation) -> str:
    """What somebody who has just come is told."""
    if participation.status == ParticipationStatus.CONFIRMED:
        return gettext("参加が決まりました。当日お待ちしています。")
    if participation.status == ParticipationStatus.WAITING:
        return gettext(
            "満員のため、キャンセル待ちになりました。いまは{position}番目です。"
            "席が空いたらお知らせします。"
        ).format(position=participation.position)
    return gettext("この催しには、もう申し込んでいます。")


def _done(guest: Guest) -> str:
    participation = guest.participations.first()
    return said_of(participation) if participation else ""


def _page(guest: Guest) -> str:
    participation = guest.participations.select_related("event").first()
    return participation.guest_page if participation else "/"


register(
    Purpose(
        key=CAME_FOR,
        label=_("参加を申し込む"),
        about=_title,
        confirmed=_go_on,
        page=_page,
        done=_done,
    )
)
