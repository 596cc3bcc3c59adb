"""Places in the admin: what they are, when they are open, what can be used there."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from groups.actions.places import set_opening, set_photo
from groups.admin.place_form import PHOTO, WEEK, PlaceForm
from groups.models import Place, PlaceEquipment, PlacePhoto, PlaceRoom, Weekday
from groups.places import typed
from groups.places.opening import Opening
from groups.rules.people import is_coordinator, is_department_staff
from groups.rules.places import may_keep_places
from kyodo_portal.life.people import Person
from kyodo_portal.life.verdicts import Verdict
from kyodo_portal.staff.base import BY_INDEX, PortalAdmin
from kyodo_portal.staff.districts import (
    DistrictFilter,
    ShowsDistrict,
    with_district,
)
from kyodo_portal.staff.filters import QueueFilter
from kyodo_portal.staff.inlines import PortalInline
from kyodo_portal.web.bodies import takes_files
from kyodo_portal.words.languages import listed


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
        ("写真", {"fields": list(PHOTO)}),
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
        self._save_photo(request, form.instance, given)

    def _save_photo(self, request: HttpRequest, place: Place, given: dict[str, Any]) -> None:
        """A new picture, none any more, or another description of the one that is there."""
        file, caption = given["photo_file"], given["photo_caption"]
        if file is not None or given["photo_removed"]:
            set_photo(place=place, photo=file, caption=caption, by=request.user)
        elif caption:
            PlacePhoto.objects.filter(place=place).update(caption=caption)

    def get_urls(self) -> list[Any]:
        """The pages of the form are sent a picture."""
        urls = super().get_urls()
        for each in urls:
            if each.name in ("groups_place_add", "groups_place_change"):
                takes_files(each.callback)
        return urls


def _stored(names: Any) -> Any:
    """Without the lines that are typed: who only reads finds the hours on the public page."""
    return [name for name in names if name not in (*WEEK, *PHOTO, "seasons", "special_days")]
