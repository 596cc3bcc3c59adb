"""The days of a made-up city to which one can come: a year of them behind, a quarter ahead."""

import datetime as dt
from collections.abc import Sequence
from random import Random

from django.utils import timezone

from groups.models import Group, Place, User
from kyodo_portal.cities import city
from kyodo_portal.made_up.filling.words import SUBJECTS, Words
from kyodo_portal.words.calendar import JST
from projects.models import (
    Accepts,
    AttendsAs,
    Event,
    EventRecord,
    EventStatus,
    Participation,
    ParticipationStatus,
    Project,
)

BEHIND, AHEAD = 365, 91
"""Days over which they are spread."""


def make_events(
    rng: Random,
    a_year: int,
    *,
    groups: Sequence[Group],
    projects: Sequence[Project],
    places: Sequence[Place],
    by: User,
    batch: int,
) -> int:
    """So many days a year: half of them of these projects, half of groups; one of thirty called
    off. Of those that are over four of five have their record; each has two applications. Returns
    how many were made."""
    words, now = Words(rng), timezone.now()
    events = [
        _event(words, now, groups=groups, projects=projects, places=places, by=by)
        for _ in range(a_year * (BEHIND + AHEAD) // BEHIND)
    ]
    Event.objects.bulk_create(events, batch_size=batch)
    recorded = [event for event in events if event.status == EventStatus.RECORDED]
    EventRecord.objects.bulk_create(
        [
            EventRecord(
                event=event,
                text=words.sentences(2, event.place_text, "当日の活動"),
                visitors_count=event.seats_taken,
                helpers_count=event.helpers_taken,
            )
            for event in recorded
        ],
        batch_size=batch,
    )
    Participation.objects.bulk_create(
        [row for event in events for row in _who_comes(event, now)], batch_size=batch
    )
    return len(events)


def _event(
    words: Words,
    now: dt.datetime,
    *,
    groups: Sequence[Group],
    projects: Sequence[Project],
    places: Sequence[Place],
    by: User,
) -> Event:
    rng = words.rng
    subject, (area, _kana) = rng.choice(SUBJECTS)[0], words.place()
    day = now.astimezone(JST).date() + dt.timedelta(days=rng.randint(-BEHIND, AHEAD))
    starts = dt.datetime.combine(day, dt.time(rng.choice((9, 10, 13, 15, 19))), JST)
    ends = starts + dt.timedelta(minutes=rng.choice((60, 90, 120)))
    is_over, is_off = ends <= now, rng.random() < 1 / 30
    status = EventStatus.PUBLISHED
    if is_off:
        status = EventStatus.CANCELLED
    elif is_over and rng.random() < 0.8:
        status = EventStatus.RECORDED
    capacity = rng.choice((None, 10, 20, 40))
    of_project = bool(projects) and rng.random() < 0.5
    return Event(
        title=f"{area}の{subject}の日",
        kind=rng.choice([each.code for each in city().event_kinds_on]),
        project=rng.choice(projects) if of_project else None,
        group=None if of_project else rng.choice(groups),
        place=rng.choice(places) if places and rng.random() < 0.7 else None,
        place_text=area,
        online_url="https://meet.example.jp/" if rng.random() < 0.1 else "",
        district=rng.choice([each.code for each in city().districts] or [""]),
        text=words.sentences(2, area, subject),
        childcare="小さい子は大人と一緒に" if rng.random() < 0.3 else "",
        accessibility="段差はありません" if rng.random() < 0.4 else "",
        starts_at=starts,
        ends_at=ends,
        accepts=Accepts.NO_NEED if rng.random() < 0.3 else Accepts.FIRST_COME,
        capacity=capacity,
        seats_taken=rng.randint(2, capacity or 40),
        helpers_wanted=4,
        helpers_taken=2,
        last_number=2,
        status=status,
        published_at=min(starts, now) - dt.timedelta(days=rng.randint(14, 60)),
        cancelled_at=min(starts, now) - dt.timedelta(days=1) if is_off else None,
        cancelled_because="雨のため" if is_off else "",
        created_by=by,
    )


def _who_comes(event: Event, now: dt.datetime) -> list[Participation]:
    """Those who take part and those who help, each as one application of several people, whose names
    are gone already."""
    is_over = event.ends_at <= now
    status = ParticipationStatus.ATTENDED if is_over else ParticipationStatus.CONFIRMED
    counts = {AttendsAs.VISITOR: event.seats_taken, AttendsAs.HELPER: event.helpers_taken}
    return [
        Participation(
            event=event,
            attends_as=attends_as,
            people_count=people,
            came_count=people if is_over else None,
            number=number,
            status=status,
        )
        for number, (attends_as, people) in enumerate(counts.items(), start=1)
    ]
