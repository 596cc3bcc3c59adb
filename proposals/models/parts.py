"""The rows of a proposal: goals, roles, schedule, budget, forms, fields, attachments, versions."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groups.models.kinds import OfField, once_and_known
from kyodo_portal.cities.rows.kinds import FIELD_NUMBERS, FORM_NUMBERS
from kyodo_portal.files.uploads import StoredFile
from kyodo_portal.life.constraints import known_values
from kyodo_portal.words.text import yen
from projects.models.kinds import FurtherForm
from projects.models.terms import Bearer, GoalTerms, RoleTerms, Stage
from proposals.models.call_parts import MOST_LETTERS, CallPaper, CallQuestion
from proposals.models.proposals import Proposal

MOST_ROWS = 40
"""Rows of one table of a proposal."""


class ProposalGoal(GoalTerms):
    """A goal as proposed; becomes the project's goal. In a draft its day may still be open."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="goals")
    by_when = models.DateField(  # type: ignore[assignment] # a draft may leave open what a project may not
        "いつまでに", null=True, blank=True
    )

    class Meta(GoalTerms.Meta):
        verbose_name = "目標"
        verbose_name_plural = "目標"


class ProposalRole(RoleTerms):
    """A row of the role table as proposed; becomes the project's."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="roles")

    class Meta(RoleTerms.Meta):
        verbose_name = "役割"
        verbose_name_plural = "役割分担"
        constraints = [
            known_values("stage", Stage, name="proposal_role_stage_is_known"),
            known_values("bearer", Bearer, name="proposal_role_bearer_is_known"),
        ]


class ScheduleItem(models.Model):
    """What is done when, and by whom."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="schedule")
    when = models.CharField("時期", max_length=50)
    what = models.CharField("すること", max_length=200)
    bearer = models.CharField("担当", max_length=5, choices=Bearer)
    order = models.PositiveSmallIntegerField("順番", default=0, editable=False)

    class Meta:
        verbose_name = "予定"
        verbose_name_plural = "スケジュール"
        ordering = ["order", "pk"]
        constraints = [known_values("bearer", Bearer, name="schedule_item_bearer_is_known")]

    def __str__(self) -> str:
        return f"{self.when} {self.what}"


class BudgetSide(models.TextChoices):
    INCOME = "income", _("収入")
    EXPENSE = "expense", _("支出")


class BudgetLine(models.Model):
    """One line of the income and expense table, in whole yen (practice §1.4 収支予算書). In a draft
    the amount may still be open."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="budget")
    side = models.CharField("収入・支出", max_length=7, choices=BudgetSide)
    category = models.CharField("区分", max_length=50)
    amount = models.PositiveBigIntegerField("金額（円）", null=True, blank=True)
    basis = models.CharField("積算の説明", max_length=200, blank=True)
    order = models.PositiveSmallIntegerField("順番", default=0, editable=False)

    class Meta:
        verbose_name = "収支の行"
        verbose_name_plural = "収支予算"
        ordering = ["-side", "order", "pk"]
        constraints = [known_values("side", BudgetSide, name="budget_line_side_is_known")]

    def __str__(self) -> str:
        return f"{self.get_side_display()} {self.category} {yen(self.amount)}"


class FormOfProposal(FurtherForm):
    """A further form of a proposal."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="forms")

    class Meta(FurtherForm.Meta):
        db_table = "proposals_proposalform"
        constraints = once_and_known("proposal", FORM_NUMBERS, name="proposal_form")


class ProposalField(OfField):
    """One field of activity the proposal belongs to."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="fields")

    class Meta(OfField.Meta):
        constraints = once_and_known("proposal", FIELD_NUMBERS, name="proposal_field")


class AnswerManager(models.Manager["ProposalAnswer"]):
    """Answers with their questions."""

    def get_queryset(self) -> models.QuerySet["ProposalAnswer"]:
        return super().get_queryset().select_related("question")


class ProposalAnswer(models.Model):
    """What a proposal answers to a question of its call. What is not answered has no row."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(CallQuestion, on_delete=models.CASCADE, related_name="answers")
    text = models.TextField("答え", max_length=MOST_LETTERS)

    objects = AnswerManager()

    class Meta:
        verbose_name = "募集独自の質問への答え"
        verbose_name_plural = "募集独自の質問への答え"
        ordering = ["question__order", "question"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "question"], name="proposal_answer_once"),
            models.CheckConstraint(
                condition=~models.Q(text=""), name="proposal_answer_says_something"
            ),
        ]

    def __str__(self) -> str:
        return str(self.question)


class ProposalAttachment(StoredFile):
    """A document with the proposal: one of the papers its call asks for, or another. Read by its proposers,
    the city's side and its reviewers."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="attachments")
    paper = models.ForeignKey(
        CallPaper,
        verbose_name="求められた書類",
        on_delete=models.SET_NULL,
        null=True,
        related_name="attachments",
    )
    title = models.CharField("書類の名前", max_length=100)

    class Meta:
        verbose_name = "添付書類"
        verbose_name_plural = "添付書類"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def url(self) -> str:
        return reverse("proposals:attachment", args=[self.proposal_id, self.pk])


class ProposalVersion(models.Model):
    """What was submitted, frozen: one version per submission, kept for ever."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField("版")
    data = models.JSONField("提出した内容")
    digest = models.CharField("内容の指紋", max_length=64)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="提出した人",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )
    """None for who has no account."""

    submitted_at = models.DateTimeField("提出日時", default=timezone.now)

    class Meta:
        verbose_name = "提出した版"
        verbose_name_plural = "提出した版"
        ordering = ["proposal", "number"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "number"], name="proposal_version_once")
        ]

    def __str__(self) -> str:
        return f"第{self.number}版"
