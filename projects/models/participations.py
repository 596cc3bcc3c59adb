"""Who comes to an event: with or without an account, to take part or to help run it."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q, Sum
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from groups.models import Guest
from kyodo_portal.life.constraints import known_values
from kyodo_portal.life.counter import Source
from kyodo_portal.life.people import Person, is_signed_in
from kyodo_portal.life.records import Timestamped, WithStatus
from projects.models.events import Event


class ParticipationStatus(models.TextChoices):
    UNCONFIRMED = "unconfirmed", pgettext_lazy("本人の確認", "確認待ち")
    CONFIRMED = "confirmed", _("参加が決定")
    WAITING = "waiting", _("キャンセル待ち")
    OFFERED = "offered", _("空いた席の返事待ち")
    ATTENDED = "attended", _("参加した")
    ABSENT = "absent", _("欠席")
    LEFT = "left", _("辞退")


HAS_SEAT = (
    ParticipationStatus.CONFIRMED,
    ParticipationStatus.OFFERED,
    ParticipationStatus.ATTENDED,
    ParticipationStatus.ABSENT,
)
"""Who has a seat, or for whom one is kept."""

RUNNING = (
    ParticipationStatus.UNCONFIRMED,
    ParticipationStatus.CONFIRMED,
    ParticipationStatus.WAITING,
    ParticipationStatus.OFFERED,
)
"""Who is to be told of whatever happens to the event."""


class AttendsAs(models.TextChoices):
    """Both are taking part; both are counted."""

    VISITOR = "visitor", _("参加者")
    HELPER = "helper", _("運営スタッフ")


class EnteredHow(models.TextChoices):
    """On which way somebody applied whom staff or the organiser entered."""

    COUNTER = Source.COUNTER.value, Source.COUNTER.label
    POST = Source.POST.value, Source.POST.label
    FAX = Source.FAX.value, Source.FAX.label
    PHONE = Source.PHONE.value, Source.PHONE.label
    ON_THE_DAY = "on_the_day", _("当日")


class ParticipationQuerySet(models.QuerySet["Participation"]):
    def visible_to(self, user: Person) -> "ParticipationQuerySet":
        """One's own, and those of the events one manages."""
        if not is_signed_in(user):
            return self.none()
        managed = Event.objects.managed_by(user).values("pk")
        return self.filter(Q(user=user.pk) | Q(event__in=managed))

    def running(self) -> "ParticipationQuerySet":
        """Neither over nor given up."""
        return self.filter(status__in=RUNNING)

    def with_seat(self) -> "ParticipationQuerySet":
        return self.filter(status__in=HAS_SEAT)

    def waiting(self) -> "ParticipationQuerySet":
        """Who waits for a seat, in their order."""
        return self.filter(status=ParticipationStatus.WAITING).order_by("number")

    def offered_until(self, now: datetime) -> "ParticipationQuerySet":
        """Who was offered a seat and has not answered in time."""
        return self.filter(status=ParticipationStatus.OFFERED, offer_until__lte=now)

    def people(self) -> int:
        """How many people these are."""
        return self.aggregate(people=Sum("people_count"))["people"] or 0


