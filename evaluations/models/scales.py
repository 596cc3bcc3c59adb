"""The scale on which both sides of an evaluation judge: its steps, as they were when it was opened."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext, pgettext

from kyodo_portal.cities import said
from kyodo_portal.life.constraints import within
from kyodo_portal.words.languages import listed

FEWEST_STEPS, MOST_STEPS = 2, 7
"""How many steps a scale may have."""


class ScaleStep(models.Model):
    """One step of the scale of one evaluation, 1 the lowest: what it is called (A), what that means
    (よくできた), and whether who gives it has to say why. Copied from the city's profile when the
    evaluation is opened, so that a later change of the profile does not change what was said."""

    evaluation = models.ForeignKey(
        "evaluations.Evaluation",
        verbose_name="評価",
        on_delete=models.CASCADE,
        related_name="steps",
    )
    step = models.PositiveSmallIntegerField("段階")
    code = models.CharField("記号", max_length=20)
    label = models.CharField("意味", max_length=100)
    comment_required = models.BooleanField("コメントが必要", default=False)

    class Meta:
        verbose_name = "評価の段階"
        verbose_name_plural = "評価の段階"
        ordering = ["-step"]
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "step"], name="scale_step_once"),
            models.UniqueConstraint(fields=["evaluation", "code"], name="scale_step_code_once"),
            within(
                "step",
                1,
                MOST_STEPS,
                name="scale_step_is_within_the_longest",
                message=f"段階は、1から{MOST_STEPS}までです。",
            ),
        ]

    def __str__(self) -> str:
        return self.code if self.code == self.label else f"{self.code} {self.label}"

    @property
    def words(self) -> str:
        """As the page says it: A よくできた."""
        label = said(self.label)
        return self.code if self.code == self.label else f"{self.code} {label}"


@dataclass(frozen=True, slots=True)
class Scale:
    """The scale of one evaluation: its steps, the best first, and from how many steps on two ratings
    count as far apart. A rating is the number of its step."""

    steps: tuple[ScaleStep, ...] = ()
    far_apart: int = 2

    def __len__(self) -> int:
        return len(self.steps)

    def step(self, rating: int | None) -> ScaleStep | None:
        """The step that a rating names; None for none."""
        return next((step for step in self.steps if step.step == rating), None)

    def rating(self, code: str) -> int | None:
        """The rating that is called so; None for none."""
        return next((step.step for step in self.steps if step.code == code), None)

    def code(self, rating: int | None) -> str:
        """What a rating is called: A."""
        step = self.step(rating)
        return "" if step is None else step.code

    def words(self, rating: int | None) -> str:
        """What a rating is called, with its meaning: A よくできた."""
        step = self.step(rating)
        return "" if step is None else step.words

    def needs_comment(self, rating: int | None) -> bool:
        """Whether who gives this rating has to say why."""
        step = self.step(rating)
        return step is not None and step.comment_required

    def is_wide(self, gap: int | None) -> bool:
        """Whether ratings this many steps apart have to be talked about before the report."""
        return gap is not None and gap >= self.far_apart

    @property
    def codes(self) -> tuple[str, ...]:
        """What the steps are called, from the lowest to the highest."""
        return tuple(step.code for step in reversed(self.steps))

    @property
    def commented(self) -> str:
        """The ratings whose reasons have to be said: CかD; empty where there are none."""
        return _either(step.code for step in self.steps if step.comment_required)

    @property
    def legend(self) -> str:
        """What each step means: Aは「よくできた」、Bは「だいたいできた」です。 Empty where their names say it."""
        steps = listed(
            gettext("{code}は「{label}」").format(code=step.code, label=said(step.label))
            for step in self.steps
            if step.code != step.label
        )
        return steps and gettext("{steps}です。").format(steps=steps)


def _either(words: Iterable[str]) -> str:
    """One of several, as the language of the page says it."""
    return pgettext("どれか一つ", "か").join(words)
