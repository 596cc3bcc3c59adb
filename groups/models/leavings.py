"""Somebody closes their account: asked for, undone within some days, or done."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q

from kyodo_portal.life.constraints import known_values
from kyodo_portal.life.people import Person, is_signed_in
from kyodo_portal.life.roles import Role

UNDONE_WITHIN = dt.timedelta(days=7)
"""How long leaving can be undone, from the moment it was asked for."""


class LeavingSource(models.TextChoices):
    """How somebody asked to leave."""

    ONESELF = "oneself", "本人がマイページで"
    COUNTER = "counter", "窓口で"
    POST = "post", "郵送で"
    PHONE = "phone", "電話で"


class LeavingQuerySet(models.QuerySet["Leaving"]):
    def running(self) -> "LeavingQuerySet":
        """Asked for, and neither undone nor done."""
        return self.filter(undone_at=None, done_at=None)

    def visible_to(self, user: Person) -> "LeavingQuerySet":
        """One's own; all of them for the coordinators and the administrators."""
        if not is_signed_in(user):
            return self.none()
        if user.is_superuser or Role.COORDINATOR in user.role_names:
            return self
        return self.filter(user=user.pk)


class Leaving(models.Model):
    """Somebody leaves the portal (退会). Until `due_at` it can be undone; then what is theirs alone goes, and
    what others rely on stays under a name that is nobody's (`groups.accounts.leaving`).

    Somebody who cannot do it themselves asks at the counter: `asked_by` is then the member of staff, and
    `identity` how they saw who asked.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="退会する人",
        on_delete=models.PROTECT,
        related_name="leavings",
    )
    asked_at = models.DateTimeField("申し出た日時")
    due_at = models.DateTimeField("退会になる日時")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="受け付けた人",
        on_delete=models.PROTECT,
        related_name="+",
    )
    source = models.CharField("申し出かた", max_length=8, choices=LeavingSource)
    identity = models.CharField("本人の確かめかた", max_length=200, blank=True)
    undone_at = models.DateTimeField("取り消した日時", null=True)
    done_at = models.DateTimeField("退会した日時", null=True)

    objects = LeavingQuerySet.as_manager()

    class Meta:
        verbose_name = "退会の手続き"
        verbose_name_plural = "退会の手続き"
        ordering = ["-asked_at", "-pk"]
        constraints = [
            known_values("source", LeavingSource, name="leaving_source_is_known"),
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(undone_at=None, done_at=None),
                name="leaving_runs_once",
            ),
            models.CheckConstraint(
                condition=Q(undone_at=None) | Q(done_at=None), name="leaving_ends_one_way"
            ),
            models.CheckConstraint(
                condition=Q(source=LeavingSource.ONESELF) | ~Q(identity=""),
                name="leaving_at_the_counter_says_how",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}の退会"

    @property
    def is_running(self) -> bool:
        return self.undone_at is None and self.done_at is None
