"""What waits for somebody in the events they come to or hold; and the days they come to."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import (
    Count,
    Exists,
    Min,
    OuterRef,
    Prefetch,
    Q,
    Subquery,
    prefetch_related_objects,
)
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from kyodo_portal.life.people import Account
from kyodo_portal.life.waiting import Task
from projects.attending.calling import is_to_be_called
from projects.models import (
    Event,
    EventOpinion,
    EventStatus,
    LectureRequest,
    Participation,
    ParticipationStatus,
)
from projects.models.event_queries import EventQuerySet, lacking_record
from projects.models.participations import RUNNING


def places_of(user: Account) -> list[Participation]:
    """The days to which somebody comes, or for which they wait, the next first: one query."""
    mine = Participation.objects.filter(user=user.pk).exclude(status=ParticipationStatus.LEFT)
    coming = mine.filter(event__ends_at__gt=timezone.now()).select_related("event__place")
    return list(coming.order_by("event__starts_at", "pk"))


def events_waiting_for(user: Account, places: Iterable[Participation]) -> list[Task]:
    """A seat that was offered and not answered, of what `places_of` gives; and of the events somebody
    holds: people to call, a record to write, answers that are owed (one query, and one where somebody is to
    be called)."""
    now = timezone.now()
    tasks = [
        Task(
            label=_named(gettext("空いた席に参加するか答える"), each.event),
            url=each.event.get_absolute_url(),
            due=timezone.localdate(each.offer_until) if each.offer_until else None,
        )
        for each in places
        if each.status == ParticipationStatus.OFFERED
        and each.event.status == EventStatus.PUBLISHED
        and each.event.starts_at > now
    ]
    if not (user.managed_group_ids or user.department_ids or user.role_names):
        return tasks
    events = _open_events(Event.objects.managed_by(user))
    return [*tasks, *_to_call(events), *_without_record(events), *_owed(events)]


def _open_events(mine: EventQuerySet) -> list[Any]:
    """Those of these events in which something is to be done, each with what: people without a mail
    address wait in it (`has_callers`), how many opinions have no answer (`owed`) and by when (`due`), and whether they are lectures, of which the
    department reports (`is_lecture`)."""
    now = timezone.now()
    by_phone = Participation.objects.filter(
        guest__email="", guest__isnull=False, status__in=RUNNING, event=OuterRef("pk")
    )
    owed = EventOpinion.objects.filter(answer="", record__event=OuterRef("pk"))
    of_record = owed.order_by().values("record")
    return list(
        mine.filter(
            Q(Exists(by_phone), starts_at__gt=now)
            | lacking_record(now)
            | Q(Exists(owed), status=EventStatus.RECORDED)
        ).annotate(
            has_callers=Exists(by_phone),
            is_lecture=Exists(LectureRequest.objects.filter(event=OuterRef("pk"))),
            owed=Subquery(of_record.annotate(number=Count("pk")).values("number")),
            due=Subquery(of_record.annotate(due=Min("owed_until")).values("due")),
        )
    )


def _named(label: str, event: Event) -> str:
    return gettext("{label}：{value}").format(label=label, value=event.title)


def _to_call(events: list[Any]) -> list[Task]:
    """Events in which somebody waits whom no letter reaches."""
    now = timezone.now()
    coming = [event for event in events if event.has_callers and event.starts_at > now]
    people = Participation.objects.filter(guest__email="").select_related("guest")
    prefetch_related_objects(coming, Prefetch("participations", people, to_attr="by_phone"))
    tasks = []
    for event in coming:
        waiting = [each for each in event.by_phone if _is_waiting(each, event)]
        if waiting:
            label = gettext("メールのない方{number}人に電話する").format(number=len(waiting))
            url = reverse("events:people", args=[event.pk])
            tasks.append(
                Task(
                    label=_named(label, event),
                    url=url,
                    due=timezone.localdate(event.starts_at),
                )
            )
    return tasks


def _is_waiting(participation: Participation, event: Event) -> bool:
    participation.event = event
    return is_to_be_called(participation)


def _without_record(events: list[Any]) -> list[Task]:
    now = timezone.now()
    return [
        Task(
            label=_named(gettext("記録を書いて公開する"), event),
            url=reverse("events:record", args=[event.pk]),
            due=timezone.localdate(event.ends_at) + dt.timedelta(days=7),
        )
        for event in events
        if event.status == EventStatus.PUBLISHED and event.ends_at <= now and not event.is_lecture
    ]


def _owed(events: list[Any]) -> list[Task]:
    return [
        Task(
            label=_named(gettext("意見{number}件に答える").format(number=event.owed), event),
            url=reverse("events:record", args=[event.pk]),
            due=event.due,
        )
        for event in events
        if event.status == EventStatus.RECORDED
    ]
