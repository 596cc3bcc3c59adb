"""What the reviewers of a call judge, one thing a row."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from kyodo_portal.words.steps import check_steps, steps_in
from proposals.models.calls import Call


class Criterion(models.Model):
    """One thing the reviewers judge, with its highest points and its weight."""

    call = models.ForeignKey(
        Call, verbose_name="募集", on_delete=models.CASCADE, related_name="criteria"
    )
    name = models.CharField("審査項目", max_length=100)
    question = models.CharField("着眼点", max_length=300, blank=True)
    points_max = models.PositiveSmallIntegerField(
        "満点", default=5, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    weight = models.DecimalField(
        "重み",
        max_digits=3,
        decimal_places=1,
        default=Decimal(1),
        validators=[MinValueValidator(Decimal("0.1")), MaxValueValidator(Decimal(10))],
    )
    step_words = models.TextField(
        "点数の言葉",
        max_length=600,
        blank=True,
        default="",
        db_default="",
        help_text="1行に一つずつ、「5 とてもよい」のように書きます。書かない点数は、数だけを示します。",
    )
    order = models.PositiveSmallIntegerField("順番", default=0)

    class Meta:
        verbose_name = "審査項目"
        verbose_name_plural = "審査項目"
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """What points mean can be read; and what has been scored stays what it was."""
        kept = Criterion.objects.filter(pk=self.pk).values_list("name", "points_max", "weight")
        is_changed = kept.exists() and kept.get() != (self.name, self.points_max, self.weight)
        if is_changed and self.scores.exists():
            raise ValidationError(
                f"「{self.name}」には、もう採点があります。名前・満点・重みを変えると、"
                "ついた点数の意味が変わるため、変えられません。"
            )
        try:
            check_steps(self.step_words, self.points_max)
        except ValueError as wrong:
            raise ValidationError({"step_words": str(wrong)}) from None

    def choices(self) -> list[tuple[str, str]]:
        """Every number of points that can be given, with its words where it has some."""
        words = steps_in(self.step_words)
        return [
            (str(points), f"{points}点 {words.get(points, '')}".strip())
            for points in range(self.points_max + 1)
        ]
