"""The amendment (変更案): a change of what both sides signed, which holds once every party has signed it.

Until then the project stays what was signed: the whole new terms lie here and nowhere else.
"""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groups.models import Department, Group, GroupStatus
from kyodo_portal.life.constraints import known_values, set_together
from kyodo_portal.life.people import Person, is_signed_in
from kyodo_portal.life.records import WithStatus
from kyodo_portal.life.roles import Role
from kyodo_portal.life.stand_ins import StandIn
from projects.models.agreements import Agreement
from projects.models.projects import Project
from projects.models.updates import UpdateSide


class AmendmentStatus(models.TextChoices):
    PROPOSED = "proposed", _("協議中")
    AGREED = "agreed", _("成立")
    WITHDRAWN = "withdrawn", _("取下げ")
    DECLINED = "declined", _("不同意")
    CLOSED = "closed", _("終了")


class AmendmentQuerySet(models.QuerySet["Amendment"]):
    def running(self) -> "AmendmentQuerySet":
        """Those that wait for signatures."""
        return self.filter(status=AmendmentStatus.PROPOSED)

    def running_for(self, project: Project) -> "Amendment | None":
        """The one that this project waits for; None where it waits for none."""
        return self.running().filter(project=project).first()

    def visible_to(self, user: Person) -> "AmendmentQuerySet":
        """The parties of the project, those who are asked to sign, the coordinators and whoever stands
        in for them. The public reads that a change is talked about, and what came of it once all
        have signed."""
        if not is_signed_in(user):
            return self.none()
        if user.is_superuser or Role.COORDINATOR in user.role_names:
            return self
        groups, departments = list(user.role_by_group), list(user.department_ids)
        asked = AskedParty.objects.filter(
            Q(group__in=groups) | Q(department__in=departments), amendment=OuterRef("pk")
        )
        own = [
            Project.objects.of_groups(groups).values("pk"),
            Project.objects.of_departments(departments).values("pk"),
        ]
        seen = Exists(asked) | Q(project__in=own[0]) | Q(project__in=own[1])
        if departments:
            seen |= Q(project__in=StandIn.objects.records_of(user, Project))
            seen |= Q(pk__in=StandIn.objects.records_of(user, Amendment))
        return self.filter(seen)

    def unanswered(self) -> "AmendmentQuerySet":
        """Running ones with a party that has not signed, the oldest first."""
        open_ = AskedParty.objects.filter(amendment=OuterRef("pk"), signed_at=None)
        return self.running().filter(Exists(open_)).order_by("created_at", "pk")


