"""The steps of a project: the rows of its forms' table (`projects.steps`), each with where it stands."""

from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kyodo_portal.life.constraints import known_values
from kyodo_portal.life.counter import EnteredAtCounter, entered_whole
from kyodo_portal.life.people import Person
from kyodo_portal.life.records import Timestamped, WithStatus
from kyodo_portal.words.languages import Words
from kyodo_portal.words.text import fiscal_year_label
from projects.models.project_status import ProjectStatus
from projects.models.projects import Project
from projects.steps.rows import Step, Turn
from projects.steps.table import BY_HAND, STEPS, label_of


class StepStatus(models.TextChoices):
    WAITING = "waiting", pgettext_lazy("手順", "これから")
    DONE = "done", pgettext_lazy("手順", "済み")
    NOT_NEEDED = "not_needed", pgettext_lazy("手順", "不要")
    RETURNED = "returned", pgettext_lazy("手順", "差し戻し")


class Basis(models.TextChoices):
    """Why a step is done of which nobody wrote anything down here."""

    ADOPTED = "adopted", _("提案の採択による")
    BEFORE = "before", _("記録なし（移行前）")
    ENTERED = "entered", _("記録なし（登録の前）")


OPEN_STEPS = (StepStatus.WAITING, StepStatus.RETURNED)
"""Somebody still has something to do."""


class ProjectStepQuerySet(models.QuerySet["ProjectStep"]):
    def visible_to(self, user: Person) -> "ProjectStepQuerySet":
        """The road of a project is read by whoever reads the project."""
        return self.filter(Exists(Project.objects.visible_to(user).filter(pk=OuterRef("project"))))

    def up(self) -> "ProjectStepQuerySet":
        """Steps whose turn has come."""
        gone_on = ~Q(project__status=ProjectStatus.CANCELLED)
        return self.filter(gone_on, status__in=OPEN_STEPS, came_up_at__isnull=False)

    def by_hand(self) -> "ProjectStepQuerySet":
        """Those that somebody notes: not those that a move of the project does."""
        return self.filter(key__in=BY_HAND)


class ProjectStep(WithStatus, Timestamped, EnteredAtCounter):
    """One step of one project. It is laid by the table of the project's forms and moved by its flow; none is
    put in by hand.

    `came_up_at` is the moment from which it is somebody's turn; None while a step before it is open. `year`
    is the 年度 of a step that there is one of for every year, and nought for the others. `reason` says
    why it is not needed, or what is to be mended.
    """

    project = models.ForeignKey(
        Project, verbose_name="協働事業", on_delete=models.CASCADE, related_name="steps"
    )
    key = models.CharField("手順", max_length=40, editable=False)
    year = models.PositiveSmallIntegerField("年度", default=0, editable=False)
    order = models.PositiveSmallIntegerField("順番", default=0, editable=False)
    turn = models.CharField("だれの番", max_length=5, choices=Turn, editable=False)
    due_on = models.DateField("期限", null=True, editable=False)
    came_up_at = models.DateTimeField("番が来た日時", null=True, editable=False)
    done_on = models.DateField("済んだ日", null=True, editable=False)
    basis = models.CharField(
        "記録のないわけ", max_length=8, choices=Basis, blank=True, editable=False
    )
    reason = models.TextField("理由", max_length=2000, blank=True, editable=False)
    status = models.CharField(
        "状態",
        max_length=10,
        choices=StepStatus,
        default=StepStatus.WAITING,
        editable=False,
    )

    objects = ProjectStepQuerySet.as_manager()

    class Meta:
        verbose_name = "事業の手順"
        verbose_name_plural = "事業の手順"
        ordering = ["order", "year", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["project", "key", "year"], name="step_once"),
            known_values("key", sorted(STEPS), name="step_key_is_of_the_table"),
            known_values("turn", Turn, name="step_turn_is_known"),
            known_values("status", StepStatus, name="step_status_is_known"),
            known_values("basis", ("", *Basis.values), name="step_basis_is_known"),
            models.CheckConstraint(
                condition=(Q(status="done") & (Q(done_on__isnull=False) ^ ~Q(basis="")))
                | (~Q(status="done") & Q(done_on__isnull=True, basis="")),
                name="step_done_has_its_day_or_why_not",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["not_needed", "returned"]) | ~Q(reason=""),
                name="step_given_back_says_why",
            ),
            *entered_whole("step"),
        ]
        indexes = [models.Index(fields=["status", "due_on"], name="step_waiting")]

    def __str__(self) -> str:
        return gettext("{label}：{value}").format(label=self.label, value=self.project)

    def get_absolute_url(self) -> str:
        return reverse("projects:step", args=[self.pk])

    @property
    def row(self) -> Step:
        """Its row of the table."""
        return STEPS[self.key]

    @property
    def label(self) -> Words:
        """What is to be done, with the year of one that there is every year."""
        label = label_of(self.row, self.project.main_form)
        if not self.year:
            return label
        year = fiscal_year_label(self.year)
        return gettext("{label}：{value}").format(label=year, value=label)

    @property
    def is_open(self) -> bool:
        return self.status in OPEN_STEPS

    @property
    def is_by_hand(self) -> bool:
        return self.key in BY_HAND

    @property
    def whose(self) -> Words:
        """Whose turn it is, as a page says it."""
        return Turn(self.turn).label

    @property
    def happened(self) -> Words:
        """What everybody reads of a step that is done."""
        return self.row.done

    @property
    def basis_words(self) -> Any:
        return Basis(self.basis).label if self.basis else ""
