"""What both sides plan in lines: what is done when, and what the money is spent on."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kyodo_portal.life.constraints import known_values
from kyodo_portal.words.text import yen
from projects.models.terms import Bearer


class ScheduleLine(models.Model):
    """What is done when, and by whom (スケジュール)."""

    project = models.ForeignKey(
        "projects.Project",
        verbose_name="協働事業",
        on_delete=models.CASCADE,
        related_name="schedule",
    )
    when = models.CharField(_("時期"), max_length=50)
    what = models.CharField(_("すること"), max_length=200)
    bearer = models.CharField(_("担当"), max_length=5, choices=Bearer)
    order = models.PositiveSmallIntegerField("順番", default=0, editable=False)

    class Meta:
        verbose_name = "予定"
        verbose_name_plural = _("スケジュール")
        ordering = ["order", "pk"]
        constraints = [known_values("bearer", Bearer, name="schedule_line_bearer_is_known")]

    def __str__(self) -> str:
        return f"{self.when} {self.what}"


class ExpenseLine(models.Model):
    """What the money is planned to be spent on (支出の内訳), in whole yen. A plan: what was spent is
    another matter."""

    project = models.ForeignKey(
        "projects.Project",
        verbose_name="協働事業",
        on_delete=models.CASCADE,
        related_name="expenses",
    )
    category = models.CharField(_("区分"), max_length=50)
    amount = models.PositiveBigIntegerField(_("金額（円）"))
    basis = models.CharField(_("積算の説明"), max_length=200, blank=True)
    order = models.PositiveSmallIntegerField("順番", default=0, editable=False)

    class Meta:
        verbose_name = "支出の行"
        verbose_name_plural = _("支出の内訳")
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return f"{self.category} {yen(self.amount)}"
