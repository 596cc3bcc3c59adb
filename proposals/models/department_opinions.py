"""The opinion of the responsible department (意見書) on a proposal, before a committee reads either.

One of each proposal: asked for, written, settled, read by the proposers, and answered once. Money and dates of it are
the proposal's; what is settled stays as it was, and later corrections stand beside it with their reasons.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from groups.models import Department
from kyodo_portal.life.constraints import known_values, set_together
from kyodo_portal.life.people import Person, is_signed_in
from kyodo_portal.life.records import Timestamped, WithStatus
from kyodo_portal.life.roles import Role
from proposals.models.calls import CallStatus
from proposals.models.parts import ProposalVersion
from proposals.models.proposals import DECIDED_STATUSES, Proposal


class DepartmentOpinionStatus(models.TextChoices):
    REQUESTED = "requested", _("依頼中")
    DRAFT = "draft", _("案")
    SETTLED = "settled", _("返答待ち")
    ANSWERED = "answered", _("返答あり")
    UNANSWERED = "unanswered", _("返答なし")
    CALLED_OFF = "called_off", _("取りやめ")


#: While the department has it in hand.
UNSETTLED = (DepartmentOpinionStatus.REQUESTED, DepartmentOpinionStatus.DRAFT)

#: The review waits for these: nobody reads half of what both sides have to say.
OPEN_OPINIONS = (*UNSETTLED, DepartmentOpinionStatus.SETTLED)

#: Settled, and so read by others than the city's side.
READ_STATUSES = (
    DepartmentOpinionStatus.SETTLED,
    DepartmentOpinionStatus.ANSWERED,
    DepartmentOpinionStatus.UNANSWERED,
)


class Stance(models.TextChoices):
    """How the department stands to the whole. What a city calls them its profile says."""

    FAVOURABLE = "favourable", "前向き"
    CONDITIONAL = "conditional", "条件付き"
    DIFFICULT = "difficult", "困難"


#: What the department writes on each of, in the order of the form.
FINDINGS = ("feasibility", "law", "budget", "roles")


class DepartmentOpinionQuerySet(models.QuerySet["DepartmentOpinion"]):
    def visible_to(self, user: Person) -> "DepartmentOpinionQuerySet":
        """The desk and the department that writes it; once it is settled its proposers, from the review on the
        reviewers, and everybody where the call publishes it with its results."""
        public = Q(
            status__in=READ_STATUSES,
            proposal__status__in=DECIDED_STATUSES,
            proposal__call__status=CallStatus.DECIDED,
            proposal__call__publishes_opinion=True,
        )
        if not is_signed_in(user):
            return self.filter(public)
        if user.is_superuser or Role.COORDINATOR in user.role_names:
            return self
        theirs = Q(proposal__group__in=list(user.role_by_group))
        seen = public | Q(theirs, status__in=READ_STATUSES)
        seen |= Q(proposal__group=None, proposal__created_by=user, status__in=READ_STATUSES)
        if user.department_ids:
            seen |= Q(department__in=user.department_ids)
        if Role.REVIEWER in user.role_names:
            read = Proposal.objects.assigned_to(user).values("pk")
            seen |= Q(proposal__in=read, status__in=READ_STATUSES)
        return self.filter(seen)

    def with_department(self) -> "DepartmentOpinionQuerySet":
        """Those that wait for the department, of proposals that still go on."""
        return self.filter(status__in=UNSETTLED, proposal__status__in=("submitted", "returned"))

    def awaiting_answer(self) -> "DepartmentOpinionQuerySet":
        """Settled ones that the proposers have not answered."""
        return self.filter(status=DepartmentOpinionStatus.SETTLED)


class DepartmentOpinion(WithStatus, Timestamped):
    """What the department that would do it with them says of a proposal."""

    proposal = models.OneToOneField(
        Proposal,
        verbose_name="提案",
        on_delete=models.CASCADE,
        related_name="department_opinion",
        editable=False,
    )
    department = models.ForeignKey(
        Department, verbose_name="意見を書く課", on_delete=models.PROTECT, editable=False
    )
    status = models.CharField(
        "状態",
        max_length=12,
        choices=DepartmentOpinionStatus,
        default=DepartmentOpinionStatus.REQUESTED,
        editable=False,
    )
    due_on = models.DateField("意見書の期限")
    feasibility = models.TextField(_("実現性"), max_length=2000, blank=True)
    law = models.TextField(_("法令・制度"), max_length=2000, blank=True)
    budget = models.TextField(_("予算"), max_length=2000, blank=True)
    roles = models.TextField(_("役割分担"), max_length=2000, blank=True)
    stance = models.CharField(_("全体の所見"), max_length=12, choices=Stance, blank=True)
    overall = models.TextField(_("理由と条件"), max_length=3000, blank=True)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="依頼した人",
        on_delete=models.PROTECT,
        editable=False,
        related_name="+",
    )
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="書いた人",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="確定した人",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )
    settled_at = models.DateTimeField("確定した日時", null=True, editable=False)
    answer_due_on = models.DateField("返答の期限", null=True, editable=False)
    answer = models.TextField(_("提案した人の返答"), max_length=3000, blank=True, editable=False)
    answer_version = models.ForeignKey(
        ProposalVersion,
        verbose_name="最終版",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )
    answered_at = models.DateTimeField("返答の日時", null=True, editable=False)

    objects = DepartmentOpinionQuerySet.as_manager()

    class Meta:
        verbose_name = "担当課の意見書"
        verbose_name_plural = "担当課の意見書"
        ordering = ["due_on", "pk"]
        constraints = [
            known_values("status", DepartmentOpinionStatus, name="dept_opinion_status_is_known"),
            known_values("stance", ("", *Stance.values), name="dept_opinion_stance_is_known"),
            set_together("settled_at", "settled_by", name="dept_opinion_settled_when_and_who"),
            models.CheckConstraint(
                condition=~Q(status__in=READ_STATUSES)
                | Q(settled_at__isnull=False, answer_due_on__isnull=False)
                & ~Q(stance="")
                & ~Q(overall=""),
                name="dept_opinion_is_settled_whole",
            ),
            models.CheckConstraint(
                condition=Q(status=DepartmentOpinionStatus.ANSWERED, answered_at__isnull=False)
                | ~Q(status=DepartmentOpinionStatus.ANSWERED)
                & Q(answer="", answer_version__isnull=True, answered_at__isnull=True),
                name="dept_opinion_is_answered_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proposal}への意見書"

    def get_absolute_url(self) -> str:
        return reverse("proposals:opinion", args=[self.proposal_id])

    @property
    def is_settled(self) -> bool:
        return self.status in READ_STATUSES


class SettledCorrection(models.Model):
    """What of a settled opinion is put right later: dated, with its reason, beside what stood there."""

    opinion = models.ForeignKey(
        DepartmentOpinion,
        verbose_name="意見書",
        on_delete=models.CASCADE,
        related_name="corrections",
    )
    text = models.TextField("訂正した内容", max_length=2000)
    reason = models.TextField("訂正する理由", max_length=1000)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="訂正した人",
        on_delete=models.PROTECT,
        related_name="+",
    )
    written_at = models.DateTimeField("訂正した日時")

    class Meta:
        verbose_name = "意見書の訂正"
        verbose_name_plural = "意見書の訂正"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text="") & ~Q(reason=""), name="settled_correction_says_why"
            )
        ]

    def __str__(self) -> str:
        return f"{self.opinion}の訂正"
