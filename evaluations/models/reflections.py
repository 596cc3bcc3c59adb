"""The joint reflection: the differences talked through, improvements agreed, both sides consenting."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from evaluations.models.evaluations import Evaluation, EvaluationItem
from evaluations.models.parties import Side
from kyodo_portal.life.constraints import known_values
from kyodo_portal.life.records import Timestamped


class Reflection(Timestamped):
    """What the two sides say together (practice §3: talk about the items that differ, their cause
    and the improvement). Changing it takes back a consent already given."""

    evaluation = models.OneToOneField(
        Evaluation, verbose_name="評価", on_delete=models.CASCADE, related_name="reflection"
    )
    discussion = models.TextField(_("話し合ったこと"), max_length=5000, blank=True)
    improvements = models.TextField(_("改善すること"), max_length=5000, blank=True)
    next_steps = models.TextField(_("次の取り組み"), max_length=5000, blank=True)
    overall = models.TextField(_("総合評価"), max_length=3000, blank=True)
    talked_on = models.DateField(_("話し合った日"), null=True, blank=True)

    class Meta:
        verbose_name = "ふりかえり"
        verbose_name_plural = "ふりかえり"

    def __str__(self) -> str:
        return f"{self.evaluation}のふりかえり"


class DifferenceNote(models.Model):
    """What the talk brought out about one item on which the two sides differ."""

    reflection = models.ForeignKey(Reflection, on_delete=models.CASCADE, related_name="notes")
    item = models.ForeignKey(EvaluationItem, on_delete=models.CASCADE, related_name="notes")
    note = models.TextField("ちがいの理由と受け止め", max_length=1000, blank=True)

    class Meta:
        verbose_name = "ちがいのメモ"
        verbose_name_plural = "ちがいのメモ"
        ordering = ["item__order"]
        constraints = [
            models.UniqueConstraint(fields=["reflection", "item"], name="difference_note_once")
        ]

    def __str__(self) -> str:
        return str(self.item)


class Consent(models.Model):
    """One side's consent to the reflection as it stands. `at_counter`: a coordinator received it for a
    side that has nobody here, and `given_by` is that coordinator."""

    reflection = models.ForeignKey(Reflection, on_delete=models.CASCADE, related_name="consents")
    side = models.CharField("側", max_length=5, choices=Side)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="同意した人",
        on_delete=models.PROTECT,
        related_name="+",
    )
    given_at = models.DateTimeField("同意した日時", auto_now_add=True)
    at_counter = models.BooleanField("窓口で受け付けた", default=False)

    class Meta:
        verbose_name = "同意"
        verbose_name_plural = "同意"
        constraints = [
            models.UniqueConstraint(fields=["reflection", "side"], name="consent_once_a_side"),
            known_values("side", Side, name="consent_side_is_known"),
        ]

    def __str__(self) -> str:
        return self.get_side_display()
