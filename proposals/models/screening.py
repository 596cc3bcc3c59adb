"""What the desk makes sure of before a proposal is reviewed (形式審査): the points of a call, and what was found."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kyodo_portal.life.constraints import known_values
from proposals.models.calls import Call
from proposals.models.proposals import Proposal

MOST_POINTS = 30
"""Points of one call."""


class ScreeningPoint(models.Model):
    """One thing to make sure of: that the group is registered, that the budget adds up, that a document is there.
    A `is_required` one is met before the review begins, or the exception has its reason."""

    call = models.ForeignKey(
        Call, verbose_name="募集", on_delete=models.CASCADE, related_name="screening_points"
    )
    text = models.CharField("確かめること", max_length=200)
    help_text = models.CharField("見るところ", max_length=300, blank=True)
    is_required = models.BooleanField("審査の前に必須", default=True)
    order = models.PositiveSmallIntegerField("順番", default=0)

    class Meta:
        verbose_name = "受付で確かめること"
        verbose_name_plural = "受付で確かめること"
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.text


class Found(models.TextChoices):
    MET = "met", _("○ 満たしている")
    UNMET = "unmet", _("× 満たしていない")
    NOT_ASKED = "not_asked", _("対象外")


#: With these a point stands in nobody's way.
SETTLED = (Found.MET, Found.NOT_ASKED)


class ScreeningAnswer(models.Model):
    """What was found on one point of one proposal, by whom and when. What is not plainly met says why."""

    proposal = models.ForeignKey(
        Proposal, verbose_name="提案", on_delete=models.CASCADE, related_name="screening"
    )
    point = models.ForeignKey(
        ScreeningPoint,
        verbose_name="確かめること",
        on_delete=models.CASCADE,
        related_name="answers",
    )
    found = models.CharField("結果", max_length=10, choices=Found)
    note = models.CharField("メモ", max_length=500, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="確かめた人",
        on_delete=models.PROTECT,
        related_name="+",
    )
    answered_at = models.DateTimeField("確かめた日時")

    class Meta:
        verbose_name = "受付の確認"
        verbose_name_plural = "受付の確認"
        ordering = ["point__order", "point__pk"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "point"], name="screening_answer_once"),
            known_values("found", Found, name="screening_found_is_known"),
            models.CheckConstraint(
                condition=Q(found=Found.MET) | ~Q(note=""), name="screening_unmet_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.point}：{self.get_found_display()}"


class ScreeningWaiver(models.Model):
    """Why a proposal goes on to its review though a required point is not met."""

    proposal = models.OneToOneField(
        Proposal, verbose_name="提案", on_delete=models.CASCADE, related_name="screening_waiver"
    )
    reason = models.TextField("例外とする理由", max_length=1000)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="例外とした人",
        on_delete=models.PROTECT,
        related_name="+",
    )
    written_at = models.DateTimeField("例外とした日時")

    class Meta:
        verbose_name = "受付の例外"
        verbose_name_plural = "受付の例外"
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="screening_waiver_says_why")
        ]

    def __str__(self) -> str:
        return f"{self.proposal}の受付の例外"
