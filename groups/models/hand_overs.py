"""Handing over: the representative of a group asks another of its people to take their place."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groups.models.groups import Group
from kyodo_portal.life.constraints import known_values
from kyodo_portal.life.counter import EnteredAtCounter, entered_whole
from kyodo_portal.life.people import Person, is_signed_in
from kyodo_portal.life.records import Timestamped, WithStatus
from kyodo_portal.life.roles import Role

LASTS = dt.timedelta(days=14)
"""How long the receiver has to answer."""


class HandOverStatus(models.TextChoices):
    OFFERED = "offered", _("返事待ち")
    EXPIRED = "expired", _("期限切れ")
    ACCEPTED = "accepted", _("引き継いだ")
    DECLINED = "declined", _("引き受けなかった")
    WITHDRAWN = "withdrawn", _("取り消した")


class HandOverQuerySet(models.QuerySet["HandOver"]):
    def waiting(self) -> "HandOverQuerySet":
        """Offered and not answered; perhaps past their end."""
        return self.filter(status=HandOverStatus.OFFERED)

    def visible_to(self, user: Person) -> "HandOverQuerySet":
        """The two, those who speak for the group, and the coordinators."""
        if not is_signed_in(user):
            return self.none()
        if user.is_superuser or Role.COORDINATOR in user.role_names:
            return self
        theirs = Q(offered_by=user.pk) | Q(offered_to=user.pk)
        return self.filter(theirs | Q(group__in=user.managed_group_ids))


class HandOver(WithStatus, Timestamped, EnteredAtCounter):
    """A group's representative hands over to somebody of the group (代表の引き継ぎ), who says yes or no
    within 14 days. With the yes the receiver is the representative, and the other a manager. What a group
    told on paper, a coordinator enters as done (`entered_by`); then there may have been nobody before."""

    group = models.ForeignKey(
        Group, verbose_name="団体", on_delete=models.CASCADE, related_name="hand_overs"
    )
    offered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="それまでの代表",
        on_delete=models.CASCADE,
        null=True,
        related_name="+",
    )
    offered_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="引き継ぐ人",
        on_delete=models.CASCADE,
        related_name="+",
    )
    expires_at = models.DateTimeField("返事の期限", editable=False)
    answered_at = models.DateTimeField("答えた日時", null=True, editable=False)
    status = models.CharField(
        "状態",
        max_length=20,
        choices=HandOverStatus,
        default=HandOverStatus.OFFERED,
        editable=False,
    )

    objects = HandOverQuerySet.as_manager()

    class Meta:
        verbose_name = "代表の引き継ぎ"
        verbose_name_plural = "代表の引き継ぎ"
        ordering = ["-created_at", "-pk"]
        constraints = [
            known_values("status", HandOverStatus, name="hand_over_status_is_known"),
            models.CheckConstraint(
                condition=~Q(offered_by=F("offered_to")), name="hand_over_is_between_two"
            ),
            models.CheckConstraint(
                condition=Q(offered_by__isnull=False) | Q(entered_by__isnull=False),
                name="hand_over_is_offered_by_somebody",
            ),
            *entered_whole("hand_over"),
            models.UniqueConstraint(
                fields=["group"],
                condition=Q(status=HandOverStatus.OFFERED),
                name="hand_over_once_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        former = f"{self.offered_by}から" if self.offered_by else ""
        return f"「{self.group}」の代表の引き継ぎ（{former}{self.offered_to}へ）"

    def get_absolute_url(self) -> str:
        return reverse("groups:people", args=[self.group_id])

    @property
    def live_status(self) -> str:
        if self.status == HandOverStatus.OFFERED and self.expires_at <= timezone.now():
            return HandOverStatus.EXPIRED
        return self.status
