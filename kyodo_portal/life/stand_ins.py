"""Who stands in for the coordinators (代理) where all of them have an interest in a record."""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext

from kyodo_portal.life.interest import Concern, all_have_interest, has_interest
from kyodo_portal.life.people import Account, Person, is_signed_in
from kyodo_portal.life.roles import Role
from kyodo_portal.life.verdicts import ALLOWED, Verdict, refuse
from kyodo_portal.life.waiting import Task


class StandInQuerySet(models.QuerySet["StandIn"]):
    def running(self) -> "StandInQuerySet":
        return self.filter(ended_at=None)

    def of(self, record: models.Model) -> "StandInQuerySet":
        """Who stands or stood in for the coordinators in this record."""
        return self.filter(target_model=record._meta.label_lower, target_id=record.pk)

    def records_of(self, user: Account, model: type[models.Model]) -> Any:
        """The numbers of the records of this kind in which somebody stands in, as a subquery."""
        mine = self.running().filter(person=user.pk, target_model=model._meta.label_lower)
        return mine.values("target_id")


class StandIn(models.Model):
    """One member of staff who does for one record what only coordinators may, while all of these
    have an interest in it. Named by an administrator, with a reason the public reads; ends with the
    record, or when an administrator ends it."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="代理をする職員",
        on_delete=models.PROTECT,
        related_name="stand_ins",
    )
    target_model = models.CharField("対象の種類", max_length=60, editable=False)
    target_id = models.PositiveBigIntegerField("対象の番号", editable=False)
    target_label = models.CharField("対象", max_length=200, editable=False)
    reason = models.TextField("代理を置く理由（公開されます）", max_length=500)
    named_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="決めた人",
        on_delete=models.PROTECT,
        editable=False,
        related_name="+",
    )
    named_at = models.DateTimeField("決めた日時", default=timezone.now, editable=False)
    ended_at = models.DateTimeField("終えた日時", null=True, editable=False)

    objects = StandInQuerySet.as_manager()

    class Meta:
        app_label = "kyodo_portal"
        verbose_name = "代理の職員"
        verbose_name_plural = "代理の職員"
        ordering = ["-named_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["target_model", "target_id", "person"],
                condition=Q(ended_at=None),
                name="stand_in_once",
            ),
            models.CheckConstraint(
                condition=~Q(person=models.F("named_by")), name="stand_in_is_named_by_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.target_label}（代理：{self.person}）"


def stands_in(person: Person, record: models.Model) -> bool:
    """Has been named to do for this record what only the coordinators may."""
    key = (record._meta.label_lower, record.pk)
    return is_signed_in(person) and key in person.stands_in_for


def running_for(record: models.Model) -> list[StandIn]:
    """Who stands in for the coordinators in this record now, with their departments; for staff."""
    running = StandIn.objects.of(record).running().select_related("person")
    return list(running.prefetch_related("person__departments"))


def waiting_for(user: Account) -> list[Task]:
    """The records in which somebody stands in for the coordinators, one line each, the latest first."""
    if not user.stands_in_for:
        return []
    tasks = []
    for row in StandIn.objects.running().filter(person=user.pk):
        record: Any = (
            apps.get_model(row.target_model)._base_manager.filter(pk=row.target_id).first()
        )
        if record is None:
            continue
        label = gettext("「{record}」の手続きを、協働担当の代理としてする").format(record=record)
        note = gettext("理由：{reason}").format(reason=row.reason)
        tasks.append(Task(label=label, url=record.get_absolute_url(), note=note))
    return tasks


def stands_in_for_any(person: Person, model: type[models.Model]) -> bool:
    """Has been named for some record of this kind."""
    known = person.stands_in_for if is_signed_in(person) else ()
    return any(name == model._meta.label_lower for name, _ in known)


def has_impartial_desk(*concerns: Concern) -> bool:
    """Whether there is a coordinator without an interest."""
    coordinators = get_user_model().objects.with_role(Role.COORDINATOR).with_places()
    return not all_have_interest(coordinators, *concerns)


def can_judge(person: Person, record: models.Model, *concerns: Concern) -> Verdict:
    """Whoever has no interest in the record; to the others it says who can act instead."""
    if not has_interest(person, *concerns):
        return ALLOWED
    mine = gettext(
        "この件の当事者（団体や担当課）に、いま属しているか、手続きの途中まで属していたため、"
        "この操作はできません。公平さを守るための決まりです。"
    )
    return refuse(f"{mine} {_who_acts(record, *concerns)}")


def _who_acts(record: models.Model, *concerns: Concern) -> str:
    if has_impartial_desk(*concerns):
        return gettext("利害関係のない協働担当の職員に任せてください。")
    if StandIn.objects.of(record).running().exists():
        return gettext("協働担当の全員に利害関係があるため、代理に決まった職員が行います。")
    return gettext(
        "協働担当の全員に利害関係があるため、システム管理者が代理の職員を決めます。"
        "システム管理者に連絡してください。"
    )
