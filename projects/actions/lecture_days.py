"""The day on which the city comes and speaks: settled with whoever asked, and moved afterwards."""

import datetime as dt

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from groups.models import Place
from groups.models.people import account_of
from kyodo_portal.cities import city
from kyodo_portal.life.people import Person
from kyodo_portal.post import letters
from kyodo_portal.words.languages import later
from kyodo_portal.writing.locks import locked
from projects.actions.events import keep_change
from projects.actions.lecture_requests import in_time
from projects.flows import EVENT_FLOW, LECTURE_REQUEST_FLOW
from projects.flows.lecture_letters import answerers, hold_day, when_and_where
from projects.models import Accepts, Event, EventStatus, LectureRequest
from projects.models.lecture_requests import FORGOTTEN_WISH, TITLE_MOST
from projects.rules import lecture_requests as rules

KIND = "lecture"
"""The kind of event that a lecture is, where the city has it."""


@transaction.atomic
def settle_request(
    *,
    request: LectureRequest,
    starts_at: dt.datetime,
    minutes: int,
    place: Place | None,
    place_text: str,
    words: str,
    by: Person,
    title: str = "",
) -> LectureRequest:
    """Say yes: the day becomes an event of the department, to which others may come where whoever asks wants it.
    `title` stands there in place of the words of a wish, which are never copied: the day outlives them. Raises `PermissionDenied` and `MoveRefused`."""
    current = locked(LectureRequest.objects.select_related(None), pk=request.pk)
    rules.may_answer(by, current).enforce()
    LECTURE_REQUEST_FLOW.can_judge(by, current).enforce()
    in_time(rules.can_be_settled(current))
    in_time(rules.can_be_taken_on(current))
    spoken_of = title or (FORGOTTEN_WISH if current.lecture is None else current.title)
    event = Event(
        title=f"出前講座「{spoken_of[:TITLE_MOST]}」",
        kind=KIND if KIND in {each.code for each in city().event_kinds_on} else "other",
        department=current.department,
        starts_at=starts_at,
        ends_at=starts_at + dt.timedelta(minutes=minutes),
        place=place,
        place_text=place_text,
        text=current.lecture.text if current.lecture is not None else spoken_of,
        target=current.lecture.target if current.lecture is not None else "",
        accepts=Accepts.NO_NEED,
        is_closed=not current.is_open,
        created_by=account_of(by),
    )
    event.save()
    EVENT_FLOW.record("create", event, by=by, after=EventStatus.DRAFT)
    current.event = event
    current.save(update_fields=["event", "updated_at"])
    settled: LectureRequest = LECTURE_REQUEST_FLOW.make("decide", current, by=by, note=words)
    return settled


@transaction.atomic
def move_day(
    *,
    request: LectureRequest,
    starts_at: dt.datetime,
    minutes: int,
    place: Place | None,
    place_text: str,
    words: str,
    by: Person,
) -> None:
    """Another day or place than both had settled: whoever asked, those who answer and everybody who would come are
    told at once. Raises `PermissionDenied` and `MoveRefused`."""
    hold_day(request)
    current = locked(LectureRequest.objects.select_related(None), pk=request.pk)
    rules.may_answer(by, current).enforce()
    LECTURE_REQUEST_FLOW.can_judge(by, current).enforce()
    in_time(rules.can_be_moved(current))
    stored = locked(Event, pk=current.event_id)
    event = Event.objects.get(pk=stored.pk)
    event.starts_at, event.ends_at = starts_at, starts_at + dt.timedelta(minutes=minutes)
    event.place, event.place_text = place, place_text
    keep_change(event, stored, by=by, fields=["place", "place_text"], words=words)
    entry = LECTURE_REQUEST_FLOW.record("move_day", current, by=by, note=words)
    letters.tell_others(
        answerers(current),
        by=by,
        about=current,
        told=_("出前講座の日時か場所が変わりました"),
        note=format_lazy("{now}\n{words}", now=later(when_and_where, event), words=words),
        key=f"lecture.move_day:{entry.pk}",
    )
