"""Letters to those who come to an event: with an account or without. Whom no letter reaches stands on
the organiser's list of those to call."""

import datetime as dt
from collections.abc import Callable

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groups.actions.guests import tell_guest
from kyodo_portal.cities import city
from kyodo_portal.post import letters
from kyodo_portal.post.outbox import OutgoingMail
from kyodo_portal.words.languages import Words, later
from projects.models import Event, EventStatus, Participation, ParticipationStatus


def _facts(participation: Participation) -> str:
    """What somebody looks up in the letter on the day: when and where; whoever is
    expected also what to bring."""
    event = participation.event
    lines = [gettext("日時：{when}").format(when=event.when_words)]
    if event.where:
        lines.append(gettext("場所：{where}").format(where=event.where))
    if event.online_url:
        lines.append(gettext("オンラインの参加先：{address}").format(address=event.online_url))
    is_expected = participation.status == ParticipationStatus.CONFIRMED
    if is_expected and event.status == EventStatus.PUBLISHED and event.what_to_bring:
        lines.append(gettext("持ち物：{things}").format(things=event.what_to_bring))
    return "\n".join(lines)


def tell(
    participation: Participation,
    *,
    told: Words,
    key: str,
    note: Words = "",
    next_step: Words = "",
) -> None:
    """One letter to whoever comes; `key` names what happened, and tells it once."""
    once = f"{key}:{participation.pk}"
    facts = later(_facts, participation)
    if participation.guest is not None:
        tell_guest(
            participation.guest, told=told, note=note, next_step=next_step, facts=facts, key=once
        )
    elif participation.user is not None:
        letters.queue_letter(
            participation.user,
            about=participation.event,
            told=told,
            note=note,
            next_step=next_step,
            facts=facts,
            key=f"participation.{once}",
        )


TOLD_TOO: list[Callable[..., None]] = []
"""Who else is told what those who come are told: called with the event and the words of the letter."""


def tell_everybody(
    event: Event, *, told: Words, key: str, note: Words = "", next_step: Words = ""
) -> int:
    """A letter to each who comes or waits; how many these are."""
    running = event.participations.running().select_related("user", "guest")
    for participation in running:
        participation.event = event
        tell(participation, told=told, note=note, next_step=next_step, key=key)
    for tell_too in TOLD_TOO:
        tell_too(event, told=told, note=note, next_step=next_step, key=key)
    return len(running)


MORNING = dt.timedelta(hours=8)
"""Letters of a day are written from this time of it on: nobody is woken by a reminder."""


def remind_who_comes(now: dt.datetime, since: dt.date) -> int:
    """By the clock: whoever comes is reminded on the days before that the city's profile names, each
    once; of several days that have passed only of the latest. Nothing is told of days up to `since`,
    from which on the portal has this. How many were told."""
    today = timezone.localdate(now - MORNING)
    days = [-day for day in city().reminders.event if day < 0]
    if not days:
        return 0
    coming = Event.objects.coming(now).filter(starts_at__gt=now)
    written = 0
    for event in coming.filter(starts_at__lt=now + dt.timedelta(days=max(days) + 1)):
        day = timezone.localdate(event.starts_at)
        passed = [day - dt.timedelta(days=before) for before in days]
        due = max((on for on in passed if since < on <= today), default=None)
        if due is not None:
            written += _remind(event, due)
    return written


def _remind(event: Event, due: dt.date) -> int:
    """Whoever has a seat and applied before that day."""
    seated = event.participations.filter(status=ParticipationStatus.CONFIRMED)
    people = [
        each
        for each in seated.select_related("user", "guest")
        if timezone.localdate(each.created_at) < due and not each.must_be_called
    ]
    key = f"remind:{due.isoformat()}"
    keys = {_key(each, key): each for each in people}
    written = OutgoingMail.objects.filter(key__in=keys).values_list("key", flat=True)
    fresh = [each for name, each in keys.items() if name not in set(written)]
    for participation in fresh:
        participation.event = event
        tell(
            participation,
            told=_("もうすぐ参加する日です"),
            next_step=_("来られなくなったときは、下のページの「辞退する」を1回押してください。"),
            key=key,
        )
    return len(fresh)


def _key(participation: Participation, key: str) -> str:
    """Under which name the outbox keeps this letter (see `tell`)."""
    if participation.guest is not None:
        return f"guest.{key}:{participation.pk}:{participation.guest.pk}"
    return f"participation.{key}:{participation.pk}:{participation.user_id}"
