"""Who is told of a lecture that somebody asked for: those who answer, and whoever asked, with an account or without."""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groups import people
from groups.actions.guests import tell_guest
from groups.models import Guest, User
from kyodo_portal.cities import city
from kyodo_portal.life.flows import Act
from kyodo_portal.life.reminders import MORNING
from kyodo_portal.post import letters
from kyodo_portal.post.outbox import OutgoingMail
from kyodo_portal.words.languages import Words, later
from kyodo_portal.writing.locks import hold
from projects.attending.telling import TOLD_TOO
from projects.models import Event, EventStatus, LectureRequest, LectureStatus

KEPT_AFTER = dt.timedelta(days=30)
"""How long the name and contact of who asked are kept after the end."""

ASK_AGAIN = _("ほかの講座や、別の日でも申し込めます。")
DAY_IS_NEAR = _("出前講座の日が近づきました")
CHECK_IT = _(
    "日時、場所、用意するものを確かめてください。変わったことがあるときは、すぐに相手に連絡してください。"
)
IF_NOT = _("都合が悪いときは、申込みのページから取り消すか、担当課に連絡してください。")


def answerers(request: LectureRequest, _: Act | None = None) -> Any:
    """The staff of the department; the coordinators where none is found yet, or it is no more, or nobody works there."""
    department = request.department
    is_there = department is not None and department.is_active
    staff = list(people.staff([request.department_id])) if is_there else []
    return staff or people.coordinators()


def free_answerers(request: LectureRequest) -> list[User]:
    """Those of them who may settle it: neither they nor a group of theirs asked. Where there is none, the
    coordinators who may."""
    return _free(request, answerers(request)) or _free(request, people.coordinators())


def free_coordinators(request: LectureRequest) -> list[User]:
    """The coordinators who may settle it."""
    return _free(request, people.coordinators())


def _free(request: LectureRequest, staff: Iterable[User]) -> list[User]:
    theirs = (request.user_id, request.group_id)
    return [each for each in staff if each.pk != theirs[0] and theirs[1] not in each.role_by_group]


def askers(request: LectureRequest, _: Act | None = None) -> Any:
    """Whoever asked, or those who speak for the group. Who has no account is written to with the way to their page."""
    if request.group_id is not None:
        return people.managers([request.group_id])
    return [request.user] if request.user is not None else []


def forget_later(request: LectureRequest, day: dt.date | None = None) -> None:
    """A guest is known for 30 days after this day, today where none is said."""
    if request.guest_id is not None:
        until = max(day or timezone.localdate(), timezone.localdate()) + KEPT_AFTER
        Guest.objects.filter(pk=request.guest_id).update(forget_on=until)


def hold_day(request: LectureRequest) -> None:
    """Lock its day before the request itself, as whoever calls the day off on its own page does: two who took
    them in opposite orders would wait for each other. Call it in a transaction."""
    if request.event_id is not None:
        hold(Event, request.event_id)


def to_guest(told: Words, next_step: Words, *, ends: bool = False) -> Callable[..., None]:
    """What somebody without an account is told."""

    def effect(request: LectureRequest, act: Act) -> None:
        if request.guest is None:
            return
        tell_guest(
            request.guest,
            told=told,
            note=act.note,
            next_step=next_step,
            facts=later(when_and_where, request.event) if request.event else "",
            key=f"lecture:{request.pk}:{act.at:%Y%m%d%H%M%S}",
        )
        if ends:
            forget_later(request)

    return effect


def when_and_where(event: Event) -> str:
    """The day as a letter says it."""
    return f"{event.when_words}　{event.where}"


def tell_who_asked(event: Event, *, told: Words, key: str, note: Words, next_step: Words) -> None:
    """What those who come to the day are told, whoever asked for it is told, too; a guest is known longer where the
    day is later."""
    asked = LectureRequest.objects.filter(event=event, status=LectureStatus.DECIDED)
    request = asked.whole().first()
    if request is None:
        return
    forget_later(request, timezone.localdate(event.ends_at))
    given: dict[str, Any] = {
        "told": told,
        "note": note,
        "facts": later(when_and_where, event),
        "next_step": ASK_AGAIN if event.status == EventStatus.CANCELLED else IF_NOT,
        "key": f"lecture.{key}:{request.pk}",
    }
    if request.guest is not None:
        tell_guest(request.guest, **given)
    for person in askers(request):
        letters.queue_letter(person, about=request, **given)


def remind_guests(now: dt.datetime, since: dt.date) -> int:
    """By the clock: whoever has no account is reminded of the day as those are who have one, once for each of the days
    before it that the city's profile names; nothing is told of days up to `since`. How many were told."""
    today = timezone.localdate(now - MORNING)
    written = 0
    for request in LectureRequest.objects.to_be_held(now).exclude(guest__email="").whole():
        due = _reminded_on(request, since, today)
        if due is None or request.guest is None:
            continue
        key = f"lecture.day:{request.pk}:{due.isoformat()}"
        if not OutgoingMail.objects.filter(key=f"guest.{key}:{request.guest.pk}").exists():
            facts = later(when_and_where, request.event)
            tell_guest(request.guest, told=DAY_IS_NEAR, next_step=CHECK_IT, facts=facts, key=key)
            written += 1
    return written


def _reminded_on(request: LectureRequest, since: dt.date, today: dt.date) -> dt.date | None:
    """The latest day that has come on which there was something to remind of since it was settled."""
    if request.event is None or request.decided_at is None:
        return None
    day, settled = (
        timezone.localdate(request.event.starts_at),
        timezone.localdate(request.decided_at),
    )
    days = (day + dt.timedelta(days=before) for before in city().reminders.lecture_day)
    return max((on for on in days if max(settled, since) < on <= today), default=None)


TOLD_TOO.append(tell_who_asked)