class Participation(WithStatus, Timestamped):
    """Somebody comes to an event: a person with an account or a guest, alone or with others
    (`people_count` people in all). Neither stands there once the guest was forgotten or the account
    has gone: then it is a number that was counted.

    `number` is the order in which people came to the event (受付番号), given while the event is
    locked; in its order the waiting are asked. Who has not confirmed themselves has none and no seat.
    """

    event = models.ForeignKey(
        Event, verbose_name="催し", on_delete=models.CASCADE, related_name="participations"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="参加する人",
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="participations",
    )
    guest = models.ForeignKey(
        Guest,
        verbose_name="アカウントのない方",
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="participations",
    )
    attends_as = models.CharField(
        _("加わり方"), max_length=10, choices=AttendsAs, default=AttendsAs.VISITOR
    )
    people_count = models.PositiveSmallIntegerField(_("人数"), default=1)
    number = models.PositiveIntegerField("受付番号", null=True, editable=False)
    offer_until = models.DateTimeField("席の返事の期限", null=True, editable=False)
    came_count = models.PositiveSmallIntegerField("来た人数", null=True, editable=False)
    entered_how = models.CharField("受け付けた方法", max_length=20, choices=EnteredHow, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="入力した人",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )
    received_on = models.DateField("受け付けた日", null=True, blank=True)
    told_by_call_at = models.DateTimeField("電話で知らせた日時", null=True, editable=False)
    """When the organiser last called somebody whom no letter reaches."""
    status = models.CharField(
        "状態",
        max_length=20,
        choices=ParticipationStatus,
        default=ParticipationStatus.UNCONFIRMED,
        editable=False,
    )

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        verbose_name = "参加"
        verbose_name_plural = "参加"
        ordering = ["event", "number", "pk"]
        constraints = [
            known_values("status", ParticipationStatus, name="participation_status_is_known"),
            known_values("attends_as", AttendsAs, name="participation_as_is_known"),
            known_values(
                "entered_how", ["", *EnteredHow.values], name="participation_how_is_known"
            ),
            models.CheckConstraint(
                condition=Q(user__isnull=True) | Q(guest__isnull=True),
                name="participation_of_one",
            ),
            models.CheckConstraint(
                condition=Q(people_count__gte=1), name="participation_of_somebody"
            ),
            models.CheckConstraint(
                condition=Q(status=ParticipationStatus.OFFERED, offer_until__isnull=False)
                | ~Q(status=ParticipationStatus.OFFERED) & Q(offer_until__isnull=True),
                name="participation_offer_has_an_end",
            ),
            models.CheckConstraint(
                condition=Q(number__isnull=False)
                | Q(status__in=[ParticipationStatus.UNCONFIRMED, ParticipationStatus.LEFT]),
                name="participation_has_its_number",
            ),
            models.CheckConstraint(
                condition=Q(entered_how="", entered_by__isnull=True)
                | ~Q(entered_how="") & Q(entered_by__isnull=False),
                name="participation_entered_by_somebody",
            ),
            models.UniqueConstraint(
                fields=["event", "number"],
                condition=Q(number__isnull=False),
                name="participation_number_once",
            ),
            models.UniqueConstraint(
                fields=["event", "user"],
                condition=Q(user__isnull=False) & ~Q(status=ParticipationStatus.LEFT),
                name="participation_once_at_a_time",
            ),
        ]
        indexes = [
            models.Index(
                fields=["offer_until"],
                condition=Q(offer_until__isnull=False),
                name="participation_offers",
            ),
        ]

    def __str__(self) -> str:
        """Without a name: this is what the record of acts keeps."""
        return f"「{self.event.title}」への参加"

    def get_absolute_url(self) -> str:
        return self.event.get_absolute_url()

    @property
    def name(self) -> str:
        """What the organiser's list calls them; empty for who is only a number any more."""
        person: Any = self.guest or self.user
        return "" if person is None else person.display_name

    @property
    def guest_page(self) -> str:
        """The page of somebody without an account, which their letters lead to."""
        if self.guest is None:
            return self.get_absolute_url()
        return reverse("events:joined", args=[self.guest.pk, self.guest.token])

    @property
    def is_helper(self) -> bool:
        return self.attends_as == AttendsAs.HELPER

    @property
    def must_be_called(self) -> bool:
        """No letter reaches them: a guest with a telephone number only."""
        return self.guest is not None and not self.guest.email

    @property
    def position(self) -> int:
        """The place in the waiting list, 1 the next."""
        before = self.event.participations.filter(
            status=ParticipationStatus.WAITING, attends_as=self.attends_as, number__lt=self.number
        )
        return before.count() + 1


class ParticipationDetails(models.Model):
    """What an organiser has to know of somebody who comes, and nobody else: personal, and gone 30 days
    after the event (`projects.actions.forgetting`)."""

    participation = models.OneToOneField(
        Participation, on_delete=models.CASCADE, related_name="details"
    )
    needs = models.CharField(_("配慮してほしいこと"), max_length=300, blank=True)
    school_year = models.CharField(_("学年・年齢"), max_length=30, blank=True)
    guardian_name = models.CharField(_("保護者の氏名"), max_length=50, blank=True)
    guardian_phone = models.CharField(_("保護者の電話番号"), max_length=20, blank=True)

    class Meta:
        verbose_name = "参加する人について"
        verbose_name_plural = "参加する人について"

    def __str__(self) -> str:
        return "参加する人について"
