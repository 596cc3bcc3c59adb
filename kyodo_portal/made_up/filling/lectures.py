"""The menus of lectures of a made-up city, this year's and that of the year before, and who asked for them."""

import datetime as dt
from collections.abc import Sequence
from random import Random

from django.db.models import Max
from django.utils import timezone

from groups.models import Department, User
from kyodo_portal.made_up.filling.words import SUBJECTS
from kyodo_portal.words.calendar import fiscal_year
from projects.models import (
    Accepts,
    Audience,
    Event,
    EventStatus,
    Lecture,
    LectureReport,
    LectureRequest,
    LectureStatus,
)

A_DEPARTMENT = 4
"""So many lectures does each department offer."""


def make_lectures(rng: Random, departments: Sequence[Department], *, batch: int) -> int:
    """How many were made. What the search knows of them is written with everything else."""
    now = timezone.now()
    year = fiscal_year(now)
    here = Lecture.objects.filter(fiscal_year__in=(year - 1, year))
    begun = here.aggregate(last=Max("number"))["last"] or 0
    menu = [
        (department, *rng.choice(SUBJECTS), rng.choice([30, 45, 60, 90]))
        for department in departments
        for _ in range(A_DEPARTMENT)
    ]
    made = [
        Lecture(
            fiscal_year=of_year,
            number=number,
            department=department,
            field=field,
            title=f"{subject}のはなし",
            text="市の取り組みと、家でできることを、例を交えてお話しします。",
            minutes=minutes,
            target="どなたでも",
            published_at=now,
        )
        for of_year in (year - 1, year)
        for number, (department, subject, _, field, minutes) in enumerate(menu, start=begun + 1)
    ]
    Lecture.objects.bulk_create(made, batch_size=batch)
    return len(made)


STATES = (
    LectureStatus.REPORTED,
    LectureStatus.REPORTED,
    LectureStatus.REPORTED,
    LectureStatus.DECIDED,
    LectureStatus.APPLIED,
    LectureStatus.DECLINED,
)


def make_requests(rng: Random, number: int, *, people: Sequence[User], by: User, batch: int) -> int:
    """So many people who asked for a lecture of this year's menu, most of which were held, each on a day of its own;
    how many."""
    now = timezone.now()
    menu = list(Lecture.objects.in_menu().select_related("department"))
    made, days = [], []
    for place in range(number):
        status, lecture = STATES[place % len(STATES)], rng.choice(menu)
        ahead = dt.timedelta(days=rng.randint(1, 60), minutes=place)
        starts = now - ahead if status == LectureStatus.REPORTED else now + ahead
        if status in (LectureStatus.REPORTED, LectureStatus.DECIDED):
            days.append(_day_of(lecture, starts, by=by))
        made.append(
            LectureRequest(
                lecture=lecture,
                department=lecture.department,
                user=people[place % len(people)],
                gathering="町内の集まり",
                first_at=starts,
                place_text="集会所",
                people_count=rng.randint(8, 60),
                purpose="みんなで聞きたいです。",
                answer_by=timezone.localdate(),
                status=status,
                event=days[-1]
                if status in (LectureStatus.REPORTED, LectureStatus.DECIDED)
                else None,
            )
        )
    Event.objects.bulk_create(days, batch_size=batch)
    LectureRequest.objects.bulk_create(made, batch_size=batch)
    held = [each for each in made if each.status == LectureStatus.REPORTED]
    LectureReport.objects.bulk_create(
        (
            LectureReport(
                request=each,
                held_on=timezone.localdate(each.first_at),
                people_count=each.people_count,
                audience=rng.choice(Audience.values),
                written_by=by,
            )
            for each in held
        ),
        batch_size=batch,
    )
    return len(made)


def _day_of(lecture: Lecture, starts: dt.datetime, *, by: User) -> Event:
    """Closed to others, as most are."""
    return Event(
        title=f"出前講座「{lecture.title}」",
        kind="lecture",
        department=lecture.department,
        starts_at=starts,
        ends_at=starts + dt.timedelta(minutes=lecture.minutes),
        place_text="集会所",
        text=lecture.text,
        accepts=Accepts.NO_NEED,
        is_closed=True,
        status=EventStatus.PUBLISHED,
        published_at=starts - dt.timedelta(days=30),
        created_by=by,
    )