class Amendment(WithStatus):
    """A change of an agreement as one person has proposed it, for a party or as a coordinator.

    `terms` are the whole new terms (`projects.agreement.terms`), each goal with the number of the
    row it goes on from; `base` is the version they change. Once all have signed, `agreement` is the
    version it became.
    """

    project = models.ForeignKey(
        Project, verbose_name="協働事業", on_delete=models.CASCADE, related_name="amendments"
    )
    number = models.PositiveSmallIntegerField("回", editable=False)
    base = models.ForeignKey(
        Agreement,
        verbose_name="変える版",
        on_delete=models.PROTECT,
        editable=False,
        related_name="amendments",
    )
    terms = models.JSONField("変更後の内容", editable=False)
    digest = models.CharField("内容の指紋", max_length=64, editable=False)
    reason = models.TextField(_("変更する理由"), max_length=1000)
    status = models.CharField(
        "状態",
        max_length=10,
        choices=AmendmentStatus,
        default=AmendmentStatus.PROPOSED,
        editable=False,
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="提案した人",
        on_delete=models.PROTECT,
        editable=False,
        related_name="+",
    )
    proposed_as = models.CharField("提案した側", max_length=200, editable=False)
    created_at = models.DateTimeField("提案した日時", default=timezone.now, editable=False)
    ended_at = models.DateTimeField("終わった日時", null=True, editable=False)
    agreement = models.OneToOneField(
        Agreement,
        verbose_name="成立した版",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="amendment",
    )

    objects = AmendmentQuerySet.as_manager()

    class Meta:
        verbose_name = "変更案"
        verbose_name_plural = "変更案"
        ordering = ["project", "-number"]
        constraints = [
            known_values("status", AmendmentStatus, name="amendment_status_is_known"),
            models.UniqueConstraint(fields=["project", "number"], name="amendment_number_once"),
            models.UniqueConstraint(
                fields=["project"],
                condition=Q(status=AmendmentStatus.PROPOSED),
                name="amendment_one_is_running",
                violation_error_message=_("この事業では、すでに別の変更案を協議しています。"),
            ),
            models.CheckConstraint(
                condition=Q(status=AmendmentStatus.PROPOSED, ended_at__isnull=True)
                | (~Q(status=AmendmentStatus.PROPOSED) & Q(ended_at__isnull=False)),
                name="amendment_runs_until_it_ends",
            ),
            models.CheckConstraint(
                condition=Q(status=AmendmentStatus.AGREED, agreement__isnull=False)
                | (~Q(status=AmendmentStatus.AGREED) & Q(agreement__isnull=True)),
                name="amendment_agreed_is_a_version",
            ),
        ]

    def __str__(self) -> str:
        return gettext("{project}（変更案 第{number}回）").format(
            project=self.project, number=self.number
        )

    def get_absolute_url(self) -> str:
        return f"{reverse('projects:agreement', args=[self.project_id])}#amendment-{self.number}"

    @property
    def is_running(self) -> bool:
        return self.status == AmendmentStatus.PROPOSED

    @property
    def unsigned(self) -> list["AskedParty"]:
        """The parties that have not signed it."""
        return [party for party in self.asked.all() if party.signed_at is None]


class AskedParty(models.Model):
    """A party that an amendment needs, and its signature once it is given: a group or a department,
    or a partner without an account here (`name`), who signs on paper as in `Signature`.

    `name` is what the party was called when it was asked. A party that leaves by the amendment is
    asked too: nobody is taken out of an agreement without their word.
    """

    amendment = models.ForeignKey(
        Amendment, verbose_name="変更案", on_delete=models.CASCADE, related_name="asked"
    )
    side = models.CharField("側", max_length=5, choices=UpdateSide)
    group = models.ForeignKey(
        Group, verbose_name="団体", on_delete=models.PROTECT, null=True, related_name="+"
    )
    department = models.ForeignKey(
        Department, verbose_name="所管課", on_delete=models.PROTECT, null=True, related_name="+"
    )
    name = models.CharField("当事者", max_length=200)
    proposes = models.BooleanField("提案した側", default=False)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="署名した人",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )
    signer_name = models.CharField("紙に署名した人", max_length=100, blank=True)
    on_paper = models.BooleanField("紙での署名", default=False)
    signed_at = models.DateTimeField("署名日時", null=True)

    class Meta:
        verbose_name = "変更案の署名"
        verbose_name_plural = "変更案の署名"
        ordering = ["pk"]
        constraints = [
            known_values("side", UpdateSide, name="asked_party_side_is_known"),
            models.CheckConstraint(
                condition=Q(group__isnull=True) | Q(department__isnull=True),
                name="asked_party_is_one",
            ),
            models.UniqueConstraint(fields=["amendment", "group"], name="asked_group_once"),
            models.UniqueConstraint(
                fields=["amendment", "department"], name="asked_department_once"
            ),
            set_together("signed_at", "signed_by", name="asked_party_signed_by_somebody"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_gone(self) -> bool:
        """Nobody can speak for it any more: the group was struck off, the department ended."""
        if self.group is not None:
            return self.group.status == GroupStatus.DELETED
        return self.department is not None and not self.department.is_active

    @property
    def is_on_paper(self) -> bool:
        """A partner without an account here."""
        return self.side == UpdateSide.GROUP and self.group_id is None

    @property
    def name_in_language(self) -> Any:
        return self.department.name_in_language if self.department is not None else self.name
