"""Rounds of opinions (意見募集): a draft of the city, put before the citizens with its sections and documents."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groups.models import Department
from kyodo_portal.cities import city
from kyodo_portal.files.uploads import StoredFile
from kyodo_portal.life.constraints import dated_while, in_order
from kyodo_portal.life.people import Person, is_signed_in
from kyodo_portal.life.records import Timestamped, WithStatus
from kyodo_portal.life.roles import Role
from kyodo_portal.search import Document, Kind, Searchable
from kyodo_portal.words.summaries import Summarised
from proposals.models.call_periods import earliest_open


class OpinionRoundStatus(models.TextChoices):
    DRAFT = "draft", _("下書き")
    ANNOUNCED = "announced", _("予告")
    OPEN = "open", _("募集中")
    CLOSED = "closed", _("締切")
    ANSWERED = "answered", _("回答公表")
    CANCELLED = "cancelled", _("中止")


DRAFT, ANNOUNCED = OpinionRoundStatus.DRAFT, OpinionRoundStatus.ANNOUNCED
OPEN, CLOSED = OpinionRoundStatus.OPEN, OpinionRoundStatus.CLOSED
ANSWERED, CANCELLED = OpinionRoundStatus.ANSWERED, OpinionRoundStatus.CANCELLED

#: What is stored; open and closed follow the clock from an announced round.
STORED = (DRAFT, ANNOUNCED, ANSWERED, CANCELLED)


class OpinionRoundQuerySet(models.QuerySet["OpinionRound"]):
    def visible_to(self, user: Person) -> "OpinionRoundQuerySet":
        """Every round from its announcement on; drafts for the coordinators and for the department that
        asks."""
        if not is_signed_in(user):
            return self.exclude(status=DRAFT)
        if user.is_superuser or Role.COORDINATOR in user.role_names:
            return self
        return self.filter(~Q(status=DRAFT) | Q(department__in=user.department_ids))

    def kept_by(self, user: Person) -> "OpinionRoundQuerySet":
        """The rounds whose opinions this person reads: the responsible department and the coordinators."""
        if not is_signed_in(user):
            return self.none()
        if user.is_superuser or Role.COORDINATOR in user.role_names:
            return self
        return self.filter(department__in=user.department_ids)

    def with_current_status(self, now: dt.datetime | None = None) -> "OpinionRoundQuerySet":
        """Annotates `clock_status`: the status as the clock stands. See also `status_at`."""
        now = now or timezone.now()
        announced = Q(status=ANNOUNCED)
        return self.annotate(
            clock_status=Case(
                When(announced & Q(opens_at__gt=now), then=Value(ANNOUNCED.value)),
                When(announced & Q(closes_at__gte=earliest_open(now)), then=Value(OPEN.value)),
                When(announced, then=Value(CLOSED.value)),
                default=F("status"),
                output_field=models.CharField(),
            )
        )

    def open(self, now: dt.datetime | None = None) -> "OpinionRoundQuerySet":
        """Rounds that take opinions at this moment."""
        now = now or timezone.now()
        return self.filter(status=ANNOUNCED, opens_at__lte=now, closes_at__gte=earliest_open(now))

    def closed(self, now: dt.datetime | None = None) -> "OpinionRoundQuerySet":
        """Rounds that have closed and are not answered."""
        return self.filter(status=ANNOUNCED, closes_at__lt=earliest_open(now or timezone.now()))


class OpinionRound(Searchable, WithStatus, Timestamped, Summarised):
    """One round (案件). What is asked for is said on one page (`summary`), with the reason for the draft;
    the draft itself stands in sections, each of which takes opinions of its own, and in documents.

    A deadline counts to the end of the minute in which it is shown, as with calls (`earliest_open`).
    `shown_at` is when the writers were shown how their words were summarised.
    """

    title = models.CharField("案件の名前", max_length=150)
    summary = models.TextField("概要（1ページ）", max_length=2000)
    why = models.TextField("なぜ意見を募集するか", max_length=2000)
    department = models.ForeignKey(
        Department, verbose_name="担当課", on_delete=models.PROTECT, related_name="opinion_rounds"
    )
    opens_at = models.DateTimeField("募集の始まり")
    closes_at = models.DateTimeField("募集の締切")
    shorter_because = models.CharField("期間が短い理由", max_length=500, blank=True)
    writers = models.JSONField("意見を出せる人", default=list, blank=True)
    """The codes of the kinds of writers (`city.opinion_writers`)."""
    on_paper = models.TextField("紙・メール・FAXでの出し方", max_length=1000, blank=True)
    answer_due_on = models.DateField("回答公表の予定日", null=True, blank=True)
    contact = models.CharField("問合せ先", max_length=200, blank=True)
    status = models.CharField(
        "状態", max_length=20, choices=OpinionRoundStatus, default=DRAFT, editable=False
    )
    shown_at = models.DateTimeField("書いた方に概要を見せた日時", null=True, editable=False)
    answered_at = models.DateTimeField("回答を公表した日時", null=True, editable=False)
    cancelled_because = models.TextField("中止の理由", max_length=1000, blank=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="登録した人",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )

    objects = OpinionRoundQuerySet.as_manager()

    search_kind = Kind.OPINION
    search_date_label = _("募集の始まり")

    class Meta:
        verbose_name = "意見募集"
        verbose_name_plural = "意見募集"
        ordering = ["-opens_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=[status.value for status in STORED]),
                name="opinion_round_status_is_stored_kind",
            ),
            dated_while("answered_at", ANSWERED, name="opinion_round_answered_has_its_moment"),
            models.CheckConstraint(
                condition=Q(status=CANCELLED) & ~Q(cancelled_because="")
                | ~Q(status=CANCELLED) & Q(cancelled_because=""),
                name="opinion_round_cancelled_has_its_reason",
            ),
            in_order(
                "opens_at",
                "closes_at",
                name="opinion_round_opens_before_it_closes",
                message="締切は、募集の始まりより後にしてください。",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("opinions:detail", args=[self.pk])

    def search_document(self) -> Document:
        sections = self.sections.all() if self.pk else []
        written = [f"{section.heading}\n{section.text}" for section in sections]
        return Document(
            title=self.title,
            texts=[self.summary, self.why, *written, *self.summaries],
            dated_at=self.opens_at,
            is_public=self.status != DRAFT,
        )

    def status_at(self, now: dt.datetime) -> OpinionRoundStatus:
        """The status as the clock stands. See also `OpinionRoundQuerySet.with_current_status`."""
        if self.status != ANNOUNCED:
            return OpinionRoundStatus(self.status)
        if now < self.opens_at:
            return ANNOUNCED
        return OPEN if earliest_open(now) <= self.closes_at else CLOSED

    @property
    def current_status(self) -> OpinionRoundStatus:
        return self.status_at(timezone.now())

    @property
    def live_status(self) -> str:
        return self.current_status.value

    @property
    def is_open(self) -> bool:
        return self.current_status == OPEN

    @property
    def has_opened(self) -> bool:
        """Whether opinions are taken or were: what people write about stays from then on."""
        return self.current_status not in (DRAFT, ANNOUNCED)

    @property
    def has_closed(self) -> bool:
        """Whether the deadline has passed, whatever became of the round since."""
        return self.closes_at < earliest_open(timezone.now())

    @property
    def days(self) -> int:
        """How many days opinions are taken, the first and the last among them."""
        first, last = (timezone.localdate(each) for each in (self.opens_at, self.closes_at))
        return (last - first).days + 1

    @property
    def corrects_until(self) -> dt.date | None:
        """The last day on which a writer may ask for the summary to be corrected; None before it was shown."""
        if self.shown_at is None:
            return None
        days = dt.timedelta(days=city().opinions.correction_days)
        return timezone.localdate(self.shown_at) + days

    @property
    def writer_names(self) -> list[str]:
        """Who may hand in an opinion, in the words of the page."""
        return [city().said(city().opinion_writer(code).name) for code in self.writers]


class OpinionSection(models.Model):
    """A section of the draft, about which one may write by itself."""

    round = models.ForeignKey(
        OpinionRound, verbose_name="意見募集", on_delete=models.CASCADE, related_name="sections"
    )
    order = models.PositiveSmallIntegerField("順番", default=0)
    number = models.CharField("番号", max_length=20, blank=True)
    heading = models.CharField("見出し", max_length=150)
    text = models.TextField("本文", max_length=20000)

    class Meta:
        verbose_name = "案の章"
        verbose_name_plural = "案の章"
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return f"{self.number} {self.heading}".strip()


class OpinionDocument(StoredFile):
    """A document of a round: the draft as a file, what it rests on. Everybody may have it once the round
    is announced."""

    round = models.ForeignKey(
        OpinionRound, verbose_name="意見募集", on_delete=models.CASCADE, related_name="documents"
    )
    title = models.CharField(_("資料の名前"), max_length=100)

    class Meta:
        verbose_name = "意見募集の資料"
        verbose_name_plural = "意見募集の資料"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title
