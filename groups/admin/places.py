"""Places in the admin: what they are, when they are open, what can be used there."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from groups.actions.places import set_opening
from groups.models import Place, PlaceEquipment, PlaceRoom, Weekday
from groups.places import typed
from groups.places.opening import Opening
from groups.rules.people import is_coordinator, is_department_staff
from groups.rules.places import may_keep_places
from kyodo_portal.cities.choices import place_kinds_offered
from kyodo_portal.life.people import Person
from kyodo_portal.life.verdicts import Verdict
from kyodo_portal.staff.base import BY_INDEX, PortalAdmin
from kyodo_portal.staff.districts import (
    DistrictFilter,
    InDistrictForm,
    ShowsDistrict,
    with_district,
)
from kyodo_portal.staff.filters import QueueFilter
from kyodo_portal.staff.inlines import PortalInline
from kyodo_portal.words.languages import listed
from kyodo_portal.writing.columns import field_of
from kyodo_portal.writing.fields import PlainTextField

WEEK = tuple(f"hours_{day.name.lower()}" for day in Weekday)
EXAMPLE = "例：9:00-12:00、13:00-17:00。休みの日は空にします。"


class HoursField(PlainTextField):
    """The hours of one weekday, as they are typed."""

    def __init__(self, *, weekday: Weekday) -> None:
        label = str(weekday.label)
        super().__init__(
            label=label, required=False, max_length=100, help_text=EXAMPLE if not weekday else ""
        )

    def clean(self, value: Any) -> Any:
        try:
            return typed.parse_spans(super().clean(value))
        except typed.Unwritable as reason:
            raise ValidationError(str(reason)) from None


class LinesField(PlainTextField):
    """Lines that `read` makes rows of."""

    widget = forms.Textarea(attrs={"rows": 4})

    def __init__(self, read: Any, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=3000, **kwargs)
        self.read = read

    def clean(self, value: Any) -> Any:
        try:
            return self.read(super().clean(value))
        except typed.Unwritable as reason:
            raise ValidationError(str(reason)) from None


class PlaceForm(InDistrictForm):
    """A place with its hours, which are typed as lines."""

    hours_monday = HoursField(weekday=Weekday.MONDAY)
    hours_tuesday = HoursField(weekday=Weekday.TUESDAY)
    hours_wednesday = HoursField(weekday=Weekday.WEDNESDAY)
    hours_thursday = HoursField(weekday=Weekday.THURSDAY)
    hours_friday = HoursField(weekday=Weekday.FRIDAY)
    hours_saturday = HoursField(weekday=Weekday.SATURDAY)
    hours_sunday = HoursField(weekday=Weekday.SUNDAY)
    seasons = LinesField(
        typed.parse_seasons,
        label="一部の月だけの時間",
        help_text="1行に一つ。例：12月〜2月 土日 9:00-16:00。その月は、上の曜日の時間の代わりになります。",
    )
    special_days = LinesField(
        typed.parse_days,
        label="休館日・特別な開館",
        help_text="1行に一つ。例：12/29〜1/3 休み 年末年始、第3月曜日 休み、2026-12-21 10:00-15:00 点検のあと。",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        place = self.instance
        if "kind" in self.fields:
            choices = [("", "---------"), *place_kinds_offered(*filter(None, [place.kind]))]
            field_of(self, "kind", forms.TypedChoiceField).choices = choices
        if place.pk is not None:
            opening = Opening(place)
            for weekday, name in zip(Weekday, WEEK, strict=True):
                self.initial.setdefault(name, typed.written_spans(opening.usual(weekday)))
            self.initial.setdefault("seasons", typed.written_seasons(opening.hours))
            self.initial.setdefault("special_days", typed.written_days(opening.days))


class RoomInline(PortalInline):
    model = PlaceRoom
    fields = ["name", "people", "square_metres", "fee", "units"]


class EquipmentInline(PortalInline):
    model = PlaceEquipment
    fields = ["kind", "note"]


@admin.register(Place)
class PlaceAdmin(ShowsDistrict, PortalAdmin):
    """The coordinators keep them; departments look things up."""

    form = PlaceForm
    list_display = ["name", "kind", "district_shown", "checked_on", "is_public"]
    list_filter = [QueueFilter, "kind", DistrictFilter, "is_public", "run_by"]
    search_fields = BY_INDEX
    search_help_text = "名称・フリガナ・説明・所在地から探します。"
    fieldsets = [
        (None, {"fields": ["name", "name_kana", "kind", "district", "about", "is_public"]}),
        (
            "開いている時間",
            {"fields": [*WEEK, "holidays", "seasons", "special_days", "hours_note", "storm_note"]},
        ),
        (
            "所在地と連絡先",
            {
                "fields": [
                    *("address", "access", "latitude", "longitude"),
                    *("phone", "email", "website"),
                ]
            },
        ),
        (
            "使う",
            {
                "fields": [
                    *("open_to", "open_to_note", "booking_note", "booking_url", "consultation"),
                    *("run_by", "operator"),
                ]
            },
        ),
        (
            "バリアフリー",
            {
                "fields": [
                    *("step_free", "wheelchair_toilet", "hearing_loop"),
                    *("parking", "parking_accessible", "accessibility_note"),
                ]
            },
        ),
        (
            "この案内について",
            {"fields": ["source", "source_url", "checked_on", "closed_for_good_on"]},
        ),
    ]
    readonly_fields = ["district_shown"]
    inlines = [RoomInline, EquipmentInline]
    export_prefetch = ("hours", "rooms")
    export_columns = (
        ("名称", lambda place: place.name),
        ("フリガナ", lambda place: place.name_kana),
        ("種別", lambda place: place.get_kind_display()),
        ("所在地", lambda place: place.address),
        ("地区", lambda place: place.district_name),
        ("電話番号", lambda place: place.phone),
        *(
            (
                str(day.label),
                lambda place, day=day: typed.written_spans(Opening(place).usual(day)) or "休み",
            )
            for day in Weekday
        ),
        ("部屋", lambda place: listed(room.name for room in place.rooms.all())),
        ("出典", lambda place: place.source),
        ("確認した日", lambda place: place.checked_on),
        ("公開", lambda place: place.is_public),
    )

    def is_for(self, user: Person) -> bool:
        return user.is_superuser or is_coordinator(user) or is_department_staff(user)

    def may_add(self, user: Person) -> Verdict:
        return may_keep_places(user)

    def may_change(self, user: Person, obj: Place) -> Verdict:
        return may_keep_places(user)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        is_read = obj is not None and not self.has_change_permission(request, obj)
        parts = super().get_fieldsets(request, obj)
        if is_read:
            parts = [(name, {**part, "fields": _stored(part["fields"])}) for name, part in parts]
        return with_district(parts, obj, is_read=is_read)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        given = form.cleaned_data
        set_opening(
            place=form.instance,
            week={day: given[name] for day, name in zip(Weekday, WEEK, strict=True)},
            seasons=given["seasons"],
            days=given["special_days"],
        )


def _stored(names: Any) -> Any:
    """Without the lines that are typed: who only reads finds the hours on the public page."""
    return [name for name in names if name not in (*WEEK, "seasons", "special_days")]
