"""Lectures: of this year's menu, of the year before, and drafted for the next."""

from typing import Any

from django.utils import timezone

from groups.models import Guest
from kyodo_portal.words.calendar import fiscal_year
from projects.models import Event
from tests.projects.lecturing import make_lecture, make_request
from tests.trust.canaries import canary


def add(world: Any) -> None:
    """Add the lectures of the department."""
    year, of = fiscal_year(timezone.now()), {"department": world.cast.department}
    world.things |= {
        "lecture": make_lecture(canary("lecture.title"), **of),
        "lecture_before": make_lecture(canary("lecture_before.title"), fiscal_year=year - 1, **of),
        "lecture_draft": make_lecture(
            canary("lecture_draft.title"), fiscal_year=year + 1, is_out=False, **of
        ),
    }
    lecture, citizen = world["lecture"], world.cast["citizen"]
    words = ("gathering", "purpose", "needs", "place_text")
    written = {name: canary(f"lecture_request.{name}") for name in words}
    world.things["lecture_request"] = make_request(lecture, citizen, **written)
    world.things["lecture_wish"] = make_request(wish=canary("lecture_wish.wish"), user=citizen)
    world.things["lecture_held"] = make_request(lecture, citizen, status="held")
    closed = make_request(lecture, citizen, status="decided", place_text="")
    Event.objects.filter(pk=closed.event_id).update(title=canary("lecture_day.title"))
    world.things["lecture_day"] = closed.event
    world.things["lecture_settled"] = closed
    guest = Guest.objects.create(
        name=canary("lecture_guest.name"),
        phone="000-7777-8888",
        email="lecture-guest@example.jp",
        came_for="lecture",
        confirmed_at=timezone.now(),
        confirmed_how="code",
        forget_on=timezone.localdate(),
    )
    world.things["lecture_of_guest"] = make_request(
        lecture, guest=guest, purpose=canary("lecture_guest.purpose")
    )
