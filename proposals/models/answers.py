"""Whether those who proposed take what the city has decided: asked with a day, and answered once."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kyodo_portal.life.constraints import known_values, set_together
from kyodo_portal.life.records import Timestamped
from projects.models import ProjectStatus
from proposals.models.proposals import Proposal


class AnswerKind(models.TextChoices):
    """What was answered, or that nothing was and the city went on with its reason."""

    WAITING = "waiting", _("返事を待っています")
    TAKEN = "taken", _("受ける")
    REFUSED = "refused", _("辞退")
    UNANSWERED = "unanswered", _("返事なし")


class AdoptionAnswerQuerySet(models.QuerySet["AdoptionAnswer"]):
    def waiting(self) -> "AdoptionAnswerQuerySet":
        """Asked and not answered. Whoever has signed the agreement has answered by that."""
        before = Q(proposal__project=None) | Q(proposal__project__status=ProjectStatus.PLANNING)
        return self.filter(before, answer=AnswerKind.WAITING)


class AdoptionAnswer(Timestamped):
    """What the proposers are asked when their proposal is adopted, or when a place of the reserve comes up
    (`is_moving_up`): whether they take it, by `answer_by` (JST). Nothing is decided by silence. `amount` is
    what the city bears, in whole yen; `reason` is what everybody reads if a place is taken."""

    proposal = models.ForeignKey(
        Proposal, verbose_name="提案", on_delete=models.CASCADE, related_name="answers_asked"
    )
    is_moving_up = models.BooleanField("次点の繰上げ", default=False)
    amount = models.PositiveBigIntegerField("決定額（円）", null=True)
    reason = models.TextField("市の判断の理由", max_length=5000, blank=True)
    asked_at = models.DateTimeField("返事を頼んだ日時")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="返事を頼んだ人",
        on_delete=models.PROTECT,
        related_name="+",
    )
    answer_by = models.DateField("返事の期限")
    answer = models.CharField("返事", max_length=12, choices=AnswerKind, default=AnswerKind.WAITING)
    answered_at = models.DateTimeField("返事の日時", null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="返事を書いた人",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )

    objects = AdoptionAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = "採択への返事"
        verbose_name_plural = "採択への返事"
        ordering = ["asked_at", "pk"]
        constraints = [
            known_values("answer", AnswerKind, name="adoption_answer_is_known"),
            set_together(
                "answered_at", "answered_by", name="adoption_answer_when_and_who_together"
            ),
            models.CheckConstraint(
                condition=Q(answer=AnswerKind.WAITING, answered_at__isnull=True)
                | (~Q(answer=AnswerKind.WAITING) & Q(answered_at__isnull=False)),
                name="adoption_answer_has_its_moment",
            ),
            models.CheckConstraint(
                condition=Q(is_moving_up=False) | ~Q(reason=""),
                name="adoption_answer_moving_up_has_its_reason",
            ),
            models.UniqueConstraint(
                fields=["proposal"],
                condition=Q(answer=AnswerKind.WAITING),
                name="adoption_answer_asked_once_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proposal}（{self.get_answer_display()}）"
