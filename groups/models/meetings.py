"""A meeting of a committee, from the day it is set to its public minutes."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groups.models.committees import Committee, CommitteeMember
from kyodo_portal.cities import city
from kyodo_portal.life.constraints import dated_while, in_order, known_values
from kyodo_portal.life.people import Person, is_signed_in
from kyodo_portal.life.records import Timestamped, WithStatus
from kyodo_portal.life.roles import Role
from kyodo_portal.search import Document, Kind, Searchable
from kyodo_portal.words.calendar import (
    fiscal_year,
    fiscal_year_label,
    japanese_date,
    span_label,
)


class MeetingStatus(models.TextChoices):
    SCHEDULED = "scheduled", _("予定")
    CONVENED = "convened", _("招集")
    HELD = "held", _("開催")
    INQUORATE = "inquorate", _("流会")
    CANCELLED = "cancelled", _("中止")
    DRAFTED = "minutes_draft", _("会議録案")
    CONFIRMED = "confirmed", _("会議録確定")
    PUBLISHED = "published", _("会議録公開")


class SeatsHow(models.TextChoices):
    """Who gets a seat for the public where there are more people than seats."""

    FIRST = "first", _("先着順")
    LOT = "lot", _("抽選")


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def public(self) -> "MeetingQuerySet":
        """Of public committees, once people were called to it (公告): also if it then did not take place."""
        return self.filter(convened_at__isnull=False, committee__is_public=True)

    def visible_to(self, user: Person) -> "MeetingQuerySet":
        """What is public for everybody; what is being prepared for the members, the coordinators and the
        city's departments."""
        if not is_signed_in(user):
            return self.public()
        if user.is_superuser or Role.COORDINATOR in user.role_names or user.department_ids:
            return self
        seats = CommitteeMember.objects.in_office().of(user).values("committee")
        open_to_all = Q(convened_at__isnull=False, committee__is_public=True)
        return self.filter(open_to_all | Q(committee__in=seats))


class Meeting(Searchable, WithStatus, Timestamped):
    """One meeting. Times are moments by the clock in Tokyo; `seats` are for the public (傍聴), none where the
    whole agenda is closed. Who was there stands in `Attendance`, what was said in `Minutes`."""

    committee = models.ForeignKey(
        Committee, verbose_name="委員会・会議", on_delete=models.PROTECT, related_name="meetings"
    )
    number = models.PositiveSmallIntegerField("第何回", null=True, blank=True)
    name = models.CharField(
        "会議の名前",
        max_length=100,
        blank=True,
        help_text="例：公開プレゼンテーション。空でもかまいません。",
    )
    starts_at = models.DateTimeField("始まり")
    ends_at = models.DateTimeField("終わり")
    place = models.CharField("場所", max_length=200)
    is_online = models.BooleanField("オンラインで出席できる", default=False)
    seats = models.PositiveSmallIntegerField(
        "傍聴の席の数", null=True, blank=True, validators=[MaxValueValidator(9999)]
    )
    seats_how = models.CharField(
        "席が足りないとき", max_length=6, choices=SeatsHow, default=SeatsHow.FIRST
    )
    how_to_attend = models.CharField("傍聴のしかた", max_length=300, blank=True)
    contact = models.CharField("問合せ先", max_length=200, blank=True)
    status = models.CharField(
        "状態",
        max_length=20,
        choices=MeetingStatus,
        default=MeetingStatus.SCHEDULED,
        editable=False,
    )
    convened_at = models.DateTimeField("招集した日時", null=True, editable=False)
    stopped_because = models.CharField("開かれなかった理由", max_length=2000, blank=True, editable=False)  # fmt: skip
    visitors = models.PositiveSmallIntegerField(
        "傍聴した人の数", null=True, blank=True, editable=False
    )
    acting_chair = models.ForeignKey(
        CommitteeMember,
        verbose_name="議長をつとめた委員",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )
    notice_due_on = models.DateField("知らせる期限", null=True, editable=False)
    minutes_due_on = models.DateField("会議録を公開する期限", null=True, editable=False)
    published_at = models.DateTimeField("会議録を公開した日時", null=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="登録した人",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )

    objects = MeetingQuerySet.as_manager()

    search_kind = Kind.MEETING
    search_date_label = _("開催")

    class Meta:
        verbose_name = "会議"
        verbose_name_plural = "会議"
        ordering = ["-starts_at", "-pk"]
        constraints = [
            known_values("status", MeetingStatus, name="meeting_status_is_known"),
            known_values("seats_how", SeatsHow, name="meeting_seats_how_is_known"),
            in_order(
                "starts_at",
                "ends_at",
                name="meeting_starts_before_it_ends",
                message="終わりは、始まりより後にしてください。",
            ),
            dated_while("published_at", MeetingStatus.PUBLISHED, name="meeting_is_published_once"),
            models.CheckConstraint(
                condition=Q(convened_at__isnull=True, status__in=["scheduled", "cancelled"])
                | (Q(convened_at__isnull=False) & ~Q(status="scheduled")),
                name="meeting_is_convened_before_it_is_held",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["inquorate", "cancelled"]) | ~Q(stopped_because=""),
                name="meeting_says_why_it_was_not_held",
            ),
        ]
        indexes = [models.Index(fields=["status", "-starts_at", "-id"], name="meeting_latest")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("meetings:detail", args=[self.pk])

    def save(self, *args: Any, **kwargs: Any) -> None:
        """With the days by which it is to be announced and its minutes are to be public."""
        rules, day = city().meetings, timezone.localdate(self.starts_at)
        self.notice_due_on = day - dt.timedelta(days=rules.notice_days)
        self.minutes_due_on = day + dt.timedelta(days=rules.minutes_days)
        if (columns := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*columns, "notice_due_on", "minutes_due_on"}
        super().save(*args, **kwargs)

    @classmethod
    def search_queryset(cls) -> models.QuerySet["Meeting"]:
        return cls.objects.select_related("committee", "minutes").prefetch_related("items")

    def search_document(self) -> Document:
        minutes = getattr(self, "minutes", None) if self.published_at else None
        return Document(
            title=self.title,
            texts=[
                self.place,
                self.committee.name_kana,
                *(item.title for item in self.items.all()),
                minutes.body if minutes is not None else "",
            ],
            dated_at=self.starts_at,
            is_public=self.is_public,
        )

    @property
    def fiscal_year(self) -> int:
        return fiscal_year(self.starts_at)

    @property
    def title(self) -> str:
        """令和8年度 第2回 見本市協働事業審査委員会（公開プレゼンテーション）, in the language of the page."""
        parts = [fiscal_year_label(self.fiscal_year)]
        if self.number is not None:
            parts.append(gettext("第{number}回").format(number=self.number))
        committee = self.committee.name
        if self.name:
            committee = gettext("{committee}（{name}）").format(committee=committee, name=self.name)
        return " ".join([*parts, committee])

    @property
    def when_words(self) -> str:
        """The day and the hours in one line; of a record that is read for years, with its year."""
        span = span_label(self.starts_at, self.ends_at)
        return f"{japanese_date(self.starts_at)} {span}"

    @property
    def is_public(self) -> bool:
        return self.convened_at is not None and self.committee.is_public

    @property
    def summary(self) -> str:
        """What a feed says of it."""
        return self.place
