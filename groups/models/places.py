"""Places where people meet and work for the city: 市民活動センター, 公民館 and others."""

import datetime as dt
from enum import StrEnum

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kyodo_portal.cities.choices import place_kind_choices
from kyodo_portal.cities.rows.kinds import PLACE_KIND_CODES
from kyodo_portal.life.constraints import known_values, set_together, within
from kyodo_portal.life.districts import InDistrict
from kyodo_portal.life.people import Person, is_signed_in
from kyodo_portal.life.records import Timestamped
from kyodo_portal.life.roles import Role
from kyodo_portal.search import Document, Kind, Searchable
from kyodo_portal.words.calendar import JST
from kyodo_portal.writing.once import SubmittedOnce


class PlaceKind(StrEnum):
    """The kinds of place that every city may use, by their codes; a city's own are `own01` to `own20`."""

    CENTER = "center"
    HALL = "hall"
    ASSEMBLY = "assembly"
    LIBRARY = "library"
    WELFARE = "welfare"
    SCHOOL = "school"
    SPORTS = "sports"
    PARK = "park"
    OFFICE = "office"
    OTHER = "other"


class RunBy(models.TextChoices):
    CITY = "city", _("市が直接運営")
    DESIGNATED = "designated", _("指定管理者が運営")
    ENTRUSTED = "entrusted", _("委託を受けた団体が運営")
    OTHER = "other", _("市以外が運営")


class OpenTo(models.TextChoices):
    EVERYBODY = "everybody", _("だれでも使える")
    REGISTERED = "registered", _("登録した団体が使える")
    ASKED = "asked", _("使い方により異なる")


class HolidayRule(models.TextChoices):
    """What a national holiday (国民の祝日) changes at a place."""

    USUAL = "usual", _("祝日も、その曜日のとおり開く")
    CLOSED = "closed", _("祝日は休み")
    SUNDAY = "sunday", _("祝日は、日曜日と同じ時間")
    MOVED = "moved", _("休みの曜日が祝日なら開き、次の平日を休む")


class PlaceQuerySet(models.QuerySet["Place"]):
    def public(self) -> "PlaceQuerySet":
        return self.filter(is_public=True)

    def in_use(self) -> "PlaceQuerySet":
        """Those that have not been given up."""
        return self.filter(closed_for_good_on=None)

    def visible_to(self, user: Person) -> "PlaceQuerySet":
        """Those that are public for everybody; what is still being written for coordinators and the
        city's departments."""
        if is_signed_in(user) and (
            user.is_superuser or Role.COORDINATOR in user.role_names or user.department_ids
        ):
            return self
        return self.public()

    def with_hours(self) -> "PlaceQuerySet":
        """With what `Opening` reads, in two queries."""
        return self.prefetch_related("hours", "days")

    def with_list_parts(self) -> "PlaceQuerySet":
        """What a line of the list shows, in a constant number of queries."""
        return self.with_hours().select_related("photo").prefetch_related("rooms")


class Place(Searchable, Timestamped, SubmittedOnce, InDistrict):
    """A place of the city that people can use or go to. All of it is public but what is still being
    written; its telephone and mail are those of an office.

    When it is open stands in `PlaceHours` and `PlaceDay`, what can be used there in `PlaceRoom` and
    `PlaceEquipment`. Booking is done elsewhere: `booking_url` leads there.
    """

    name = models.CharField("名称", max_length=100)
    name_kana = models.CharField("名称（フリガナ）", max_length=200)
    kind = models.CharField("種別", max_length=20, choices=place_kind_choices)
    about = models.TextField("どんなところか", max_length=1000, blank=True)
    address = models.CharField("所在地", max_length=200)
    access = models.CharField("行き方", max_length=300, blank=True)
    latitude = models.DecimalField("緯度", max_digits=8, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField("経度", max_digits=9, decimal_places=6, null=True, blank=True)
    phone = models.CharField("電話番号", max_length=60, blank=True)
    email = models.EmailField("メールアドレス", blank=True)
    website = models.URLField("ウェブサイト", blank=True)

    hours_note = models.CharField("開館時間の補足", max_length=300, blank=True)
    holidays = models.CharField(
        "祝日", max_length=10, choices=HolidayRule, default=HolidayRule.USUAL
    )
    storm_note = models.CharField("警報が出たとき", max_length=300, blank=True)

    open_to = models.CharField("使える人", max_length=12, choices=OpenTo, default=OpenTo.EVERYBODY)
    open_to_note = models.CharField("使える人の補足", max_length=300, blank=True)
    booking_note = models.CharField("予約のしかた", max_length=500, blank=True)
    booking_url = models.URLField("予約のページ", blank=True)
    consultation = models.CharField("相談", max_length=300, blank=True)
    run_by = models.CharField("運営", max_length=12, choices=RunBy, default=RunBy.CITY)
    operator = models.CharField("運営する団体", max_length=150, blank=True)

    step_free = models.BooleanField("入口に段差がない", null=True, blank=True)
    wheelchair_toilet = models.BooleanField("多目的トイレ", null=True, blank=True)
    hearing_loop = models.BooleanField("ヒアリングループ", null=True, blank=True)
    parking = models.PositiveSmallIntegerField(
        "駐車場の台数", null=True, blank=True, validators=[MaxValueValidator(9999)]
    )
    parking_accessible = models.PositiveSmallIntegerField(
        "うち車いす用", null=True, blank=True, validators=[MaxValueValidator(999)]
    )
    accessibility_note = models.CharField("バリアフリーの補足", max_length=300, blank=True)

    source = models.CharField("出典", max_length=200)
    source_url = models.URLField("出典のページ", blank=True)
    checked_on = models.DateField("確認した日")
    is_public = models.BooleanField("公開する", default=False)
    closed_for_good_on = models.DateField("この日から使われていない", null=True, blank=True)

    objects = PlaceQuerySet.as_manager()

    search_kind = Kind.PLACE
    search_date_label = _("確認")

    class Meta:
        verbose_name = "場所"
        verbose_name_plural = "場所"
        ordering = ["name_kana", "pk"]
        constraints = [
            known_values("kind", PLACE_KIND_CODES, name="place_kind_is_known"),
            known_values("run_by", RunBy, name="place_run_by_is_known"),
            known_values("open_to", OpenTo, name="place_open_to_is_known"),
            known_values("holidays", HolidayRule, name="place_holidays_is_known"),
            set_together(
                "latitude",
                "longitude",
                name="place_point_is_whole",
                message="緯度と経度は、両方書いてください。",
            ),
            within(
                *("latitude", 20, 46),
                name="place_latitude_in_japan",
                message="緯度は、20から46までの数で書いてください。",
            ),
            within(
                *("longitude", 122, 154),
                name="place_longitude_in_japan",
                message="経度は、122から154までの数で書いてください。",
            ),
            models.CheckConstraint(
                condition=Q(parking_accessible__isnull=True)
                | Q(parking__isnull=True)
                | Q(parking_accessible__lte=models.F("parking")),
                name="place_parking_holds_its_part",
                violation_error_message="車いす用の台数は、駐車場の台数より多くできません。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("places:detail", args=[self.pk])

    def search_document(self) -> Document:
        noon = dt.datetime.combine(self.checked_on, dt.time(12), tzinfo=JST)
        return Document(
            title=self.name,
            texts=[
                *(self.name_kana, self.about, self.address, self.access, self.booking_note),
                *(self.consultation, self.accessibility_note, self.operator, self.district_words),
            ],
            dated_at=noon,
            is_public=self.is_public and self.is_in_use,
        )

    @property
    def is_in_use(self) -> bool:
        return self.closed_for_good_on is None
