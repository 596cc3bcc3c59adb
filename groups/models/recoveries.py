"""A second factor that is lost: how its owner gets in again without anybody else doing so."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from kyodo_portal.life.constraints import known_values
from kyodo_portal.life.people import Person, is_signed_in
from kyodo_portal.life.records import Timestamped, WithStatus
from kyodo_portal.life.roles import Role


class RecoveryStatus(models.TextChoices):
    ASKED = "asked", "ほかの人の確認待ち"
    CONFIRMED = "confirmed", "24時間の待ち時間"
    OPENED = "opened", "再設定できるようにした"
    STOPPED = "stopped", "取りやめ"


RUNNING = (RecoveryStatus.ASKED, RecoveryStatus.CONFIRMED)


class FactorRecoveryQuerySet(models.QuerySet["FactorRecovery"]):
    def running(self) -> "FactorRecoveryQuerySet":
        return self.filter(status__in=RUNNING)

    def visible_to(self, user: Person) -> "FactorRecoveryQuerySet":
        """Its owner's, and all for the coordinators and administrators."""
        if not is_signed_in(user):
            return self.none()
        if user.is_superuser or Role.COORDINATOR in user.role_names:
            return self
        return self.filter(account=user.pk)


class FactorRecovery(WithStatus, Timestamped):
    """One time that a second factor was lost (二段階認証の再設定).

    A coordinator asks for somebody else, who has said so to them; another person with the right of
    the administrator confirms; 24 hours later, when the owner signs in, the old factors are gone.
    Whoever uses a factor meanwhile has not lost it, and that ends it.
    """

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="だれの二段階認証か",
        on_delete=models.PROTECT,
        related_name="factor_recoveries",
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="頼んだ人",
        on_delete=models.PROTECT,
        editable=False,
        related_name="+",
    )
    reason = models.TextField("ご本人と確かめた方法と、事情", max_length=500)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="確認した人",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )
    opens_at = models.DateTimeField("再設定できるようになる日時", null=True, editable=False)
    status = models.CharField(
        "状態",
        max_length=20,
        choices=RecoveryStatus,
        default=RecoveryStatus.ASKED,
        editable=False,
    )

    objects = FactorRecoveryQuerySet.as_manager()

    class Meta:
        verbose_name = "二段階認証の再設定"
        verbose_name_plural = "二段階認証の再設定"
        ordering = ["-created_at", "-pk"]
        constraints = [
            known_values("status", RecoveryStatus, name="recovery_status_is_known"),
            models.UniqueConstraint(
                fields=["account"],
                condition=Q(status__in=RUNNING),
                name="recovery_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(asked_by=F("account")), name="recovery_is_asked_by_another"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True)
                | ~Q(confirmed_by=F("account")) & ~Q(confirmed_by=F("asked_by")),
                name="recovery_is_confirmed_by_a_third",
            ),
            models.CheckConstraint(
                condition=Q(status__in=[RecoveryStatus.ASKED, RecoveryStatus.STOPPED])
                | Q(confirmed_by__isnull=False, opens_at__isnull=False),
                name="recovery_opens_after_confirmation",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account}さんの二段階認証の再設定"

    def get_absolute_url(self) -> str:
        return reverse("recoveries:detail", args=[self.pk])
