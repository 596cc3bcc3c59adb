"""The event: a day on which people come together, from its announcement to its record."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from groups.models import Department, Group, Place
from kyodo_portal.cities import city
from kyodo_portal.cities.choices import event_kind_choices, event_kind_name
from kyodo_portal.cities.rows.kinds import EVENT_KIND_CODES
from kyodo_portal.life.constraints import dated_while, in_order, known_values
from kyodo_portal.life.districts import InDistrict
from kyodo_portal.life.records import Timestamped, WithStatus
from kyodo_portal.search import Document, Kind, Searchable
from kyodo_portal.words.calendar import day_label, span_label
from kyodo_portal.words.summaries import Summarised
from kyodo_portal.writing.once import SubmittedOnce
from projects.models.event_queries import EventQuerySet
from projects.models.event_status import (
    COMING_STATUSES,
    STORED_STATUSES,
    Accepts,
    EventStatus,
    Photography,
    minute_of,
)
from projects.models.projects import Project
from projects.models.series import EventSeries


class Event(Searchable, WithStatus, Timestamped, SubmittedOnce, Summarised, InDistrict):
    """One day (催し・活動日): of a project, a group, a department, or the city alone (all three empty).

    `capacity` and `helpers_wanted` count people, `seats_taken` and `helpers_taken` those who have or
    were offered a seat; they are counted anew whenever somebody joins or leaves, while the event is
    locked, and the database refuses more than there are. Without a capacity all may come. Times are
    moments, shown in Japan's time.
    """

    title = models.CharField(_("催しの名前"), max_length=100)
    kind = models.CharField(_("種類"), max_length=20, choices=event_kind_choices)
    project = models.ForeignKey(
        Project,
        verbose_name=_("協働事業"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="events",
    )
    group = models.ForeignKey(
        Group,
        verbose_name=_("主催する団体"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="events",
    )
    department = models.ForeignKey(
        Department,
        verbose_name=_("主催する課"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="events",
    )
    series = models.ForeignKey(
        EventSeries,
        verbose_name="くり返し",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="events",
    )
    starts_at = models.DateTimeField(_("始まる日時"))
    ends_at = models.DateTimeField(_("終わる日時"))
    place = models.ForeignKey(
        Place,
        verbose_name=_("場所"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="events",
    )
    place_text = models.CharField(_("部屋・集まるところ"), max_length=200, blank=True)
    online_url = models.URLField(_("オンラインの参加先"), blank=True)
    text = models.TextField(_("どんな日か"), max_length=3000, blank=True)
    target = models.CharField(_("対象"), max_length=200, blank=True)
    what_to_bring = models.CharField(_("持ち物"), max_length=300, blank=True)
    fee = models.CharField(_("費用・保険"), max_length=200, blank=True)
    in_bad_weather = models.CharField(_("雨や警報のとき"), max_length=300, blank=True)
    accessibility = models.CharField(_("車いす・手話などの配慮"), max_length=300, blank=True)
    childcare = models.CharField(_("子ども・託児"), max_length=300, blank=True)
    photography = models.CharField(
        _("撮影"), max_length=20, choices=Photography, default=Photography.NONE
    )
    is_for_children = models.BooleanField(_("子どもが一人で参加する催し"), default=False)
    is_closed = models.BooleanField(
        "決まった人だけの催し", default=False, db_default=False, editable=False
    )
    """Held for those who asked for it: nobody else reads of it."""

    accepts = models.CharField(
        _("申込み"), max_length=20, choices=Accepts, default=Accepts.FIRST_COME
    )
    capacity = models.PositiveIntegerField(_("定員"), null=True, blank=True)
    deadline = models.DateTimeField(_("申込みの締切"), null=True, blank=True)
    helpers_wanted = models.PositiveIntegerField(_("運営スタッフの人数"), default=0)
    helpers_note = models.CharField(_("運営スタッフに伝えること"), max_length=200, blank=True)
    seats_taken = models.PositiveIntegerField("決まった人数", default=0, editable=False)
    helpers_taken = models.PositiveIntegerField("決まった運営スタッフ", default=0, editable=False)
    last_number = models.PositiveIntegerField("最後の受付番号", default=0, editable=False)

    status = models.CharField(
        "状態", max_length=20, choices=EventStatus, default=EventStatus.DRAFT, editable=False
    )
    published_at = models.DateTimeField("公開した日時", null=True, editable=False)
    cancelled_at = models.DateTimeField("中止した日時", null=True, editable=False)
    cancelled_because = models.CharField("中止の理由", max_length=500, blank=True, editable=False)
    changed_at = models.DateTimeField("日時か場所を変えた日時", null=True, editable=False)
    """When everybody who comes last had to be told of something: another day or place, or that it is
    called off."""
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="登録した人",
        on_delete=models.PROTECT,
        editable=False,
        related_name="+",
    )

    objects = EventQuerySet.as_manager()

    search_kind = Kind.EVENT
    search_date_label = pgettext_lazy("日付", "開催")

    class Meta:
        verbose_name = "催し"
        verbose_name_plural = "催し"
        ordering = ["-starts_at", "-pk"]
        constraints = [
            known_values("status", STORED_STATUSES, name="event_status_is_stored"),
            known_values("kind", EVENT_KIND_CODES, name="event_kind_is_known"),
            known_values("accepts", Accepts, name="event_accepts_is_known"),
            known_values("photography", Photography, name="event_photography_is_known"),
            models.CheckConstraint(
                condition=Q(group__isnull=True, department__isnull=True)
                | Q(project__isnull=True, department__isnull=True)
                | Q(project__isnull=True, group__isnull=True),
                name="event_has_one_organiser",
                violation_error_message="主催は、事業・団体・課のどれか1つにしてください。",
            ),
            in_order(
                "starts_at",
                "ends_at",
                name="event_times_in_order",
                message=_("終わる日時は、始まる日時より後にしてください。"),
            ),
            in_order(
                "deadline",
                "starts_at",
                name="event_deadline_before_start",
                message=_("申込みの締切は、始まる日時までにしてください。"),
            ),
            in_order(
                "seats_taken",
                "capacity",
                name="event_is_not_overbooked",
                message=_("定員は、もう決まっている人数より少なくできません。"),
            ),
            in_order(
                "helpers_taken",
                "helpers_wanted",
                name="event_helpers_are_not_overbooked",
                message=_("運営スタッフの人数は、もう決まっている人数より少なくできません。"),
            ),
            dated_while(
                "cancelled_at", EventStatus.CANCELLED, name="event_is_cancelled_at_a_moment"
            ),
            models.CheckConstraint(
                condition=~Q(status=EventStatus.CANCELLED) | ~Q(cancelled_because=""),
                name="event_is_cancelled_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(status=EventStatus.DRAFT, published_at__isnull=True)
                | ~Q(status=EventStatus.DRAFT) & Q(published_at__isnull=False),
                name="event_is_published_at_a_moment",
            ),
        ]
        indexes = [
            models.Index(fields=["status", "starts_at", "id"], name="event_by_day"),
            models.Index(fields=["status", "ends_at"], name="event_by_end"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("events:detail", args=[self.pk])

    @classmethod
    def search_queryset(cls) -> EventQuerySet:
        return cls.objects.with_organiser()

    def search_document(self) -> Document:
        """What the day says of itself, and who holds it."""
        texts = [self.kind_name, self.text, self.where, self.district_words, self.target]
        texts += [self.what_to_bring, self.fee, self.accessibility, self.childcare, *self.summaries]
        texts += self.organisers if self.project is None else [self.project.title]
        return Document(
            title=self.title, texts=texts, dated_at=self.starts_at, is_public=self.is_public
        )

    def status_at(self, now: datetime) -> EventStatus:
        """The status as the clock stands. See also `EventQuerySet.with_current_status`."""
        if self.status != EventStatus.PUBLISHED:
            return EventStatus(self.status)
        if self.ends_at <= now:
            return EventStatus.ENDED
        if self.accepts == Accepts.NO_NEED:
            return EventStatus.PUBLISHED
        if self.starts_at <= now or (self.deadline and self.deadline < minute_of(now)):
            return EventStatus.CLOSED
        return EventStatus.FULL if self.seats_free == 0 else EventStatus.OPEN

    @property
    def live_status(self) -> str:
        return self.status_at(timezone.now()).value

    @property
    def kind_name(self) -> str:
        return event_kind_name(self.kind)

    @property
    def is_public(self) -> bool:
        """Whether everybody may read of it."""
        of_public = self.project is None or self.project.is_published
        return self.status != EventStatus.DRAFT and of_public and not self.is_closed

    @property
    def is_coming(self) -> bool:
        """Announced, and not over."""
        return self.live_status in COMING_STATUSES

    @property
    def when_words(self) -> str:
        """The day and the hours in one line: 12月5日（土）9時から10時まで."""
        day = day_label(timezone.localdate(self.starts_at))
        return f"{day} {span_label(self.starts_at, self.ends_at)}"

    @property
    def where(self) -> str:
        """Where people come together, in one line; empty where it is online alone."""
        return " ".join(filter(None, (self.place.name if self.place else "", self.place_text)))

    @property
    def is_online(self) -> bool:
        return bool(self.online_url)

    @property
    def takes_applications(self) -> bool:
        return self.accepts == Accepts.FIRST_COME

    @property
    def seats_free(self) -> int | None:
        """How many people can still come; None where there is no limit."""
        return None if self.capacity is None else max(self.capacity - self.seats_taken, 0)

    @property
    def helpers_free(self) -> int:
        """How many more are wanted to run it."""
        return max(self.helpers_wanted - self.helpers_taken, 0)

    @property
    def closes_at(self) -> datetime:
        """Until when one can apply."""
        return self.deadline or self.starts_at

    @property
    def is_citys_own(self) -> bool:
        return not (self.project_id or self.group_id or self.department_id)

    def organiser_group_ids(self) -> frozenset[int]:
        """The groups that hold it: its own, or the partners of its project."""
        if self.project is not None:
            return self.project.partner_group_ids()
        return frozenset() if self.group_id is None else frozenset({self.group_id})

    def organiser_department_ids(self) -> frozenset[int]:
        """The departments that hold it: its own, or those responsible for its project."""
        if self.project is not None:
            return self.project.responsible_department_ids()
        return frozenset() if self.department_id is None else frozenset({self.department_id})

    @property
    def organisers(self) -> list[str]:
        """Who holds it, in the words of the page."""
        if self.project is not None:
            sides = (self.project.partners.all(), self.project.responsible_departments.all())
            return [row.label_in_language for side in sides for row in side]
        if self.group is not None:
            return [self.group.name]
        if self.department is not None:
            return [self.department.name_in_language]
        return [gettext("{city}").format(city=city().said(city().name))]
