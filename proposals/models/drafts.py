"""The city's decision as long as it is a draft: in a table of its own, so that nothing which shows
decisions can show one (decision 0056)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kyodo_portal.life.constraints import known_values
from kyodo_portal.life.records import Timestamped
from proposals.models.proposals import Proposal


class DecisionOutcome(models.TextChoices):
    """What the city may decide; each is the status of the proposal once it is released."""

    ADOPTED = "adopted", _("採択")
    CONDITIONAL = "conditional", _("条件付き採択")
    DECLINED = "declined", _("不採択")
    IN_TALKS = "in_talks", _("協議継続")
    RESERVE = "reserve", _("次点")


#: From these a project is born.
ADOPTING = (DecisionOutcome.ADOPTED, DecisionOutcome.CONDITIONAL)


class DraftDecision(Timestamped):
    """What the city means to decide on one proposal. It becomes the `Decision` when its call is
    released, and is no more then. Money in whole yen."""

    proposal = models.OneToOneField(
        Proposal, verbose_name="提案", on_delete=models.CASCADE, related_name="draft_decision"
    )
    outcome = models.CharField("市の判断", max_length=20, choices=DecisionOutcome)
    amount = models.PositiveBigIntegerField("決定額（円）", null=True, blank=True)
    reserve_rank = models.PositiveSmallIntegerField("次点の順位", null=True, blank=True)
    reason = models.TextField("市の判断の理由", max_length=5000)
    conditions = models.TextField("採択の条件", max_length=3000, blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="案を書いた人",
        on_delete=models.PROTECT,
        editable=False,
        related_name="+",
    )
    written_at = models.DateTimeField("案を書いた日時", editable=False)

    class Meta:
        verbose_name = "市の決定の案"
        verbose_name_plural = "市の決定の案"
        constraints = [
            known_values("outcome", DecisionOutcome, name="draft_decision_outcome_is_known"),
            models.CheckConstraint(condition=~Q(reason=""), name="draft_decision_has_its_reason"),
            models.CheckConstraint(
                condition=Q(outcome=DecisionOutcome.RESERVE, reserve_rank__gte=1)
                | (~Q(outcome=DecisionOutcome.RESERVE) & Q(reserve_rank__isnull=True)),
                name="draft_decision_reserve_has_its_place",
            ),
            models.CheckConstraint(
                condition=~Q(outcome=DecisionOutcome.CONDITIONAL) | ~Q(conditions=""),
                name="draft_decision_conditional_has_conditions",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proposal}の決定の案"
