"""Proposals on the agenda of a committee, what it concluded of each, and the scores as they stood then."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from groups.models import AgendaItem, Meeting
from kyodo_portal.life.constraints import known_values
from kyodo_portal.life.people import Person, is_signed_in
from proposals.models.affairs import affairs_of
from proposals.models.calls import Call
from proposals.models.proposals import Proposal


class Conclusion(models.TextChoices):
    """What a committee recommends to the city."""

    ADOPT = "adopt", "採択"
    CONDITIONAL = "conditional", "条件付き採択"
    IN_TALKS = "in_talks", "協議継続"
    RESERVE = "reserve", "次点"
    DECLINE = "decline", "不採択"


class ProposalOnAgendaQuerySet(models.QuerySet["ProposalOnAgenda"]):
    def free_of(self, user: Person) -> "ProposalOnAgendaQuerySet":
        """Without those that are this person's own affair."""
        return self.exclude(affairs_of(user, through="proposal__")) if is_signed_in(user) else self


class ProposalOnAgenda(models.Model):
    """One item of a meeting that is about one proposal, and the committee's conclusion of it: `reason` goes to
    the city with it, `comment` is what the public reads of it beside (講評). Empty while there is none."""

    item = models.OneToOneField(
        AgendaItem, verbose_name="議題", on_delete=models.CASCADE, related_name="on_proposal"
    )
    proposal = models.ForeignKey(
        Proposal, verbose_name="提案", on_delete=models.PROTECT, related_name="agenda"
    )
    conclusion = models.CharField(
        "委員会の結論", max_length=12, choices=Conclusion, blank=True, editable=False
    )
    reason = models.TextField("理由", max_length=3000, blank=True, editable=False)
    comment = models.TextField("講評（公開）", max_length=1500, blank=True, editable=False)
    conditions = models.TextField("採択の条件", max_length=3000, blank=True, editable=False)
    rank = models.PositiveSmallIntegerField("次点の順位", null=True, editable=False)

    objects = ProposalOnAgendaQuerySet.as_manager()

    class Meta:
        verbose_name = "提案の議題"
        verbose_name_plural = "提案の議題"
        ordering = ["item__order", "item"]
        constraints = [
            known_values("conclusion", ("", *Conclusion.values), name="agenda_conclusion_is_known"),
            models.CheckConstraint(
                condition=Q(conclusion="") | ~Q(reason=""), name="agenda_conclusion_has_its_reason"
            ),
            models.CheckConstraint(
                condition=Q(rank__isnull=True) | Q(conclusion=Conclusion.RESERVE),
                name="agenda_reserve_alone_has_a_rank",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proposal}"


class FrozenScores(models.Model):
    """The ranking of a call as it lay before a meeting: `ranking` are its rows as plain data, `digest` their
    SHA-256. Written once; scores given afterwards change nothing here."""

    meeting = models.ForeignKey(
        Meeting, verbose_name="会議", on_delete=models.PROTECT, related_name="frozen_scores"
    )
    call = models.ForeignKey(
        Call, verbose_name="募集", on_delete=models.PROTECT, related_name="frozen_scores"
    )
    ranking = models.JSONField("順位表")
    digest = models.CharField("照合値", max_length=64)
    frozen_at = models.DateTimeField("固定した日時", default=timezone.now)
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="固定した人",
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        verbose_name = "固定した順位表"
        verbose_name_plural = "固定した順位表"
        ordering = ["meeting", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "call"], name="scores_are_frozen_once"),
        ]

    def __str__(self) -> str:
        return f"{self.call}（{self.digest[:12]}）"
