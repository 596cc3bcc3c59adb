"""Where a proposal is to be mended (補正): a field or table of it, what is asked, and what its proposers answer."""

from django.db import models
from django.db.models import Q

from proposals.models.proposals import Proposal


class CorrectionMarkQuerySet(models.QuerySet["CorrectionMark"]):
    def of_last_request(self, proposal: Proposal) -> "CorrectionMarkQuerySet":
        """The marks on the version that was last returned."""
        last = proposal.correction_marks.order_by("-version").values("version")[:1]
        return self.filter(proposal=proposal, version__in=last)


class CorrectionMark(models.Model):
    """One remark beside one place of the form. `place` is the name of a field or table as the sections of
    a proposal have it; `version` the number of the version it is about."""

    proposal = models.ForeignKey(
        Proposal, verbose_name="提案", on_delete=models.CASCADE, related_name="correction_marks"
    )
    version = models.PositiveSmallIntegerField("補正を頼んだ版")
    place = models.CharField("直してほしい欄", max_length=40)
    remark = models.TextField("直してほしいこと", max_length=1000)
    answer = models.TextField("提案した人の答え", max_length=1000, blank=True)

    objects = CorrectionMarkQuerySet.as_manager()

    class Meta:
        verbose_name = "欄ごとの補正のお願い"
        verbose_name_plural = "欄ごとの補正のお願い"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "version", "place"], name="correction_mark_once"
            ),
            models.CheckConstraint(condition=~Q(remark=""), name="correction_mark_says_what"),
        ]

    def __str__(self) -> str:
        return f"{self.place}：{self.remark}"
