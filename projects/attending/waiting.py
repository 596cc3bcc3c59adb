"""What waits for somebody in the events they come to or hold; and the days they come to."""

import datetime as dt
from typing import Any

from django.db.models import Count, Exists, Min, OuterRef, Prefetch, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from kyodo_portal.life.people import Account
from kyodo_portal.life.waiting import Task
from projects.attending.calling import is_to_be_called
from projects.models import (
    Event,
    EventRecord,
    EventStatus,
    Participation,
    ParticipationStatus,
)
from projects.models.events import EventQuerySet
from projects.models.participations import RUNNING


def events_waiting_for(user: Account) -> list[Task]:
    """A seat that was offered and not answered; and of the events somebody holds: people to call, a
    record to write, answers that are owed (four queries)."""
    coming = Event.objects.coming().filter(starts_at__gt=timezone.now())
    offered = Participation.objects.filter(
        user=user.pk, status=ParticipationStatus.OFFERED, event__in=coming.order_by()
    )
    tasks = [
        Task(
            label=_named(gettext("空いた席に参加するか答える"), each.event),
            url=each.event.get_absolute_url(),
            due=timezone.localdate(each.offer_until) if each.offer_until else None,
        )
        for each in offered.select_related("event")
    ]
    if not (user.managed_group_ids or user.department_ids or user.role_names):
        return tasks
    mine = Event.objects.managed_by(user)
    return [*tasks, *_to_call(mine), *_without_record(mine), *_owed(mine)]


def _named(label: str, event: Event) -> str:
    return gettext("{label}：{value}").format(label=label, value=event.title)


def _to_call(mine: EventQuerySet) -> list[Task]:
    """Events in which somebody waits whom no letter reaches."""
    by_phone = Participation.objects.filter(
        guest__email="", guest__isnull=False, status__in=RUNNING, event=OuterRef("pk")
    )
    people = Participation.objects.filter(guest__email="").select_related("guest")
    events: Any = mine.filter(Exists(by_phone), starts_at__gt=timezone.now()).prefetch_related(
        Prefetch("participations", people, to_attr="by_phone")
    )
    tasks = []
    for event in events:
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


def _without_record(mine: EventQuerySet) -> list[Task]:
    return [
        Task(
            label=_named(gettext("記録を書いて公開する"), event),
            url=reverse("events:record", args=[event.pk]),
            due=timezone.localdate(event.ends_at) + dt.timedelta(days=7),
        )
        for event in mine.without_record()
    ]


def _owed(mine: EventQuerySet) -> list[Task]:
    owed = Q(opinions__answer="", opinions__isnull=False)
    records = (
        EventRecord.objects.filter(event__in=mine, event__status=EventStatus.RECORDED)
        .annotate(owed=Count("opinions", filter=owed), due=Min("opinions__owed_until", filter=owed))
        .filter(owed__gt=0)
        .select_related("event")
    )
    return [
        Task(
            label=_named(
                gettext("意見{number}件に答える").format(number=record.owed), record.event
            ),
            url=reverse("events:record", args=[record.event_id]),
            due=record.due,
        )
        for record in records
    ]


def joined_by(user: Account) -> list[Participation]:
    """The days to which somebody comes, the next first."""
    coming = Participation.objects.filter(user=user.pk).exclude(status=ParticipationStatus.LEFT)
    return list(
        coming.filter(event__ends_at__gt=timezone.now())
        .select_related("event__place")
        .order_by("event__starts_at", "pk")
    )
