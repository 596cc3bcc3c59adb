"""Asking the city to come and speak (出前講座の申込み): for a lecture of the menu, or for something that is not on it."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from groups.models import Department, Group, Guest, Place
from kyodo_portal.cities import city
from kyodo_portal.life.constraints import known_values, within
from kyodo_portal.life.counter import EnteredAtCounter, entered_whole
from kyodo_portal.life.people import Account, Person, is_signed_in
from kyodo_portal.life.records import Timestamped, WithStatus
from kyodo_portal.life.roles import Role
from kyodo_portal.writing.once import SubmittedOnce
from projects.models.events import Event
from projects.models.lectures import Lecture


class LectureStatus(models.TextChoices):
    UNCONFIRMED = "unconfirmed", pgettext_lazy("本人の確認", "確認待ち")
    APPLIED = "applied", pgettext_lazy("出前講座", "申込み")
    TALKING = "talking", _("調整中")
    DECIDED = "decided", _("決定")
    HELD = "held", _("実施")
    REPORTED = "reported", _("報告済")
    DECLINED = "declined", _("お断り")
    CANCELLED = "cancelled", _("取消")


STORED = tuple(each for each in LectureStatus if each != LectureStatus.HELD)
UNANSWERED = (LectureStatus.APPLIED, LectureStatus.TALKING)
"""The city owes an answer."""
RUNNING = (LectureStatus.UNCONFIRMED, *UNANSWERED, LectureStatus.DECIDED)
"""Something is still to come of it."""
FORGOTTEN_WISH = "メニューにないこと"
"""What stands for a wish of somebody who is forgotten."""
TITLE_MOST = 90
"""So many letters of what is spoken of the title of its day has room for."""


class LectureRequestQuerySet(models.QuerySet["LectureRequest"]):
    def standing(self) -> "LectureRequestQuerySet":
        """Without what somebody sent and has not confirmed by the code of their mail; who gave a telephone
        number only is called."""
        by_mail = Q(status=LectureStatus.UNCONFIRMED) & (Q(guest=None) | ~Q(guest__email=""))
        return self.exclude(by_mail)

    def asked_by(self, user: Person) -> "LectureRequestQuerySet":
        """Those of this person and of the groups for which they speak."""
        if not is_signed_in(user):
            return self.none()
        return self.filter(Q(user=user.pk) | Q(group__in=user.managed_group_ids))

    def to_answer_by(self, user: Person) -> "LectureRequestQuerySet":
        """Those of the departments in which this person works."""
        return (
            self.filter(department__in=user.department_ids) if is_signed_in(user) else self.none()
        )

    def of_others(self, user: Account) -> "LectureRequestQuerySet":
        """Without those that this person asked for, or a group of theirs: another answers."""
        return self.exclude(Q(user=user.pk) | Q(group__in=list(user.role_by_group)))

    def visible_to(self, user: Person) -> "LectureRequestQuerySet":
        """Whoever asked, the department that answers, and the coordinators: who asked is never public."""
        if not is_signed_in(user):
            return self.none()
        if user.is_superuser or Role.COORDINATOR in user.role_names:
            return self
        theirs = Q(user=user.pk) | Q(group__in=user.managed_group_ids)
        return self.filter(theirs | Q(department__in=user.department_ids))

    def unanswered(self) -> "LectureRequestQuerySet":
        return self.filter(status__in=UNANSWERED)

    def held(self, now: dt.datetime | None = None) -> "LectureRequestQuerySet":
        """Spoken, and not reported yet."""
        over = now or timezone.now()
        return self.filter(status=LectureStatus.DECIDED, event__ends_at__lte=over)

    def to_be_held(self, now: dt.datetime | None = None) -> "LectureRequestQuerySet":
        """Settled, and still to come."""
        return self.filter(status=LectureStatus.DECIDED, event__starts_at__gt=now or timezone.now())

    def forget_words(self) -> None:
        """What whoever asked has written goes; that there was a lecture stays."""
        self.exclude(wish="").update(wish=FORGOTTEN_WISH)
        self.update(gathering="", purpose="", needs="", phone="", place_text="")

    def whole(self) -> "LectureRequestQuerySet":
        """With what a page and a letter say of it."""
        around = ("lecture", "department", "user", "group", "guest", "place", "event", "entered_by")
        return self.select_related(*around, "event__place")


class LectureRequest(WithStatus, Timestamped, SubmittedOnce, EnteredAtCounter):
    """Somebody asks for a lecture: a person, a group, or somebody without an account.

    Without a `lecture` it is a `wish` that is not on the menu. Its `department`, and that of a lecture whose own is
    no more, the coordinators find.
    The three wishes are moments. `answer_by` is the day by which the city says yes or no. Once it is decided,
    `event` is the day itself; `is_open` says whether others may come to it. Nothing of who asked is public;
    of somebody who is forgotten the words and the telephone number go, and that there was a lecture stays.
    """

    lecture = models.ForeignKey(
        Lecture,
        verbose_name=_("講座"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="requests",
    )
    wish = models.CharField(_("聞きたいこと"), max_length=200, blank=True)
    department = models.ForeignKey(
        Department,
        verbose_name=_("担当課"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="lecture_requests",
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="申し込んだ人",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="lecture_requests",
    )
    group = models.ForeignKey(
        Group,
        verbose_name=_("申し込む団体"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="lecture_requests",
    )
    guest = models.ForeignKey(
        Guest,
        verbose_name="申し込んだ方（アカウントなし）",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="lecture_requests",
    )
    gathering = models.CharField(_("集まりの名前"), max_length=100)
    phone = models.CharField(_("連絡先の電話番号"), max_length=20, blank=True)
    first_at = models.DateTimeField(_("第1希望"))
    second_at = models.DateTimeField(_("第2希望"), null=True, blank=True)
    third_at = models.DateTimeField(_("第3希望"), null=True, blank=True)
    place = models.ForeignKey(
        Place,
        verbose_name=_("場所"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="lecture_requests",
    )
    place_text = models.CharField(_("部屋・ほかの場所"), max_length=200, blank=True)
    people_count = models.PositiveIntegerField(_("参加する人数"))
    purpose = models.TextField(_("目的・聞きたいこと"), max_length=1000)
    needs = models.CharField(_("配慮してほしいこと"), max_length=300, blank=True)
    is_open = models.BooleanField(_("ほかの市民も参加できる催しとして知らせる"), default=False)
    answer_by = models.DateField("返事の期限", editable=False)
    event = models.OneToOneField(
        Event,
        verbose_name="催し",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="lecture_request",
    )
    status = models.CharField(
        "状態",
        max_length=12,
        choices=LectureStatus,
        default=LectureStatus.APPLIED,
        editable=False,
    )
    decided_at = models.DateTimeField("返事をした日時", null=True, editable=False)

    objects = LectureRequestQuerySet.as_manager()

    class Meta:
        verbose_name = "出前講座の申込み"
        verbose_name_plural = "出前講座の申込み"
        ordering = ["-created_at", "-pk"]
        constraints = [
            known_values("status", STORED, name="lecture_request_status_is_stored"),
            models.CheckConstraint(
                condition=Q(lecture__isnull=False, wish="") | Q(lecture__isnull=True) & ~Q(wish=""),
                name="lecture_request_is_for_one_thing",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["decided", "reported"]) | Q(department__isnull=False),
                name="lecture_request_decided_has_department",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["decided", "reported"]) | Q(event__isnull=False),
                name="lecture_request_decided_has_its_day",
            ),
            within(
                "people_count",
                1,
                10_000,
                name="lecture_request_people_are_some",
                message=_("人数は、1から10,000までで書いてください。"),
            ),
            *entered_whole("lecture_request"),
        ]
        indexes = [models.Index(fields=["status", "answer_by"], name="lecture_request_to_answer")]

    def __str__(self) -> str:
        """Without who asks: this is what the record of acts keeps."""
        return gettext("出前講座：{title}").format(title=self.title)

    def get_absolute_url(self) -> str:
        return reverse("lectures:request", args=[self.pk])

    @property
    def title(self) -> str:
        """What is asked for."""
        return self.lecture.title if self.lecture is not None else self.wish

    @property
    def live_status(self) -> str:
        """Held by the clock of its event."""
        is_over = self.event is not None and self.event.ends_at <= timezone.now()
        if self.status == LectureStatus.DECIDED and is_over:
            return LectureStatus.HELD
        return self.status

    @property
    def wishes(self) -> list[dt.datetime]:
        """The moments wished for, the most wanted first."""
        return [at for at in (self.first_at, self.second_at, self.third_at) if at is not None]

    @property
    def minutes(self) -> int:
        """How long the lecture takes; an hour for a wish."""
        return self.lecture.minutes if self.lecture is not None else 60

    @property
    def where(self) -> str:
        return " ".join(filter(None, (self.place.name if self.place else "", self.place_text)))

    @property
    def asker_name(self) -> str:
        """Whoever asks, as those who answer know them."""
        if self.guest is not None:
            return self.guest.name
        return str(self.group or self.user or _("アカウントのない方"))

    @property
    def is_to_be_called(self) -> bool:
        """Left a telephone number only, and nobody has spoken with them yet."""
        return self.status == LectureStatus.UNCONFIRMED and self.guest is not None

    @staticmethod
    def last_day_to_answer(came_on: dt.date) -> dt.date:
        """By when the city answers what came on this day."""
        return came_on + dt.timedelta(days=city().lectures.answer_days)


class Audience(models.TextChoices):
    NEIGHBOURHOOD = "neighbourhood", _("自治会・町内会")
    SCHOOL = "school", _("学校・園")
    PARENTS = "parents", _("保護者の集まり")
    ELDERS = "elders", _("高齢者の集まり")
    COMPANY = "company", _("企業・職場")
    CIVIC = "civic", _("市民活動の団体・サークル")
    OTHER = "other", _("そのほかの集まり")


class LectureReport(Timestamped):
    """What came of a lecture, short: how many came, of what kind, what they asked. Only the number and the kind are
    ever counted in public; `speakers` is the city's own."""

    request = models.OneToOneField(
        LectureRequest, verbose_name="申込み", on_delete=models.CASCADE, related_name="report"
    )
    held_on = models.DateField(_("行った日"))
    people_count = models.PositiveIntegerField(_("参加した人の数"))
    audience = models.CharField(_("どんな集まりか"), max_length=15, choices=Audience)
    speakers = models.CharField("うかがった職員", max_length=200, blank=True)
    questions = models.TextField(_("質問と答え"), max_length=3000, blank=True)
    passed_to = models.ForeignKey(
        Department,
        verbose_name=_("要望を引き継いだ課"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    passed_words = models.TextField(_("引き継いだ要望"), max_length=1000, blank=True)
    written_by: Any = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="書いた人",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )

    class Meta:
        verbose_name = "出前講座の報告"
        verbose_name_plural = "出前講座の報告"
        constraints = [
            known_values("audience", Audience, name="lecture_report_audience_is_known"),
            models.CheckConstraint(
                condition=Q(passed_to__isnull=True, passed_words="")
                | Q(passed_to__isnull=False) & ~Q(passed_words=""),
                name="lecture_report_passes_on_something",
                violation_error_message=_("引き継ぐ課と、引き継ぐ要望を、両方書いてください。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request}の報告"

    def get_absolute_url(self) -> str:
        return self.request.get_absolute_url()
