"""The evaluation of one project in one fiscal year, and the items both sides answer."""

from collections.abc import Collection

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from evaluations.models.parties import EvaluationParty, Side
from evaluations.models.scales import MOST_STEPS, Scale
from kyodo_portal.life.constraints import dated_while, known_values, within
from kyodo_portal.life.people import Person, is_signed_in
from kyodo_portal.life.records import Timestamped, WithStatus
from kyodo_portal.life.roles import Role
from kyodo_portal.life.stand_ins import StandIn
from kyodo_portal.search import Document, Kind, Searchable
from kyodo_portal.words.languages import JAPANESE, current
from kyodo_portal.words.summaries import summaries_of
from kyodo_portal.words.text import fiscal_year_label
from projects.models import Partner, Project, ResponsibleDepartment


class EvaluationStatus(models.TextChoices):
    OPEN = "open", _("記入中")
    REVEALED = "revealed", _("開示済")
    REFLECTED = "reflected", _("ふりかえり済")
    PUBLISHED = "published", _("公表")
    CANCELLED = "cancelled", _("取りやめ")


#: Neither sheet was ever opened to the other side.
SEALED_STATUSES = (EvaluationStatus.OPEN, EvaluationStatus.CANCELLED)

#: From these on both sheets lie open to both sides.
OPENED_STATUSES = (
    EvaluationStatus.REVEALED,
    EvaluationStatus.REFLECTED,
    EvaluationStatus.PUBLISHED,
)


class Round(models.TextChoices):
    MIDTERM = "midterm", _("中間")
    FINAL = "final", _("最終")


class EvaluationQuerySet(models.QuerySet["Evaluation"]):
    def published(self) -> "EvaluationQuerySet":
        return self.filter(status=EvaluationStatus.PUBLISHED)

    def visible_to(self, user: Person) -> "EvaluationQuerySet":
        """Published reports for everybody, and of a public project also that an evaluation was given
        up; before that for the two sides as they stood when it was opened, the coordinators and the
        committee. See also `rules.can_view`."""
        told = Q(status=EvaluationStatus.PUBLISHED) | Q(
            status=EvaluationStatus.CANCELLED, project__published_at__isnull=False
        )
        if not is_signed_in(user):
            return self.filter(told)
        if user.is_superuser or user.role_names & {Role.COORDINATOR.value, Role.COMMITTEE.value}:
            return self
        parties = EvaluationParty.objects.filter(evaluation=OuterRef("pk"))
        of_groups = parties.filter(group__in=list(user.role_by_group))
        of_departments = parties.filter(department__in=user.department_ids)
        seen = told | Exists(of_groups) | Exists(of_departments)
        if user.department_ids:
            seen |= Q(pk__in=StandIn.objects.records_of(user, Evaluation))
        return self.filter(seen)

    def withdrawn(self) -> "EvaluationQuerySet":
        """Reports that were public and were taken back with a public reason."""
        return self.filter(status=EvaluationStatus.REFLECTED).exclude(retraction_reason="")

    def not_cancelled(self) -> "EvaluationQuerySet":
        """Those that count: under way, or published."""
        return self.exclude(status=EvaluationStatus.CANCELLED)

    def under_way(self) -> "EvaluationQuerySet":
        """Those that still wait for somebody."""
        return self.exclude(status__in=(EvaluationStatus.PUBLISHED, EvaluationStatus.CANCELLED))

    def with_list_parts(self) -> "EvaluationQuerySet":
        """What a row of the list shows, in a constant number of queries."""
        partners = Partner.objects.select_related("group")
        departments = ResponsibleDepartment.objects.select_related("department")
        return self.select_related("project", "reflection").prefetch_related(
            Prefetch("project__partners", queryset=partners),
            Prefetch("project__responsible_departments", queryset=departments),
        )

    def with_parties(self) -> "EvaluationQuerySet":
        """With the project, the reflection, and who takes part: two queries."""
        return self.select_related("project", "reflection").prefetch_related("parties")

    def with_standing(self) -> "EvaluationQuerySet":
        """Which sides handed in their sheet (`group_is_in`, `city_is_in`) and agreed to the
        reflection (`group_consents`, `city_consents`), and whether that came to the counter
        (`consent_at_counter`): yes or no, and nothing of what they wrote."""
        this = Evaluation.objects.filter(pk=OuterRef("pk"))
        handed_in = {"assessments__submitted_at__isnull": False}
        return self.annotate(
            group_is_in=Exists(this.filter(assessments__side=Side.GROUP, **handed_in)),
            city_is_in=Exists(this.filter(assessments__side=Side.CITY, **handed_in)),
            group_consents=Exists(this.filter(reflection__consents__side=Side.GROUP)),
            city_consents=Exists(this.filter(reflection__consents__side=Side.CITY)),
            consent_at_counter=Exists(this.filter(reflection__consents__at_counter=True)),
        )


