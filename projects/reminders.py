"""What is done by the clock about projects."""

import datetime as dt
from typing import Any

from django.db.models import Max, Min, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groups import people
from kyodo_portal.cities import city
from kyodo_portal.life import clock
from kyodo_portal.life.reminders import Reminder, register
from projects.actions.help_guests import forget_offers
from projects.actions.lecture_requests import forget_requests
from projects.actions.questions import forget_questions
from projects.agreement.terms import standing_of
from projects.amending.rules import unanswered
from projects.asked_reminders import REMINDERS
from projects.attending.forgetting import forget_people
from projects.attending.seats import lapse_offers
from projects.attending.telling import remind_who_comes
from projects.flows.events import organisers
from projects.flows.lecture_letters import remind_guests
from projects.models import (
    OPEN_STATUSES,
    Amendment,
    Event,
    EventRecord,
    EventStatus,
    Partner,
    Project,
    ProjectStep,
)
from projects.road.flow import whose_turn

STOOD_STILL = dt.timedelta(days=60)
"""For how long what was due is still told after the portal stood still."""


def partly_signed(_: dt.datetime) -> Any:
    """Open projects of which somebody has signed some version, with the moment of the latest
    signature; whether anybody is missing now, `unsigned` says."""
    signed: Any = Project.objects.filter(status__in=OPEN_STATUSES)
    signed = signed.annotate(signed_at=Max("agreements__signatures__signed_at"))
    return signed.filter(signed_at__isnull=False).prefetch_related(
        "agreements__signatures", "partners", "responsible_departments", "goals", "roles"
    )


def unsigned(project: Project) -> Any:
    """Those who could sign for a party that has not, where another has signed the same version."""
    standing = standing_of(project)
    if not project.requires_agreement or not standing.signatures:
        return []
    missing = standing.unsigned
    groups = [row.group_id for row in missing if isinstance(row, Partner) and row.group_id]
    departments = [
        row.department_id for row in missing if not isinstance(row, Partner) and row.department_id
    ]
    return people.parties(groups, departments) if groups or departments else []


def unsigned_in(amendment: Amendment) -> Any:
    """Those who could sign a change for a party that has not."""
    missing = amendment.unsigned
    groups = [row.group_id for row in missing if row.group_id is not None]
    departments = [row.department_id for row in missing if row.department_id is not None]
    return people.parties(groups, departments) if groups or departments else []


def without_record(now: dt.datetime) -> Any:
    """Events that were held of late and of which nothing has been written down: of the oldest there is
    nothing more to tell, also where the clock stood still for a while."""
    since = now - dt.timedelta(days=max(city().reminders.event_record, default=0)) - STOOD_STILL
    return Event.objects.without_record(now).filter(ends_at__gt=since).with_organiser()


def owed_answers(_: dt.datetime) -> Any:
    """Public records in which something that was said has no answer yet, by the first day it is owed."""
    owed = Q(opinions__answer="")
    public = EventRecord.objects.filter(event__status=EventStatus.RECORDED)
    return (
        public.annotate(due=Min("opinions__owed_until", filter=owed))
        .filter(due__isnull=False)
        .select_related("event")
    )


def steps_due(_: dt.datetime) -> Any:
    """Steps of projects whose turn has come, with a day by which they are to be done."""
    up = ProjectStep.objects.up().by_hand().filter(due_on__isnull=False)
    return up.select_related("project").prefetch_related(
        "project__partners", "project__responsible_departments"
    )


register(
    [
        Reminder(
            key="amendment",
            label="協定の変更案のお知らせ",
            waiting=unanswered,
            day=lambda amendment: timezone.localdate(amendment.created_at),
            days=lambda: city().reminders.amendment,
            counted=_("変更案が出された日は"),
            tells=unsigned_in,
            told=_("協定の変更案への答えを待っています"),
            next_step=_(
                "協定のページで変わるところを確かめ、署名するか、同意できない理由を伝えてください。"
            ),
        ),
        Reminder(
            key="signature",
            label="協定の署名のお知らせ",
            waiting=partly_signed,
            day=lambda project: timezone.localdate(project.signed_at),
            days=lambda: city().reminders.signature,
            counted=_("前の署名は"),
            tells=unsigned,
            told=_("協定の署名を待っています"),
            next_step=_(
                "協定のページで内容を確かめ、署名してください。"
                "直したいところがあるときは、相手と話し合ってください。"
            ),
        ),
        Reminder(
            key="event_record",
            label="催しの記録のお知らせ",
            waiting=without_record,
            day=lambda event: timezone.localdate(event.ends_at),
            days=lambda: city().reminders.event_record,
            counted=_("催しの日は"),
            tells=organisers,
            told=_("催しの記録を待っています"),
            next_step=_(
                "催しのページの「記録を書く」で、当日のようすと人数を書いて公開してください。"
                "来られなかった人も読めます。"
            ),
        ),
        Reminder(
            key="event_answer",
            label="催しで出た意見への回答のお知らせ",
            waiting=owed_answers,
            day=lambda record: record.due,
            days=lambda: city().reminders.event_answer,
            counted=_("回答の期限は"),
            tells=lambda record: organisers(record.event),
            told_before=_("催しで出た意見への、回答の期限が近づいています"),
            told=_("催しで出た意見への、回答の期限を過ぎました"),
            next_step=_("催しのページの「記録を書く」で、回答を書いてください。"),
        ),
    ]
)

clock.register(
    [
        clock.Routine(
            key="event_seats",
            label="催しの空いた席を、次の人に案内した",
            run=lambda tick: lapse_offers(tick.now),
        ),
        clock.Routine(
            key="event_tomorrow",
            label="催しに来る人への、前の日のお知らせ",
            run=lambda tick: remind_who_comes(tick.now, tick.since),
        ),
        clock.Routine(
            key="event_people",
            label="終わった催しの、来た人の名前を消した",
            run=lambda tick: forget_people(tick.now),
        ),
    ]
)

register(REMINDERS)

register(
    [
        Reminder(
            key="step",
            label="事業の手順の期限のお知らせ",
            waiting=steps_due,
            day=lambda step: step.due_on,
            days=lambda: city().reminders.step,
            counted=_("期限は"),
            tells=whose_turn,
            told_before=_("事業の手順の期限が近づいています"),
            told=_("事業の手順の期限を過ぎました"),
            next_step=_("手順のページで、することを確かめて、済ませてください。"),
        ),
    ]
)

clock.register(
    [
        clock.Routine(
            key="unconfirmed_offers",
            label="確かめられなかった手伝いの申し出を消した",
            run=lambda tick: forget_offers(tick.now),
        ),
        clock.Routine(
            key="unconfirmed_questions",
            label="確かめられなかった質問を消した",
            run=lambda tick: forget_questions(tick.now),
        ),
        clock.Routine(
            key="lecture_guests",
            label="近づいた出前講座の、アカウントのない方へのお知らせ",
            run=lambda tick: remind_guests(tick.now, tick.since),
        ),
        clock.Routine(
            key="lecture_requests",
            label="出前講座を申し込んだ方の連絡先などを消した",
            run=lambda tick: forget_requests(tick.now),
        ),
    ]
)
