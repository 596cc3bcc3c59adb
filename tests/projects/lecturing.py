"""Lectures of the city's menu, and who asks for one, complete by default."""

import datetime as dt
from itertools import count
from typing import Any

from django.utils import timezone

from groups.models import User
from kyodo_portal.cities import city
from kyodo_portal.post.outbox import OutgoingMail
from kyodo_portal.words.calendar import fiscal_year
from projects.models import Event, Lecture, LectureReport, LectureRequest
from projects.rules.lecture_days import can_come_on
from tests.factories import make_department, make_user, today

_numbers = count(1)


def make_lecture(title: str = "", *, is_out: bool = True, **more: Any) -> Lecture:
    """A lecture of this year's menu, which is out unless told otherwise."""
    now = timezone.now()
    return Lecture.objects.create(
        **{
            "fiscal_year": fiscal_year(now),
            "number": next(_numbers) % 9999 + 1,
            "department": more.pop("department", None) or make_department(),
            "field": 9,
            "title": title or "わが家の防災",
            "text": "家具の固定と、備えておくものをお話しします。",
            "published_at": now if is_out else None,
            **more,
        }
    )


def make_request(
    lecture: Lecture | None = None, by: User | None = None, **more: Any
) -> LectureRequest:
    """Somebody asks for a lecture; with its day, and its report, where the status says so."""
    now = timezone.now().replace(minute=0, second=0, microsecond=0)
    status = more.get("status", "applied")
    lecture = lecture or (None if more.get("wish") else make_lecture())
    if lecture is not None:
        more.setdefault("department", lecture.department)
    if status in ("decided", "held", "reported") and "event" not in more:
        begin = now + dt.timedelta(days=40) if status == "decided" else now - dt.timedelta(days=2)
        more["event"] = make_day(more["department"], begin, is_closed=not more.get("is_open"))
    more["status"] = "decided" if status == "held" else status
    asked = LectureRequest.objects.create(
        **{
            "lecture": lecture,
            "user": by,
            "gathering": "南町の自治会",
            "phone": "000-0000-0000",
            "first_at": now + dt.timedelta(days=40),
            "place_text": "南町会館",
            "people_count": 20,
            "purpose": "訓練の前に聞きたい。",
            "answer_by": timezone.localdate() + dt.timedelta(days=10),
            **more,
        }
    )
    if status == "reported":
        LectureReport.objects.create(
            request=asked,
            held_on=timezone.localdate(),
            people_count=18,
            audience="neighbourhood",
            written_by=None,
        )
    return asked


def make_on_its_way(status: str) -> LectureRequest:
    """A request in this status; before it is settled its day is drafted, so that every move can be made."""
    asked = make_request(by=make_user(), status=status)
    if asked.event is None:
        begin = timezone.now() + dt.timedelta(days=40)
        asked.event = make_day(asked.department, begin, status="draft", published_at=None)
        asked.save()
    return asked


def make_day(department: Any, begin: Any, **more: Any) -> Event:
    """The day on which a lecture is held."""
    return Event.objects.create(
        **{
            "title": "出前講座「わが家の防災」",
            "kind": "lecture",
            "department": department,
            "starts_at": begin,
            "ends_at": begin + dt.timedelta(hours=1),
            "place_text": "南町会館",
            "text": "備えをお話しします。",
            "accepts": "no_need",
            "status": "published",
            "published_at": timezone.now(),
            "created_by": make_user(),
            **more,
        }
    )


def told(words: str) -> set[str]:
    """The addresses to which a letter went whose subject says these words."""
    return set(OutgoingMail.objects.filter(subject__contains=words).values_list("to", flat=True))


def coming(later: int) -> str:
    """The first day on which the city comes, so many days from today or after, as it is typed."""
    day = today() + dt.timedelta(days=later)
    while not can_come_on(day):
        day += dt.timedelta(days=1)
    return day.isoformat()


def written(**more: Any) -> dict[str, Any]:
    """The form of somebody who asks."""
    return {
        "gathering": "南町の自治会",
        "phone": "000-1111-2222",
        "first_day": coming(city().lectures.notice_days + 5),
        "first_time": "10時",
        "place": "",
        "place_text": "南町会館",
        "people_count": "２０",
        "purpose": "訓練の前に聞きたい。",
        "needs": "",
        **more,
    }


def report(**more: Any) -> dict[str, Any]:
    """The form of the report."""
    return {
        "held_on": today().isoformat(),
        "people_count": "18",
        "audience": "neighbourhood",
        "speakers": "緑川",
        "questions": "避難所はどこですか。",
        "passed_to": "",
        "passed_words": "",
        **more,
    }
