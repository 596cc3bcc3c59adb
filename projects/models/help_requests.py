"""Asking one supporter for help (たのむ): through the portal, to be refused without a reason."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groups.models import Guest
from kyodo_portal.cities import city
from kyodo_portal.life.constraints import known_values
from kyodo_portal.life.people import Person, is_signed_in
from kyodo_portal.life.records import Timestamped, WithStatus
from kyodo_portal.life.roles import Role
from projects.models.help_wanted import HelpWanted


class HelpRequestStatus(models.TextChoices):
    ASKED = "asked", _("返事待ち")
    AGREED = "agreed", _("引き受けた")
    REFUSED = "refused", _("今回は難しい")
    ENDED = "ended", _("返事なし")


class HelpRequestQuerySet(models.QuerySet["HelpRequest"]):
    def visible_to(self, user: Person) -> "HelpRequestQuerySet":
        """Whoever is asked, those who ask, and the coordinators."""
        if not is_signed_in(user):
            return self.none()
        if user.is_superuser or Role.COORDINATOR in user.role_names:
            return self
        asking = HelpWanted.objects.decided_by(user).filter(pk=OuterRef("help_wanted"))
        return self.filter(Q(user=user.pk) | Exists(asking))

    def waiting(self) -> "HelpRequestQuerySet":
        """Asked, and still to be answered."""
        first = timezone.now() - dt.timedelta(days=city().waits.help_request)
        return self.filter(status=HelpRequestStatus.ASKED, created_at__gt=first)


class HelpRequest(WithStatus, Timestamped):
    """One supporter is asked to help with one thing. They say yes, and who they are is told to those who
    ask; or no, without a reason. What nobody answers within the days of the city's profile is over by
    the clock. A person is asked once about one thing. Who has no account (`guest`) is asked by the desk on
    the telephone.

    `public_name` is how those who ask know them until then.
    """

    help_wanted = models.ForeignKey(
        HelpWanted, verbose_name="手伝いの募集", on_delete=models.CASCADE, related_name="requests"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="たのまれた人",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="help_requests",
    )
    guest = models.ForeignKey(
        Guest,
        verbose_name="たのまれた人（アカウントなし）",
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="help_requests",
    )
    public_name = models.CharField("サポーターとしての名前", max_length=50, blank=True)
    words = models.TextField(_("たのむことば"), max_length=500)
    status = models.CharField(
        "状態",
        max_length=10,
        choices=HelpRequestStatus,
        default=HelpRequestStatus.ASKED,
        editable=False,
    )

    objects = HelpRequestQuerySet.as_manager()

    class Meta:
        verbose_name = "サポーターへの頼みごと"
        verbose_name_plural = "サポーターへの頼みごと"
        ordering = ["-created_at", "-pk"]
        constraints = [
            known_values("status", HelpRequestStatus, name="help_request_status_is_known"),
            models.CheckConstraint(
                condition=Q(user__isnull=True) | Q(guest__isnull=True),
                name="help_request_is_of_one",
            ),
            models.UniqueConstraint(
                fields=["help_wanted", "guest"], name="help_request_of_guest_once"
            ),
            models.UniqueConstraint(
                fields=["help_wanted", "user"],
                name="help_request_once",
                violation_error_message=_("この方には、この募集のことをすでにたのんでいます。"),
            ),
        ]
        indexes = [models.Index(fields=["status", "created_at"], name="help_request_waiting")]

    def __str__(self) -> str:
        """Without a name: this is what the record of acts keeps."""
        return gettext("手伝いの頼みごと：{title}").format(title=self.help_wanted)

    def get_absolute_url(self) -> str:
        return reverse("help_wanted:request", args=[self.pk])

    @property
    def is_to_be_called(self) -> bool:
        """Of somebody without an account, and still to be answered."""
        return self.guest_id is not None and self.live_status == HelpRequestStatus.ASKED

    @property
    def last_day(self) -> dt.date:
        """The day (JST) up to which it is to be answered."""
        return timezone.localdate(self.created_at) + dt.timedelta(days=city().waits.help_request)

    @property
    def live_status(self) -> str:
        """What nobody answered in its days, or about what is no longer wanted, is over by the clock."""
        waited = timezone.now() - self.created_at
        is_late = waited >= dt.timedelta(days=city().waits.help_request)
        if self.status == HelpRequestStatus.ASKED and (is_late or not self.help_wanted.is_taking):
            return HelpRequestStatus.ENDED
        return self.status
