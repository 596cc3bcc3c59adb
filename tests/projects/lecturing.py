"""Lectures of the city's menu, and who asks for one, complete by default."""

from itertools import count
from typing import Any

from django.utils import timezone

from kyodo_portal.words.calendar import fiscal_year
from projects.models import Lecture
from tests.factories import make_department

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
