"""Calls (募集): the city's invitation to propose, with its period, criteria and pass mark."""

from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Case, Count, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groups.models import Department
from kyodo_portal.cities.choices import call_kind_choices, form_choices
from kyodo_portal.cities.rows.kinds import CALL_KINDS, FORM_NUMBERS
from kyodo_portal.life.constraints import dated_while, in_order, known_values, set_together
from kyodo_portal.life.people import Person, is_signed_in
from kyodo_portal.life.records import Timestamped, WithStatus
from kyodo_portal.life.roles import Role
from kyodo_portal.search import Document, Kind, Searchable
from kyodo_portal.words.summaries import Summarised
from projects.models import Event
from proposals.models.call_periods import CLOSES, earliest_open, not_closed
from proposals.models.call_results import VOTE_DAY, TellsResults


class CallKind(StrEnum):
    """What a call is for. What each switches on: `kinds_of_call`; what a city calls it, its profile."""

    CITIZEN = "citizen"
    CITY = "city"
    SUBSIDY = "subsidy"
    TENDER = "tender"
    IDEA = "idea"


class ProposerKind(models.TextChoices):
    """Who may propose to a call (practice §1.3)."""

    REGISTERED = "registered", _("登録団体")
    ANYONE = "anyone", _("登録団体と個人")


class ScoringMethod(models.TextChoices):
    """How the reviewers' totals become one figure (practice §2)."""

    MEAN = "mean", _("平均")
    TRIMMED = "trimmed", _("最高点と最低点を除いた平均")


class CallStatus(models.TextChoices):
    DRAFT = "draft", _("準備中")
    ANNOUNCED = "announced", _("予告")
    OPEN = "open", _("受付中")
    CLOSED = "closed", _("締切")
    REVIEWING = "reviewing", _("審査中")
    DECIDED = "decided", _("結果公表")


#: What is stored; open and closed follow the clock from an announced call.
STORED_STATUSES = (
    CallStatus.DRAFT,
    CallStatus.ANNOUNCED,
    CallStatus.REVIEWING,
    CallStatus.DECIDED,
)


def _counted(*statuses: str) -> Coalesce:
    """How many proposals of a call stand so."""
    those = apps.get_model("proposals.Proposal").objects.filter(
        call=OuterRef("pk"), status__in=statuses
    )
    counted = those.order_by().values("call").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0)


def _taking() -> Q:
    """Announced calls; those at any time also while they are reviewed and after results."""
    going_on = Q(is_any_time=True, status__in=[CallStatus.REVIEWING, CallStatus.DECIDED])
    return Q(status=CallStatus.ANNOUNCED) | going_on


class CallQuerySet(models.QuerySet["Call"]):
    def visible_to(self, user: Person) -> "CallQuerySet":
        """Every call from its announcement on; drafts for the coordinators only."""
        if is_signed_in(user) and (user.is_superuser or Role.COORDINATOR in user.role_names):
            return self
        return self.exclude(status=CallStatus.DRAFT)

    def with_current_status(self, now: datetime | None = None) -> "CallQuerySet":
        """Annotates `clock_status`: the status as the clock stands. See also `Call.current_status`."""
        now = now or timezone.now()
        return self.annotate(
            clock_status=Case(
                When(
                    status=CallStatus.ANNOUNCED,
                    opens_at__gt=now,
                    then=Value(CallStatus.ANNOUNCED.value),
                ),
                When(
                    not_closed(now),
                    status=CallStatus.ANNOUNCED,
                    then=Value(CallStatus.OPEN.value),
                ),
                When(status=CallStatus.ANNOUNCED, then=Value(CallStatus.CLOSED.value)),
                default=F("status"),
                output_field=models.CharField(),
            )
        )

    def open(self, now: datetime | None = None) -> "CallQuerySet":
        """Calls that take proposals at this moment."""
        now = now or timezone.now()
        return self.filter(_taking(), not_closed(now), opens_at__lte=now)

    def closed(self, now: datetime | None = None) -> "CallQuerySet":
        """Calls that have closed and whose review has not begun."""
        now = now or timezone.now()
        return self.filter(status=CallStatus.ANNOUNCED, closes_at__lt=earliest_open(now))

    def with_not_accepted(self) -> "CallQuerySet":
        """Annotates `not_accepted`, how many proposals went no further without being judged, and
        `still_open`, how many of those handed in are not decided yet."""
        return self.annotate(
            not_accepted=_counted("not_accepted", "lapsed"),
            still_open=_counted("submitted", "returned", "under_review"),
        )

    def taking_drafts(self, now: datetime | None = None) -> "CallQuerySet":
        """Announced calls that have not closed: one may write, and submit once they are open."""
        return self.filter(_taking(), not_closed(now))


