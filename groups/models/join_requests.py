"""Requests to join: somebody asks a group to take them in, and the group answers."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from groups.models.groups import Group
from kyodo_portal.life.constraints import known_values, set_together
from kyodo_portal.life.people import Person, is_signed_in
from kyodo_portal.life.records import Timestamped, WithStatus
from kyodo_portal.life.roles import Role
from kyodo_portal.life.stand_ins import StandIn
from kyodo_portal.writing.once import SubmittedOnce


class JoinRequestStatus(models.TextChoices):
    ASKED = "asked", _("返事待ち")
    ACCEPTED = "accepted", _("加入")
    DECLINED = "declined", _("見送り")
    WITHDRAWN = "withdrawn", _("取り下げ")
    UNANSWERED = "unanswered", _("返事なし")


class JoinRequestQuerySet(models.QuerySet["JoinRequest"]):
    def waiting(self) -> "JoinRequestQuerySet":
        """Those that nobody has answered."""
        return self.filter(status=JoinRequestStatus.ASKED)

    def visible_to(self, user: Person) -> "JoinRequestQuerySet":
        """Whoever asked, those who speak for the group, the coordinators and whoever stands in for them."""
        if not is_signed_in(user):
            return self.none()
        if user.is_superuser or Role.COORDINATOR in user.role_names:
            return self
        seen = Q(person=user.pk) | Q(group__in=user.managed_group_ids)
        if user.department_ids:
            seen |= Q(pk__in=StandIn.objects.records_of(user, JoinRequest))
        return self.filter(seen)


class JoinRequest(WithStatus, Timestamped, SubmittedOnce):
    """One person asks to join one group (加入の申し込み), with a few words about themselves.

    Whoever speaks for the group says yes, and the person is a member; or no, with a reason. A person
    asks a group once at a time. What came to nothing is forgotten after 90 days.
    """

    group = models.ForeignKey(
        Group, verbose_name="団体", on_delete=models.CASCADE, related_name="join_requests"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="申し込んだ人",
        on_delete=models.CASCADE,
        related_name="join_requests",
    )
    words = models.TextField(_("自己紹介やひとこと"), max_length=500, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="答えた人",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )
    answered_at = models.DateTimeField("答えた日時", null=True, editable=False)
    status = models.CharField(
        "状態",
        max_length=20,
        choices=JoinRequestStatus,
        default=JoinRequestStatus.ASKED,
        editable=False,
    )

    objects = JoinRequestQuerySet.as_manager()

    class Meta:
        verbose_name = "加入の申し込み"
        verbose_name_plural = "加入の申し込み"
        ordering = ["-created_at", "-pk"]
        constraints = [
            known_values("status", JoinRequestStatus, name="join_request_status_is_known"),
            set_together("answered_by", "answered_at", name="join_request_is_answered_at_a_moment"),
            models.UniqueConstraint(
                fields=["group", "person"],
                condition=Q(status=JoinRequestStatus.ASKED),
                name="join_request_once_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}さんの「{self.group}」への加入の申し込み"

    def get_absolute_url(self) -> str:
        return reverse("groups:request", args=[self.pk])
