"""Who belongs to a group, and what each of them may do for it."""

from django.conf import settings
from django.db import models
from django.db.models import Case, Q, Value, When
from django.utils.translation import gettext_lazy as _

from groups.models.groups import Group
from kyodo_portal.life.constraints import in_order, known_values


class MembershipRole(models.TextChoices):
    """What a person is in a group, the one who answers for it first."""

    REPRESENTATIVE = "representative", _("代表")
    MANAGER = "manager", _("管理者")
    TREASURER = "treasurer", _("会計")
    MEMBER = "member", _("構成員")


SPEAKING = (MembershipRole.REPRESENTATIVE, MembershipRole.MANAGER)
"""Who speaks for the group: writes, signs, hands in, answers, and says who belongs to it."""

WITH_MONEY = (*SPEAKING, MembershipRole.TREASURER)
"""Who handles the group's money."""


class MembershipQuerySet(models.QuerySet["Membership"]):
    def running(self) -> "MembershipQuerySet":
        """The places of those who belong to their group now."""
        return self.filter(ended_at=None)

    def speaking(self) -> "MembershipQuerySet":
        """The places of those who speak for their group, or spoke."""
        return self.filter(role__in=SPEAKING)

    def in_order(self) -> "MembershipQuerySet":
        """As a group names its people: the representative first, and whoever came earlier before others."""
        ranks = [When(role=role, then=Value(rank)) for rank, role in enumerate(MembershipRole)]
        return self.order_by(Case(*ranks), "joined_at", "pk")


class Membership(models.Model):
    """A person's place in a group (所属). The representative answers for it, alone; managers speak for it
    too, the treasurer handles its money, members read along.

    It ends with a date and is never deleted, because who has left a group may still not judge what
    it did before. Who comes back gets a new one.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="利用者",
        on_delete=models.CASCADE,
        related_name="memberships",
    )
    group = models.ForeignKey(
        Group, verbose_name="団体", on_delete=models.CASCADE, related_name="memberships"
    )
    role = models.CharField(
        _("役割"), max_length=20, choices=MembershipRole, default=MembershipRole.MEMBER
    )
    joined_at = models.DateTimeField("加わった日時", auto_now_add=True)
    ended_at = models.DateTimeField("所属を終えた日時", null=True, editable=False)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "構成員"
        verbose_name_plural = "構成員"
        ordering = ["group", "joined_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "group"],
                condition=Q(ended_at=None),
                name="membership_once",
                violation_error_message="この人は、すでにこの団体に属しています。",
            ),
            models.UniqueConstraint(
                fields=["group"],
                condition=Q(ended_at=None, role=MembershipRole.REPRESENTATIVE),
                name="membership_one_representative",
                violation_error_message="この団体には、すでに代表がいます。代表は一人です。",
            ),
            known_values("role", MembershipRole, name="membership_role_is_known"),
            in_order(
                "joined_at",
                "ended_at",
                name="membership_ends_after_it_began",
                message="所属を終えた日時は、加わった日時より後でなければなりません。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}（{self.get_role_display()}）"