class Evaluation(Searchable, WithStatus, Timestamped):
    """One evaluation: a project, a 年度, mid-term or final. Neither side sees the other's sheet
    until both are in, or until the city decides, with its reason, to open the one there is."""

    project = models.ForeignKey(
        Project, verbose_name="協働事業", on_delete=models.PROTECT, related_name="evaluations"
    )
    fiscal_year = models.PositiveSmallIntegerField("評価する年度")
    round = models.CharField("時期", max_length=10, choices=Round, default=Round.FINAL)
    due_on = models.DateField("記入の期限")
    far_apart = models.PositiveSmallIntegerField(
        "大きなちがいとする段階の差", default=2, db_default=2, editable=False
    )
    status = models.CharField(
        "状態",
        max_length=20,
        choices=EvaluationStatus,
        default=EvaluationStatus.OPEN,
        editable=False,
    )
    revealed_at = models.DateTimeField("開示した日時", null=True, editable=False)
    one_sided_reason = models.TextField(
        "一方の評価のまま開示した理由", max_length=2000, blank=True, editable=False
    )
    no_sheets_reason = models.TextField(
        "評価のないまま終えた理由", max_length=2000, blank=True, editable=False
    )
    no_consent_reason = models.TextField(
        "同意のそろわないまま進めた理由", max_length=2000, blank=True, editable=False
    )
    published_at = models.DateTimeField("公表した日時", null=True, editable=False)
    retraction_reason = models.TextField(
        "公表を取り下げた理由", max_length=2000, blank=True, editable=False
    )
    cancelled_at = models.DateTimeField("取りやめた日時", null=True, editable=False)
    cancel_reason = models.TextField("取りやめた理由", max_length=2000, blank=True, editable=False)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="評価を始めた人",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )

    objects = EvaluationQuerySet.as_manager()

    search_kind = Kind.REPORT
    search_date_label = _("公表")
    search_before_title = _("報告：")

    class Meta:
        verbose_name = "評価"
        verbose_name_plural = "評価"
        ordering = ["-fiscal_year", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "fiscal_year", "round"],
                condition=~Q(status=EvaluationStatus.CANCELLED),
                name="evaluation_once_a_year_and_round",
                violation_error_message=_("この年度のこの時期の評価は、すでに始まっています。"),
            ),
            known_values("status", EvaluationStatus, name="evaluation_status_is_known"),
            known_values("round", Round, name="evaluation_round_is_known"),
            models.CheckConstraint(
                condition=Q(status__in=SEALED_STATUSES, revealed_at__isnull=True)
                | (~Q(status__in=SEALED_STATUSES) & Q(revealed_at__isnull=False)),
                name="evaluation_revealed_has_its_moment",
            ),
            models.CheckConstraint(
                condition=~Q(status=EvaluationStatus.PUBLISHED) | Q(published_at__isnull=False),
                name="evaluation_published_has_its_moment",
            ),
            dated_while(
                "cancelled_at",
                EvaluationStatus.CANCELLED,
                name="evaluation_cancelled_has_its_moment",
            ),
            models.CheckConstraint(
                condition=~Q(status=EvaluationStatus.CANCELLED) | ~Q(cancel_reason=""),
                name="evaluation_cancelled_says_why",
            ),
            within(
                "far_apart",
                1,
                MOST_STEPS,
                name="evaluation_far_apart_is_a_number_of_steps",
                message="大きなちがいとする段階の差は、1以上にしてください。",
            ),
        ]
        indexes = [
            # The list in its order, with what is counted beside it.
            models.Index(
                fields=["status", "-published_at", "-id", "fiscal_year", "round", "project"],
                name="report_in_order",
            )
        ]

    def __str__(self) -> str:
        return gettext("{title} {year_label} {round}評価").format(
            title=self.project.title, year_label=self.year_label, round=self.get_round_display()
        )

    def get_absolute_url(self) -> str:
        return reverse("evaluations:detail", args=[self.pk])

    @classmethod
    def search_queryset(cls) -> EvaluationQuerySet:
        partners = Partner.objects.select_related("group")
        return cls.objects.select_related("project", "reflection").prefetch_related(
            Prefetch("project__partners", queryset=partners)
        )

    @classmethod
    def search_titles(cls, object_ids: Collection[int]) -> dict[int, str]:
        if current() == JAPANESE:
            return {}
        reports = cls._base_manager.filter(pk__in=object_ids).select_related("project")
        return {report.pk: str(report) for report in reports}

    @classmethod
    def search_summaries(cls, object_ids: Collection[int]) -> dict[int, str]:
        """A report is told in other languages by the summary of its project."""
        return summaries_of(cls, object_ids, of="project")

    def search_document(self) -> Document:
        """The project's words and what both sides say together; never one side's sheet."""
        reflection = getattr(self, "reflection", None)
        told = (
            [reflection.discussion, reflection.improvements]
            + [reflection.next_steps, reflection.overall]
            if reflection is not None
            else []
        )
        return Document(
            title=str(self),
            texts=[self.project.title, *self.project.search_texts(), *told],
            dated_at=self.published_at or self.created_at,
            is_public=self.is_published,
        )

    @property
    def year_label(self) -> str:
        return fiscal_year_label(self.fiscal_year)

    @property
    def is_final(self) -> bool:
        """The evaluation with which a project ends, not one on its way."""
        return self.round == Round.FINAL

    @property
    def is_published(self) -> bool:
        return self.status == EvaluationStatus.PUBLISHED

    @property
    def is_open(self) -> bool:
        """Both sides are writing; neither sees the other's sheet."""
        return self.status == EvaluationStatus.OPEN

    @property
    def is_cancelled(self) -> bool:
        return self.status == EvaluationStatus.CANCELLED

    @property
    def is_sealed(self) -> bool:
        """Neither side sees the other's sheet: not yet, or never."""
        return self.status in SEALED_STATUSES

    @cached_property
    def scale(self) -> Scale:
        """What both sides judge by, as it was when the evaluation was opened. One query, once."""
        return Scale(tuple(self.steps.all()), self.far_apart)

    @cached_property
    def entered_at_the_counter(self) -> frozenset[tuple[str, int]]:
        """The sides whose sheet was entered at the counter, each with who did."""
        rows = self.assessments.all()
        return frozenset((row.side, row.entered_by_id) for row in rows if row.entered_by_id)

    def group_ids(self) -> frozenset[int]:
        """The groups that take part, as they stood when it was opened."""
        return frozenset(row.group_id for row in self.parties.all() if row.group_id is not None)

    def department_ids(self) -> frozenset[int]:
        """The departments that take part, as they stood when it was opened."""
        rows = self.parties.all()
        return frozenset(row.department_id for row in rows if row.department_id is not None)


class EvaluationItem(models.Model):
    """One item of this evaluation, worded for each side, and the phase of the work that it looks at.
    Copied from the city's profile when the evaluation is opened, so that a later change of the profile
    does not change what was asked. The items stand in the order of their phases."""

    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="items")
    key = models.CharField("項目の番号", max_length=40)
    phase = models.CharField("視点", max_length=40)
    phase_name = models.CharField("視点の名前", max_length=40, default="", db_default="")
    label = models.CharField("項目", max_length=100)
    group_question = models.CharField("団体への問い", max_length=300)
    city_question = models.CharField("市への問い", max_length=300)
    order = models.PositiveSmallIntegerField("順番", default=0)

    class Meta:
        verbose_name = "評価項目"
        verbose_name_plural = "評価項目"
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "key"], name="evaluation_item_once"),
        ]

    def __str__(self) -> str:
        return self.label

    def question_for(self, side: str) -> str:
        return self.group_question if side == Side.GROUP else self.city_question
