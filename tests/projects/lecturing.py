"""Lectures of the city's menu, and who asks for one, complete by default."""

import datetime as dt
from itertools import count
from typing import Any

from django.utils import timezone

from groups.models import User
from kyodo_portal.words.calendar import fiscal_year
from projects.models import Event, Lecture, LectureReport, LectureRequest
from tests.factories import make_department, make_user

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
