"""Invitations: somebody is asked to work for the city, or to belong to a group, before they have an
account or with the one they have."""

import datetime as dt
import hashlib
import secrets

from django.conf import settings
from django.contrib.auth.models import Group as RoleGroup
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce, Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groups.models.departments import Department
from groups.models.groups import Group
from groups.models.memberships import MembershipRole
from kyodo_portal.life.constraints import known_values, set_together
from kyodo_portal.life.people import Person, is_signed_in
from kyodo_portal.life.records import Timestamped, WithStatus
from kyodo_portal.life.roles import Role
from kyodo_portal.words.languages import listed

LASTS = dt.timedelta(days=14)
"""How long an invitation can be accepted, from its last letter."""


class InvitationStatus(models.TextChoices):
    SENT = "sent", _("返事待ち")
    EXPIRED = "expired", _("期限切れ")
    ACCEPTED = "accepted", _("引き受けた")
    WITHDRAWN = "withdrawn", _("取り消した")


def new_token() -> str:
    """What stands in the letter: nobody guesses it, and it is kept nowhere but there."""
    return secrets.token_urlsafe(32)


def hash_of(token: str) -> str:
    """What is stored of a token. It is as long as a key, so that one round of hashing is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def waiting(self) -> "InvitationQuerySet":
        """Sent, and neither accepted nor withdrawn; perhaps past their end."""
        return self.filter(status=InvitationStatus.SENT)

    def by_token(self, token: str) -> "InvitationQuerySet":
        """The one whose letter says this."""
        return self.filter(token_hash=hash_of(token[:200]))

    def visible_to(self, user: Person) -> "InvitationQuerySet":
        """Those to the city's side for the administrators, those to a group for its managers."""
        if not is_signed_in(user):
            return self.none()
        theirs = Q(group__in=user.managed_group_ids)
        return self.filter(Q(group=None) | theirs if user.is_superuser else theirs)


class Invitation(WithStatus, Timestamped):
    """One person is invited to a department, a role of the city's side, or both; or to a group.

    What it gives is fixed when it is written. It is bound to its address: only an account that has
    proved to read the mail of that address accepts it, once, within 14 days of the last letter.
    """

    email = models.EmailField("メールアドレス")
    name = models.CharField("氏名", max_length=50)
    department = models.ForeignKey(
        Department,
        verbose_name="所管課",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="invitations",
    )
    role = models.CharField("役割", max_length=20, choices=Role, blank=True)
    group = models.ForeignKey(
        Group,
        verbose_name="団体",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="invitations",
    )
    group_role = models.CharField(
        "団体での役割", max_length=20, choices=MembershipRole, blank=True, editable=False
    )
    token_hash = models.CharField("合い言葉の照合値", max_length=64, unique=True, editable=False)
    expires_at = models.DateTimeField("期限", editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="招待した人",
        on_delete=models.PROTECT,
        editable=False,
        related_name="+",
    )
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="引き受けた人",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )
    accepted_at = models.DateTimeField("引き受けた日時", null=True, editable=False)
    status = models.CharField(
        "状態",
        max_length=20,
        choices=InvitationStatus,
        default=InvitationStatus.SENT,
        editable=False,
    )

    objects = InvitationQuerySet.as_manager()

    fresh_token = ""
    """The token, in the moment in which it is made; it is never read again from here."""

    class Meta:
        verbose_name = "招待"
        verbose_name_plural = "招待"
        ordering = ["-created_at", "-pk"]
        constraints = [
            known_values("status", InvitationStatus, name="invitation_status_is_known"),
            models.CheckConstraint(
                condition=Q(group__isnull=False, department__isnull=True, role="")
                & ~Q(group_role="")
                | Q(group__isnull=True, group_role="")
                & (Q(department__isnull=False) | ~Q(role="")),
                name="invitation_gives_something",
                violation_error_message="課か役割のどちらかを選んでください。",
            ),
            set_together("accepted_by", "accepted_at", name="invitation_is_accepted_at_a_moment"),
            models.CheckConstraint(
                condition=~Q(status=InvitationStatus.ACCEPTED) | Q(accepted_by__isnull=False),
                name="invitation_is_accepted_by_somebody",
            ),
            models.UniqueConstraint(
                Lower("email"),
                Coalesce(F("department"), 0),
                F("role"),
                Coalesce(F("group"), 0),
                condition=Q(status=InvitationStatus.SENT),
                name="invitation_once_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}さんへの招待（{self.offer}）"

    def get_absolute_url(self) -> str:
        if self.group_id is not None:
            return reverse("groups:people", args=[self.group_id])
        return reverse("admin:groups_invitation_change", args=[self.pk])

    @property
    def live_status(self) -> str:
        if self.status == InvitationStatus.SENT and self.expires_at <= timezone.now():
            return InvitationStatus.EXPIRED
        return self.status

    @property
    def offer(self) -> str:
        """What it gives, in the words of the screen: 道路公園課の職員、協働担当."""
        return str(
            listed(
                [
                    *([f"{self.department.name}の職員"] if self.department else ()),
                    *([str(Role(self.role).label)] if self.role else ()),
                    *([self._place] if self.group else ()),
                ]
            )
        )

    @property
    def _place(self) -> str:
        return gettext("団体「{name}」の{role}").format(
            name=self.group, role=MembershipRole(self.group_role).label
        )

    def role_group(self) -> RoleGroup | None:
        """The Django group of the role; None where it gives none."""
        return RoleGroup.objects.get(name=self.role) if self.role else None
