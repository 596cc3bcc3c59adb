"""Reports (通報): somebody says that a text or a picture should not stand where it stands.

What was reported is one case with one course, however many people tell of it; who told, and in which
words, is kept apart, seen by who decides alone, and forgotten a year later.
"""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from groups.models.departments import Department
from groups.models.groups import Group
from kyodo_portal.life.constraints import known_values
from kyodo_portal.life.counter import Source
from kyodo_portal.life.hiding import KINDS, HideableKind
from kyodo_portal.life.people import Person, is_signed_in
from kyodo_portal.life.records import Timestamped, WithStatus
from kyodo_portal.life.roles import Role
from kyodo_portal.life.stand_ins import StandIn


class ReportStatus(models.TextChoices):
    REPORTED = "reported", _("確認待ち")
    LEFT = "left", _("そのまま")
    HIDDEN = "hidden", _("非表示")
    APPEALED = "appealed", _("見直し待ち")
    RESTORED = "restored", _("表示に戻した")
    UPHELD = "upheld", _("非表示のまま")


OPEN = (ReportStatus.REPORTED, ReportStatus.APPEALED)
"""While the city has to decide."""


class ReportQuerySet(models.QuerySet["Report"]):
    def open(self) -> "ReportQuerySet":
        """Those of which the city has to decide."""
        return self.filter(status__in=OPEN)

    def undecided_of(self, kind: str) -> Any:
        """The numbers of the things of this kind of which the city has to decide."""
        return self.open().filter(kind=kind).values("target_id")

    def visible_to(self, user: Person) -> "ReportQuerySet":
        """All for the coordinators and who stands in for them; once something was hidden, also for
        who wrote it and those for whom it was written. The administrator keeps the system, and
        reads no private words through a report."""
        if not is_signed_in(user):
            return self.none()
        if Role.COORDINATOR in user.role_names:
            return self
        if user.is_superuser:
            return self.filter(status__in=OPEN)
        theirs = self.written_by(user) & ~Q(status__in=(ReportStatus.REPORTED, ReportStatus.LEFT))
        return self.filter(theirs | Q(pk__in=StandIn.objects.records_of(user, Report)))

    @staticmethod
    def written_by(user: Any) -> Q:
        """What is about the words of this person, of their groups or their departments."""
        of_groups = Report.groups.through._default_manager.filter(
            group__in=list(user.managed_group_ids)
        )
        of_offices = Report.departments.through._default_manager.filter(
            department__in=list(user.department_ids)
        )
        return (
            Q(author=user.pk)
            | Q(pk__in=of_groups.values("report"))
            | Q(pk__in=of_offices.values("report"))
        )


class Report(WithStatus, Timestamped):
    """One text or picture that was reported, until the city has decided.

    Leave it, or hide it with a reason that stands in its place. Whoever wrote it may then ask that
    it be looked at again, and another decides than before. `title` says what it was, for ever, and
    so holds nothing private.
    """

    kind = models.CharField("種類", max_length=30, editable=False)
    target_id = models.PositiveBigIntegerField("対象の番号", editable=False)
    title = models.CharField("通報されたもの", max_length=200, editable=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="書いた人",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )
    groups = models.ManyToManyField(
        Group, verbose_name="書いた団体", related_name="+", editable=False
    )
    departments = models.ManyToManyField(
        Department, verbose_name="書いた課", related_name="+", editable=False
    )
    status = models.CharField(
        "状態",
        max_length=20,
        choices=ReportStatus,
        default=ReportStatus.REPORTED,
        editable=False,
    )
    due_on = models.DateField("確認する期限", editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="はじめに決めた人",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )
    decided_again_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="見直した人",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = "通報"
        verbose_name_plural = "通報"
        ordering = ["-created_at", "-pk"]
        constraints = [
            known_values("status", ReportStatus, name="report_status_is_known"),
            models.UniqueConstraint(
                fields=["kind", "target_id"],
                condition=Q(status__in=OPEN),
                name="report_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(decided_again_by__isnull=True)
                | Q(decided_by__isnull=False) & ~Q(decided_again_by=F("decided_by")),
                name="report_is_looked_at_again_by_another",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("reports:detail", args=[self.pk])

    @property
    def hideable(self) -> HideableKind:
        """What kind of thing was reported."""
        return KINDS[self.kind]

    @property
    def target(self) -> Any:
        """What was reported, hidden or not; None once it is gone."""
        return self.hideable.model._base_manager.filter(pk=self.target_id).first()


class Reason(models.TextChoices):
    """Why somebody thinks that it should not stand there."""

    PERSONAL = "personal", _("個人のことが書かれている、写っている")
    ABUSE = "abuse", _("人を傷つける、差別する")
    WRONG = "wrong", _("事実とちがう")
    ADVERT = "advert", _("宣伝、勧誘、迷惑な書きこみ")
    RIGHTS = "rights", _("ほかの人の文章や写真を勝手に使っている")
    OTHER = "other", _("そのほか")


class Complaint(models.Model):
    """What one person told of a reported thing (通報の内容): read by who decides, and by nobody else.
    `by` is None for a visitor, and where staff enter it for somebody who came or called."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="complaints")
    reason = models.CharField(_("気になるところ"), max_length=10, choices=Reason)
    note = models.TextField(_("くわしく"), max_length=1000, blank=True)
    contact = models.CharField(
        _("連絡先（書かなくてもかまいません）"),
        max_length=200,
        blank=True,
        default="",
        db_default="",
    )
    """How somebody without an account may be asked back, if they like; it goes with the complaint."""
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="知らせた人",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="代わりに入力した職員",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )
    came_by = models.CharField("受け取った方法", max_length=10, choices=Source, blank=True)
    received_on = models.DateField("受け取った日", null=True, blank=True)
    created_at = models.DateTimeField("日時", auto_now_add=True)

    class Meta:
        verbose_name = "通報の内容"
        verbose_name_plural = "通報の内容"
        ordering = ["created_at", "pk"]
        constraints = [
            known_values("reason", Reason, name="complaint_reason_is_known"),
            models.UniqueConstraint(fields=["report", "by"], name="complaint_once_a_person"),
            models.CheckConstraint(
                condition=Q(entered_by__isnull=True, came_by="", received_on__isnull=True)
                | Q(
                    entered_by__isnull=False,
                    by__isnull=True,
                    came_by__in=list(Source.values),
                    received_on__isnull=False,
                ),
                name="complaint_entered_says_how_it_came",
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_reason_display())
