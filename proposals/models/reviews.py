"""The third party's review: one sheet per reviewer and proposal, one score per criterion."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from kyodo_portal.life.constraints import dated_while, known_values
from kyodo_portal.life.people import Person, is_signed_in
from kyodo_portal.life.records import Timestamped, WithStatus
from kyodo_portal.life.roles import Role
from kyodo_portal.life.stand_ins import StandIn
from proposals.models.affairs import affairs_of
from proposals.models.criteria import Criterion
from proposals.models.proposals import Proposal


class ReviewStatus(models.TextChoices):
    ASSIGNED = "assigned", "依頼済み"
    DECLARED_CONFLICT = "declared_conflict", "利害関係による辞退"
    IN_PROGRESS = "in_progress", "採点中"
    SUBMITTED = "submitted", "提出済み"


#: The reviewer has said that there is no conflict: from then on the text is open to them.
TAKEN_UP_STATUSES = (ReviewStatus.IN_PROGRESS, ReviewStatus.SUBMITTED)

#: Neither handed in nor given back.
UNFINISHED_STATUSES = (ReviewStatus.ASSIGNED, ReviewStatus.IN_PROGRESS)


class ReviewQuerySet(models.QuerySet["Review"]):
    def visible_to(self, user: Person) -> "ReviewQuerySet":
        """A reviewer sees their own sheets and nobody else's; the coordinators, and whoever stands
        in for them, see all. A sheet on an affair of their own does not exist for a reviewer."""
        if not is_signed_in(user):
            return self.none()
        if user.is_superuser or Role.COORDINATOR in user.role_names:
            return self
        seen = Q()
        if Role.REVIEWER in user.role_names:
            seen |= Q(reviewer=user.pk) & ~affairs_of(user, through="proposal__")
        if user.department_ids:
            seen |= Q(proposal__in=StandIn.objects.records_of(user, Proposal))
        return self.filter(seen) if seen else self.none()

    def with_reviewers(self) -> "ReviewQuerySet":
        """With who judges, and all the places they have and had."""
        places = ("groups", "memberships", "departments", "past_postings")
        whole = self.select_related("reviewer")
        return whole.prefetch_related(*(f"reviewer__{name}" for name in places))

    def without_conflict(self) -> "ReviewQuerySet":
        """The sheets whose reviewer has declared no conflict."""
        return self.exclude(status=ReviewStatus.DECLARED_CONFLICT)

    def taken_up(self) -> "ReviewQuerySet":
        """The sheets whose reviewer has said that there is no conflict."""
        return self.filter(status__in=TAKEN_UP_STATUSES)

    def unfinished(self) -> "ReviewQuerySet":
        """The sheets that are still to come. See also `Review.is_unfinished`."""
        return self.filter(status__in=UNFINISHED_STATUSES)

    def counted(self) -> "ReviewQuerySet":
        """The sheets whose scores count: submitted ones."""
        return self.filter(status=ReviewStatus.SUBMITTED)


class Review(WithStatus, Timestamped):
    """One reviewer's judgement of one proposal. Locked once submitted."""

    proposal = models.ForeignKey(
        Proposal, verbose_name="提案", on_delete=models.PROTECT, related_name="reviews"
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="審査委員",
        on_delete=models.PROTECT,
        related_name="reviews",
    )
    comment = models.TextField("委員会への意見", max_length=3000, blank=True)
    public_comment = models.TextField(
        "公表してよい講評", max_length=1500, blank=True, default="", db_default=""
    )
    status = models.CharField(
        "状態",
        max_length=20,
        choices=ReviewStatus,
        default=ReviewStatus.ASSIGNED,
        editable=False,
    )
    submitted_at = models.DateTimeField("提出日時", null=True, editable=False)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = "審査"
        verbose_name_plural = "審査"
        ordering = ["proposal", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "reviewer"], name="review_once"),
            known_values("status", ReviewStatus, name="review_status_is_known"),
            dated_while(
                "submitted_at", ReviewStatus.SUBMITTED, name="review_submitted_has_its_moment"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.shown_title}の審査"

    def get_absolute_url(self) -> str:
        return reverse("admin:proposals_review_change", args=[self.pk])

    @property
    def is_taken_up(self) -> bool:
        """Whether the reviewer has said that there is no conflict."""
        return self.status in TAKEN_UP_STATUSES

    @property
    def shown_title(self) -> str:
        """What the reviewer is told the proposal is called: its title once they have said that there is no
        conflict; before that its number, and to the end where the call is judged without names."""
        is_named = self.is_taken_up and not self.proposal.call.is_blind
        return str(self.proposal) if is_named else self.proposal.card_name

    @property
    def is_unfinished(self) -> bool:
        """Neither handed in nor given back."""
        return self.status in UNFINISHED_STATUSES

    def total(self) -> Decimal:
        """Points times weight, summed over the criteria that have points: what was given, as it was
        given. What the sheet comes to is `judging.sheets`."""
        rows = [(row.points, row.criterion.weight) for row in self.scores.all()]
        return sum((points * weight for points, weight in rows if points is not None), Decimal(0))


class Score(models.Model):
    """The points and the comment a reviewer gives for one criterion; or, in place of points, why the
    reviewer abstains from it. An abstention counts as nothing, and not as nought."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="scores")
    points = models.PositiveSmallIntegerField("点数", null=True)
    abstention = models.CharField(
        "採点しない理由", max_length=300, blank=True, default="", db_default=""
    )
    comment = models.TextField("コメント", max_length=1000, blank=True)

    class Meta:
        verbose_name = "採点"
        verbose_name_plural = "採点"
        ordering = ["criterion__order", "criterion"]
        constraints = [
            models.UniqueConstraint(fields=["review", "criterion"], name="score_once"),
            models.CheckConstraint(
                condition=Q(points__isnull=False, abstention="")
                | (Q(points__isnull=True) & ~Q(abstention="")),
                name="score_has_points_or_says_why_not",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion} {'採点しない' if self.points is None else f'{self.points}点'}"
