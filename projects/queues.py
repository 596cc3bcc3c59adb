"""What waits at the city's side about projects: what nobody can read yet, and the work of the
responsible departments."""

import datetime as dt
from collections.abc import Callable

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from groups.rules.people import is_coordinator, is_department_staff
from kyodo_portal.cities import city
from kyodo_portal.life.people import Account
from kyodo_portal.life.queues import QueueRule, register
from projects.asked_queues import QUEUES
from projects.interest import affairs_of
from projects.models import (
    Agreement,
    Amendment,
    Event,
    Origin,
    Participation,
    ParticipationStatus,
    Project,
    ProjectStatus,
    ProjectStep,
)
from projects.steps.rows import Turn


def of_my_departments(user: Account) -> Q:
    """Projects for which one of the person's departments is responsible."""
    return Q(pk__in=Project.objects.of_departments(user.department_ids).values("pk"))


def unpublished(_: object) -> Q:
    """Projects of which nobody else can read yet, whatever has become of them."""
    return Q(published_at=None)


def my_unpublished(user: Account) -> Q:
    """The same of my departments."""
    return unpublished(user) & of_my_departments(user)


def my_running_without_agreement(user: Account) -> Q:
    """Begun elsewhere, entered as a record, still going on: what both sides agreed is missing here."""
    agreements = Agreement.objects.filter(project=OuterRef("pk"))
    running = Q(origin=Origin.RECORD, status=ProjectStatus.ACTIVE) & ~Q(Exists(agreements))
    return running & of_my_departments(user)


def _in(status: ProjectStatus) -> Callable[[Account], Q]:
    return lambda user: of_my_departments(user) & Q(status=status)


UNPUBLISHED = ("unpublished", "my_unpublished")
"""The queues whose list says of each project why it is not public."""

register(
    [
        QueueRule(
            key=UNPUBLISHED[0],
            model=Project,
            label="まだ公開していない事業",
            whose=is_coordinator,
            where=unpublished,
            affairs=affairs_of,
            since="created_at",
        ),
        QueueRule(
            key=UNPUBLISHED[1],
            model=Project,
            label="まだ公開していない事業（自分の課）",
            whose=is_department_staff,
            where=my_unpublished,
            since="created_at",
        ),
        QueueRule(
            key="my_unagreed",
            model=Project,
            label="協定をこれから結ぶ、実施中の事業（自分の課）",
            whose=is_department_staff,
            where=my_running_without_agreement,
        ),
    ]
)


def _amended_too_long(_: Account) -> Q:
    """Projects whose amendment has waited for signatures as long as the city's profile lets it."""
    begun = timezone.now() - dt.timedelta(days=city().waits.amendment)
    late = Amendment.objects.unanswered().filter(created_at__lte=begun)
    return Q(pk__in=late.order_by().values("project"))


register(
    QueueRule(
        key=f"my_{status.value}",
        model=Project,
        label=label,
        whose=is_department_staff,
        where=_in(status),
        due=due,
    )
    for status, label, due in (
        (ProjectStatus.PLANNING, "協議を進める事業（自分の課）", "starts_on"),
        (ProjectStatus.AGREED, "事業を始める（自分の課）", "starts_on"),
        (ProjectStatus.ACTIVE, "実施中の事業（自分の課）", "ends_on"),
        (ProjectStatus.COMPLETED, "評価へ進む終了した事業（自分の課）", ""),
    )
)

register(
    [
        QueueRule(
            key="amended_too_long",
            model=Project,
            label="署名がそろわない変更案のある事業",
            whose=is_coordinator,
            where=_amended_too_long,
            affairs=affairs_of,
        )
    ]
)


def _held_and_unrecorded(_: Account) -> Q:
    """Events that are over and of which nothing has been written down."""
    return Q(pk__in=Event.objects.without_record().order_by().values("pk"))


def _mine_unrecorded(user: Account) -> Q:
    return _held_and_unrecorded(user) & Q(
        pk__in=Event.objects.managed_by(user).order_by().values("pk")
    )


def _mine_to_call(user: Account) -> Q:
    """Coming events of mine in which somebody left a telephone number only and waits to be asked."""
    waiting = Participation.objects.filter(
        guest__email="", status__in=[ParticipationStatus.UNCONFIRMED, ParticipationStatus.OFFERED]
    )
    mine = Event.objects.managed_by(user).coming()
    return Q(pk__in=mine.order_by().values("pk")) & Q(pk__in=waiting.values("event"))


register(
    [
        QueueRule(
            key="events_unrecorded",
            model=Event,
            label="終わって7日たっても記録のない催し",
            whose=is_coordinator,
            where=lambda user: (
                _held_and_unrecorded(user) & Q(ends_at__lte=timezone.now() - dt.timedelta(days=7))
            ),
            since="ends_at",
        ),
        QueueRule(
            key="my_events_unrecorded",
            model=Event,
            label="記録を書く催し（自分の課）",
            whose=is_department_staff,
            where=_mine_unrecorded,
            since="ends_at",
        ),
        QueueRule(
            key="my_events_to_call",
            model=Event,
            label="電話で確かめる人のいる催し（自分の課）",
            whose=is_department_staff,
            where=_mine_to_call,
            since="starts_at",
        ),
    ]
)

register(QUEUES)


def _my_steps(user: Account) -> Q:
    """Steps of my departments whose turn has come, and which no move of the project does."""
    mine = ProjectStep.objects.up().by_hand().exclude(turn=Turn.GROUP)
    departments = Project.objects.of_departments(user.department_ids)
    return Q(pk__in=mine.filter(project__in=departments.values("pk")).order_by().values("pk"))


def _late_steps(_: Account) -> Q:
    """Steps that somebody should have done by now."""
    late = ProjectStep.objects.up().by_hand().filter(due_on__lt=timezone.localdate())
    return Q(pk__in=late.order_by().values("pk"))


def _affairs_of_steps(user: Account) -> Q:
    return Q(project__in=Project.objects.filter(affairs_of(user)).values("pk"))


register(
    [
        QueueRule(
            key="my_steps",
            model=ProjectStep,
            label="進める手順（自分の課）",
            whose=is_department_staff,
            where=_my_steps,
            due="due_on",
            since="came_up_at",
        ),
        QueueRule(
            key="late_steps",
            model=ProjectStep,
            label="期限を過ぎた手順",
            whose=is_coordinator,
            where=_late_steps,
            affairs=_affairs_of_steps,
            due="due_on",
            since="came_up_at",
        ),
    ]
)
