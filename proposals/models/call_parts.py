"""What a call asks beside the form (questions of its own, papers with blank forms), and its courses."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext

from kyodo_portal.files.uploads import StoredFile
from proposals.models.calls import Call

UNITS = (1, 100, 1000, 10000)
MOST_QUESTIONS = 20
MOST_LETTERS = 5000


class CallCourse(models.Model):
    """One course (コース・区分) of a call for subsidies: the city bears at most `ceiling` yen, and of what is
    spent at most the share `rate_part` of `rate_whole`, rounded down to whole `unit` yen."""

    call = models.ForeignKey(
        Call, verbose_name="募集", on_delete=models.CASCADE, related_name="courses"
    )
    name = models.CharField("コースの名前", max_length=100)
    ceiling = models.PositiveBigIntegerField("上限（円）")
    rate_part = models.PositiveSmallIntegerField(
        "補助率の分子", default=1, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    rate_whole = models.PositiveSmallIntegerField(
        "補助率の分母", default=1, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    unit = models.PositiveIntegerField(
        "切り捨ての単位（円）",
        choices=[(unit, "しない" if unit == 1 else f"{unit:,}円未満") for unit in UNITS],
        default=1000,
    )
    note = models.CharField("説明", max_length=300, blank=True)
    order = models.PositiveSmallIntegerField("順番", default=0)

    class Meta:
        verbose_name = "コース"
        verbose_name_plural = "コース"
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "name"],
                name="call_course_name_once",
                violation_error_message="同じ名前のコースが、もうあります。",
            ),
            models.CheckConstraint(
                condition=Q(
                    rate_part__gte=1,
                    rate_part__lte=F("rate_whole"),
                    rate_whole__lte=100,
                ),
                name="call_course_rate_is_a_share",
                violation_error_message="補助率の分子は、分母より大きくできません。",
            ),
            models.CheckConstraint(condition=Q(unit__in=UNITS), name="call_course_unit_is_known"),
        ]

    def __str__(self) -> str:
        return self.name

    def most(self, expense: int) -> int:
        """What the city bears at most where `expense` yen are spent."""
        share = expense * self.rate_part // self.rate_whole
        return min(self.ceiling, share // self.unit * self.unit)

    @property
    def rate_label(self) -> str:
        """The share in words: 3分の2."""
        if self.rate_part == self.rate_whole:
            return gettext("全額")
        return gettext("{whole}分の{part}").format(whole=self.rate_whole, part=self.rate_part)


class CallQuestion(models.Model):
    """A question of one call alone, answered with free text of at most `most_letters` letters. It stands
    once proposals are taken."""

    call = models.ForeignKey(
        Call, verbose_name="募集", on_delete=models.CASCADE, related_name="questions"
    )
    text = models.CharField("質問", max_length=200)
    help_text = models.CharField("書き方の説明", max_length=300, blank=True)
    is_required = models.BooleanField("必ず答える", default=True)
    most_letters = models.PositiveSmallIntegerField(
        "文字数の上限",
        default=800,
        validators=[MinValueValidator(20), MaxValueValidator(MOST_LETTERS)],
    )
    order = models.PositiveSmallIntegerField("順番", default=0)

    class Meta:
        verbose_name = "募集独自の質問"
        verbose_name_plural = "募集独自の質問"
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(most_letters__gte=20, most_letters__lte=MOST_LETTERS),
                name="call_question_letters_in_reason",
            )
        ]

    def __str__(self) -> str:
        return self.text


class CallPaper(models.Model):
    """A paper that goes with a proposal to this call: 規約, 見積書, 誓約書. It stands once proposals are
    taken."""

    call = models.ForeignKey(
        Call, verbose_name="募集", on_delete=models.CASCADE, related_name="papers"
    )
    name = models.CharField("書類の名前", max_length=100)
    help_text = models.CharField("説明", max_length=300, blank=True)
    is_required = models.BooleanField("必ず添える", default=True)
    order = models.PositiveSmallIntegerField("順番", default=0)

    class Meta:
        verbose_name = "添える書類"
        verbose_name_plural = "添える書類"
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "name"],
                name="call_paper_name_once",
                violation_error_message="同じ名前の書類が、もうあります。",
            )
        ]

    def __str__(self) -> str:
        return self.name


class BlankForm(StoredFile):
    """The empty form of a paper, for everybody who sees the call."""

    paper = models.OneToOneField(CallPaper, on_delete=models.CASCADE, related_name="blank")

    class Meta:
        verbose_name = "書類の様式"
        verbose_name_plural = "書類の様式"

    def __str__(self) -> str:
        return f"{self.paper}（様式）"

    @property
    def url(self) -> str:
        return reverse("calls:blank", args=[self.paper.call_id, self.pk])