class Call(Searchable, WithStatus, Timestamped, Summarised, TellsResults):
    """One call for proposals. `fiscal_year` is when proposals are made, `project_fiscal_year`
    when the adopted ones are done (practice §1.1: the two differ). Money is in whole yen.
    A deadline counts to the end of the minute in which it is shown (see `earliest_open`)."""

    title = models.CharField("募集の名前", max_length=150)
    kind = models.CharField("型", max_length=10, choices=call_kind_choices)
    summary = models.TextField("趣旨", max_length=1000)
    description = models.TextField("くわしい内容", max_length=10000, blank=True)
    theme = models.CharField("テーマ", max_length=200, blank=True)
    department = models.ForeignKey(
        Department,
        verbose_name="テーマの所管課",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="calls",
    )
    fiscal_year = models.PositiveSmallIntegerField("提案する年度")
    project_fiscal_year = models.PositiveSmallIntegerField("実施する年度")
    proposers = models.CharField(
        "提案できる人", max_length=12, choices=ProposerKind, default=ProposerKind.REGISTERED
    )
    eligibility = models.TextField("提案の要件", max_length=3000, blank=True)
    opens_at = models.DateTimeField("受付の始まり")
    closes_at = models.DateTimeField(
        "受付の締切", null=True, blank=True, help_text="随時受け付ける募集では、空けておけます。"
    )
    is_any_time = models.BooleanField(
        "随時受け付ける",
        default=False,
        db_default=False,
        help_text="審査や結果の公表が始まったあとも、締切まで提案を受け付けます。結果は、決まったものから公表します。",
    )
    results_due_on = models.DateField("結果公表の予定日", null=True, blank=True)
    briefing = models.ForeignKey(
        Event,
        verbose_name="説明会",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="calls",
        help_text="公開した催しから選びます。募集のページの日程に出ます。",
    )
    questions_until = models.DateField("質問の期限", null=True, blank=True)
    consult_until = models.DateField("事前相談の期限", null=True, blank=True)
    corrections_until = models.DateField("補正の期限", null=True, blank=True)
    presentation_on = models.DateField(
        "プレゼンテーション審査の日",
        null=True,
        blank=True,
        help_text="書類だけで審査するときは、空けておきます。",
    )
    budget_cap = models.PositiveBigIntegerField(
        "1件あたりの市の負担の上限（円）", null=True, blank=True
    )
    budget_total = models.PositiveBigIntegerField(
        "予算の総額（円）",
        null=True,
        blank=True,
        help_text="この募集全体で、市が負担できる額です。",
    )
    adopted_form = models.PositiveSmallIntegerField(
        "採択した事業の形態",
        choices=form_choices,
        null=True,
        blank=True,
        help_text="公募のときに、委託か指定管理かを選びます。ほかの型では空けておきます。",
    )
    scoring_method = models.CharField(
        "集計の方法", max_length=10, choices=ScoringMethod, default=ScoringMethod.MEAN
    )
    pass_percent = models.PositiveSmallIntegerField(
        "合格の目安（満点に対する％）",
        default=60,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    review_due_on = models.DateField("採点の期限", null=True, blank=True)
    is_blind = models.BooleanField(
        "団体の名前を伏せて審査する",
        default=False,
        db_default=False,
        help_text="審査委員には、結果を公表するまで、団体の名前・構成員・書類の名前を示しません。"
        "割り当ての前に、本文に団体が分かる言葉がないかを確かめます。",
    )
    reviewers_per_proposal = models.PositiveSmallIntegerField(
        "提案1件あたりの審査委員の数",
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(20)],
        help_text="割り当てのときに、足りない人数を示します。",
    )
    others_open_on = models.DateField(
        "ほかの委員の採点を読めるようになる日",
        null=True,
        blank=True,
        help_text="この日か、その前でも自分の採点をすべて提出したあとに、同じ提案を審査した委員の採点が読めます。"
        "空にすると、最後まで自分の採点だけです。",
    )
    contact = models.CharField("問合せ先", max_length=200, blank=True)
    publishes_opinion = models.BooleanField("意見書を公表する", default=False, db_default=False)
    status = models.CharField(
        "状態", max_length=20, choices=CallStatus, default=CallStatus.DRAFT, editable=False
    )
    copied_from = models.ForeignKey(
        "self",
        verbose_name="写したもとの募集",
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="copies",
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="登録した人",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )

    objects = CallQuerySet.as_manager()

    search_kind = Kind.CALL
    search_date_label = _("受付の始まり")

    class Meta:
        verbose_name = "募集"
        verbose_name_plural = "募集"
        ordering = ["-opens_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=[status.value for status in STORED_STATUSES]),
                name="call_status_is_stored_kind",
            ),
            dated_while("decided_at", CallStatus.DECIDED, name="call_decided_has_its_moment"),
            set_together("release_at", "release_set_by", name="call_release_when_and_who_together"),
            known_values("kind", CALL_KINDS, name="call_kind_is_known"),
            models.CheckConstraint(
                condition=Q(adopted_form__isnull=True) | Q(adopted_form__in=FORM_NUMBERS),
                name="call_adopted_form_is_known",
            ),
            known_values("proposers", ProposerKind, name="call_proposers_are_known"),
            known_values("scoring_method", ScoringMethod, name="call_scoring_method_is_known"),
            VOTE_DAY,
            CLOSES,
            models.CheckConstraint(
                condition=Q(pass_percent__lte=100), name="call_pass_mark_is_percent"
            ),
            in_order(
                "opens_at",
                "closes_at",
                name="call_opens_before_it_closes",
                message="締切は、受付の始まりより後にしてください。",
            ),
            in_order(
                "review_due_on",
                "others_open_on",
                name="call_others_open_after_scoring",
                message="ほかの委員の採点を読めるようになる日は、採点の期限か、その後にしてください。",
            ),
            in_order(
                "fiscal_year",
                "project_fiscal_year",
                name="call_years_in_order",
                message="実施する年度は、提案する年度と同じか後にしてください。",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("calls:detail", args=[self.pk])

    def search_document(self) -> Document:
        return Document(
            title=self.title,
            texts=[self.summary, self.theme, self.description, *self.summaries],
            dated_at=self.opens_at,
            is_public=self.status != CallStatus.DRAFT,
        )

    def status_at(self, now: datetime) -> CallStatus:
        """The status as the clock stands. See also `CallQuerySet.with_current_status`."""
        if self.status != CallStatus.ANNOUNCED:
            return CallStatus(self.status)
        if now < self.opens_at:
            return CallStatus.ANNOUNCED
        return CallStatus.CLOSED if self.has_closed_by(now) else CallStatus.OPEN

    @property
    def current_status(self) -> CallStatus:
        return self.status_at(timezone.now())

    @property
    def live_status(self) -> str:
        return self.current_status.value

    @property
    def is_open(self) -> bool:
        """Whether proposals are taken at this moment. See also `CallQuerySet.open`."""
        goes_on = self.is_any_time and self.status in (CallStatus.REVIEWING, CallStatus.DECIDED)
        if goes_on:
            return self.opens_at <= timezone.now() and not self.has_closed
        return self.current_status == CallStatus.OPEN

    @property
    def has_opened(self) -> bool:
        """Whether proposals are taken or were: what they are judged by stays from then on."""
        return self.current_status not in (CallStatus.DRAFT, CallStatus.ANNOUNCED)

    @property
    def has_closed(self) -> bool:
        """Whether the deadline has passed, whatever became of the call since."""
        return self.has_closed_by(timezone.now())

    def has_closed_by(self, now: datetime) -> bool:
        """As `has_closed`, at another moment. See also `call_periods.not_closed`."""
        return self.closes_at is not None and self.closes_at < earliest_open(now)

    @property
    def takes_drafts(self) -> bool:
        return self.is_open or self.current_status == CallStatus.ANNOUNCED

    @cached_property
    def handed_in(self) -> list[Any]:
        """The proposals made to it, drafts left out, as they were when they were first asked for."""
        return list(self.proposals.filter(submitted_at__isnull=False))

    @cached_property
    def offered_courses(self) -> list[Any]:
        """Its courses, as they were when they were first asked for."""
        return list(self.courses.all())

    @cached_property
    def own_questions(self) -> list[Any]:
        """What only it asks, as it was when it was first asked for."""
        return list(self.questions.all())

    @cached_property
    def wanted_papers(self) -> list[Any]:
        """The papers it asks for, with their blank forms, as they were when they were first asked for."""
        return list(self.papers.select_related("blank"))

    def full_marks(self) -> Decimal:
        """The highest total one reviewer can give."""
        return sum((row.points_max * row.weight for row in self.criteria.all()), Decimal(0))

    def pass_mark(self) -> Decimal:
        """The total from which a proposal passes."""
        return (self.full_marks() * self.pass_percent / 100).quantize(Decimal("0.1"))
