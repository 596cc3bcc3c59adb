"""One side's sheet: the same items, its own words, sealed until both are in."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from evaluations.models.evaluations import (
    OPENED_STATUSES,
    Evaluation,
    EvaluationItem,
    EvaluationStatus,
)
from evaluations.models.parties import Side
from evaluations.models.scales import FEWEST_STEPS, MOST_STEPS
from kyodo_portal.life.constraints import known_values, within
from kyodo_portal.life.people import Person, is_signed_in
from kyodo_portal.life.records import Timestamped, WithStatus
from kyodo_portal.life.roles import Role
from kyodo_portal.life.stand_ins import StandIn


class AssessmentStatus(models.TextChoices):
    DRAFT = "draft", _("記入中")
    SUBMITTED = "submitted", _("提出済み")


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    def visible_to(self, user: Person) -> "AssessmentQuerySet":
        """The seal. While an evaluation is open each side, as it stood at the opening, sees its own
        sheet alone, and nobody else sees any — not the coordinators, not the administrator, and not
        a person who belongs to both sides, or belonged to the other since, or entered its sheet at the
        counter; who enters one there sees what they enter. Of a cancelled one that holds for ever. Once opened the
        two sides, coordinators and committee see both; once published everybody does. See also
        `rules.can_view_assessment`."""
        public = Q(evaluation__status=EvaluationStatus.PUBLISHED, status=AssessmentStatus.SUBMITTED)
        if not is_signed_in(user):
            return self.filter(public)
        of_group = Q(evaluation__parties__group__in=list(user.role_by_group))
        of_city = Q(evaluation__parties__department__in=user.department_ids)
        in_group = Q(pk__in=Assessment.objects.filter(of_group).values("pk"))
        in_city = Q(pk__in=Assessment.objects.filter(of_city).values("pk"))
        been_in_group, been_in_city = of_group, of_city
        for pk, ended_at in user.left_groups.items():
            been_in_group |= Q(evaluation__parties__group=pk, evaluation__created_at__lte=ended_at)
        for pk, ended_at in user.left_departments.items():
            been_in_city |= Q(
                evaluation__parties__department=pk, evaluation__created_at__lte=ended_at
            )
        never_in_city = ~Q(pk__in=Assessment.objects.filter(been_in_city).values("pk"))
        never_in_group = ~Q(pk__in=Assessment.objects.filter(been_in_group).values("pk"))
        entered = Assessment.objects.filter(entered_by=user.pk)
        enters = {
            side: Q(evaluation__in=entered.filter(side=side).values("evaluation")) for side in Side
        }
        own = Q(side=Side.GROUP) & in_group & never_in_city & ~enters[Side.CITY]
        own |= Q(side=Side.CITY) & in_city & never_in_group & ~enters[Side.GROUP]
        own |= Q(entered_by=user.pk) & never_in_group & never_in_city
        opened = Q(evaluation__status__in=OPENED_STATUSES, status=AssessmentStatus.SUBMITTED)
        if user.is_superuser or user.role_names & {Role.COORDINATOR.value, Role.COMMITTEE.value}:
            return self.filter(own | opened)
        insiders = in_group | in_city
        if user.department_ids:
            insiders |= Q(evaluation__in=StandIn.objects.records_of(user, Evaluation))
        return self.filter(own | public | (opened & insiders))


class Assessment(WithStatus, Timestamped):
    """One side's sheet. Locked once submitted. `entered_by` is the coordinator who entered what came to
    the counter, for a side that has nobody here to write."""

    evaluation = models.ForeignKey(
        Evaluation, verbose_name="評価", on_delete=models.CASCADE, related_name="assessments"
    )
    side = models.CharField("側", max_length=5, choices=Side)
    went_well = models.TextField(_("よかったこと"), max_length=3000, blank=True)
    to_improve = models.TextField(_("次に向けて改めたいこと"), max_length=3000, blank=True)
    status = models.CharField(
        "状態",
        max_length=20,
        choices=AssessmentStatus,
        default=AssessmentStatus.DRAFT,
        editable=False,
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="窓口で受け付けて入力した人",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="提出した人",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )
    submitted_at = models.DateTimeField("提出日時", null=True, editable=False)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        verbose_name = "評価シート"
        verbose_name_plural = "評価シート"
        ordering = ["evaluation", "-side"]
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "side"], name="assessment_once_a_side"),
            known_values("side", Side, name="assessment_side_is_known"),
            known_values("status", AssessmentStatus, name="assessment_status_is_known"),
            models.CheckConstraint(
                condition=Q(status=AssessmentStatus.DRAFT, submitted_at__isnull=True)
                | Q(
                    status=AssessmentStatus.SUBMITTED,
                    submitted_at__isnull=False,
                    submitted_by__isnull=False,
                ),
                name="assessment_submitted_has_its_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.evaluation}（{self.get_side_display()}）"

    def get_absolute_url(self) -> str:
        return self.evaluation.get_absolute_url()


class Answer(models.Model):
    """One side's rating and comment on one item. The rating is the number of its step, 1 the lowest, of
    the `rating_of` steps of the evaluation's scale; None while it is open."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="answers")
    item = models.ForeignKey(EvaluationItem, on_delete=models.CASCADE, related_name="answers")
    rating = models.PositiveSmallIntegerField("評価の段階", null=True, blank=True)
    rating_of = models.PositiveSmallIntegerField("段階の数")
    comment = models.TextField("コメント", max_length=1000, blank=True)

    class Meta:
        verbose_name = "回答"
        verbose_name_plural = "回答"
        ordering = ["item__order", "item"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "item"], name="answer_once"),
            models.CheckConstraint(
                condition=Q(rating__isnull=True) | Q(rating__gte=1, rating__lte=F("rating_of")),
                name="answer_rating_is_a_step_of_its_scale",
            ),
            within(
                "rating_of",
                FEWEST_STEPS,
                MOST_STEPS,
                name="answer_scale_has_steps",
                message=f"段階の数は、{FEWEST_STEPS}から{MOST_STEPS}までです。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.rating}／{self.rating_of}"
