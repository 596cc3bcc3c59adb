"""The third party's review: one sheet per reviewer and proposal, one score per criterion."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse

from groups import people
from groups.models import Membership
from kyodo_portal.life.constraints import dated_while, known_values
from kyodo_portal.life.people import Person, is_signed_in
from kyodo_portal.life.records import Timestamped, WithStatus
from kyodo_portal.life.roles import Role
from proposals.models.calls import Criterion
from proposals.models.proposals import Proposal


class ReviewStatus(models.TextChoices):
    ASSIGNED = "assigned", "依頼済み"
    DECLARED_CONFLICT = "declared_conflict", "利害関係による辞退"
    IN_PROGRESS = "in_progress", "採点中"
    SUBMITTED = "submitted", "提出済み"


#: Neither handed in nor given back.
UNFINISHED_STATUSES = (ReviewStatus.ASSIGNED, ReviewStatus.IN_PROGRESS)


class ReviewQuerySet(models.QuerySet["Review"]):
    def visible_to(self, user: Person) -> "ReviewQuerySet":
        """A reviewer sees their own sheets and nobody else's; the coordinators see all. A sheet
        on a group the reviewer belongs to does not exist for them."""
        if not is_signed_in(user):
            return self.none()
        if user.is_superuser or Role.COORDINATOR in user.role_names:
            return self
        if Role.REVIEWER in user.role_names:
            return self.filter(reviewer=user.pk).exclude(
                proposal__group__in=list(user.role_by_group)
            )
        return self.none()

    def of_able_reviewers(self) -> "ReviewQuerySet":
        """The sheets of those who can still judge: reviewers of the city who have declared no
        conflict and have neither become its coordinators nor come to belong to the proposing group since they were asked. See also
        `review_rules.may_judge`."""
        alone = Q(proposal__group=None, proposal__created_by=F("reviewer"))
        in_the_group = Membership.objects.filter(
            user=OuterRef("reviewer"), group=OuterRef("proposal__group")
        )
        able = self.filter(~Exists(in_the_group), reviewer__in=people.reviewers()).exclude(
            reviewer__in=people.coordinators()
        )
        return able.exclude(alone).without_conflict()

    def without_conflict(self) -> "ReviewQuerySet":
        """The sheets whose reviewer has declared no conflict."""
        return self.exclude(status=ReviewStatus.DECLARED_CONFLICT)

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
    comment = models.TextField("全体への意見", max_length=3000, blank=True)
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
        return f"{self.proposal}の審査"

    def get_absolute_url(self) -> str:
        return reverse("admin:proposals_review_change", args=[self.pk])

    @property
    def is_unfinished(self) -> bool:
        """Neither handed in nor given back."""
        return self.status in UNFINISHED_STATUSES

    def total(self) -> Decimal:
        """Points times weight, summed over the criteria that have a score."""
        rows = self.scores.all()
        return sum((row.points * row.criterion.weight for row in rows), Decimal(0))


class Score(models.Model):
    """The points and the comment a reviewer gives for one criterion."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="scores")
    points = models.PositiveSmallIntegerField("点数")
    comment = models.TextField("コメント", max_length=1000, blank=True)

    class Meta:
        verbose_name = "採点"
        verbose_name_plural = "採点"
        ordering = ["criterion__order", "criterion"]
        constraints = [models.UniqueConstraint(fields=["review", "criterion"], name="score_once")]

    def __str__(self) -> str:
        return f"{self.criterion} {self.points}点"
