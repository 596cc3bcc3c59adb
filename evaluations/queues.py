"""What waits at the city's side about evaluations."""

import datetime as dt
from collections.abc import Callable

from django.db.models import Q
from django.utils import timezone

from evaluations.interest import affairs_of
from evaluations.models import (
    Assessment,
    AssessmentStatus,
    Evaluation,
    EvaluationParty,
    EvaluationStatus,
    Side,
)
from groups.rules.people import is_coordinator, is_department_staff
from kyodo_portal.cities import city
from kyodo_portal.life.people import Account, Person
from kyodo_portal.life.queues import QueueRule, register
from kyodo_portal.words.languages import Words


def to_publish(_: object) -> Q:
    """Reflected by both sides, to be published by a coordinator."""
    return Q(status=EvaluationStatus.REFLECTED)


def overdue(_: object) -> Q:
    """Still being written though the day has passed."""
    return Q(status=EvaluationStatus.OPEN, due_on__lt=timezone.localdate())


def stuck(_: object) -> Q:
    """Opened to both sides for longer than the city waits for their consent."""
    last = timezone.localdate() - dt.timedelta(days=city().waits.consent)
    return Q(status=EvaluationStatus.REVEALED, revealed_at__date__lt=last)


def _of_my_departments(user: Account) -> Q:
    mine = EvaluationParty.objects.filter(department__in=user.department_ids)
    return Q(pk__in=mine.values("evaluation"))


def to_write(user: Account) -> Q:
    """The city's sheet of evaluations in which my department takes part is still a draft."""
    drafts = Assessment.objects.filter(side=Side.CITY, status=AssessmentStatus.DRAFT)
    return (
        _of_my_departments(user)
        & Q(status=EvaluationStatus.OPEN)
        & Q(pk__in=drafts.values("evaluation"))
    )


def to_reflect(user: Account) -> Q:
    """Opened to both sides: the differences are to be talked through."""
    return _of_my_departments(user) & Q(status=EvaluationStatus.REVEALED)


def _row(
    key: str,
    label: Words,
    whose: Callable[[Person], bool],
    where: Callable[[Account], Q],
    due: str = "",
) -> QueueRule:
    affairs = affairs_of if whose is is_coordinator else None
    return QueueRule(
        key=key, model=Evaluation, label=label, whose=whose, where=where, affairs=affairs, due=due
    )


register(
    [
        _row("publish", "評価と報告を公表する", is_coordinator, to_publish),
        _row("overdue", "記入の期限を過ぎた評価", is_coordinator, overdue, "due_on"),
        _row("stuck", "ふりかえりの同意がそろわない評価", is_coordinator, stuck),
        _row("write", "評価シートを書く（自分の課）", is_department_staff, to_write, "due_on"),
        _row("reflect", "ふりかえりを話し合う（自分の課）", is_department_staff, to_reflect),
    ]
)
