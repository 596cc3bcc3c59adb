"""The form of a place: its hours are lines, as they are typed; its picture comes with a description."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from groups.models import PlacePhoto, Weekday
from groups.places import typed
from groups.places.opening import Opening
from kyodo_portal.cities.choices import place_kinds_offered
from kyodo_portal.files.uploads import PhotoField
from kyodo_portal.staff.districts import InDistrictForm
from kyodo_portal.writing.columns import field_of
from kyodo_portal.writing.fields import PlainTextField

WEEK = tuple(f"hours_{day.name.lower()}" for day in Weekday)
PHOTO = ("photo_file", "photo_caption", "photo_removed")
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

    photo_file = PhotoField(
        label="写真", required=False, help_text="選ぶと、いまの写真と入れかわります。"
    )
    photo_caption = PlainTextField(
        label="写真の説明",
        required=False,
        max_length=200,
        help_text="写真の見えない人にも伝わるように。例：玄関。右手にスロープがある",
    )
    photo_removed = forms.BooleanField(label="いまの写真を外す", required=False)

    def clean(self) -> Any:
        cleaned = super().clean()
        given = cleaned or {}
        if given.get("photo_file") and not given.get("photo_caption"):
            self.add_error("photo_caption", "写真に何が写っているかを書いてください。")
        return cleaned

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
            photo = PlacePhoto.objects.filter(place=place).first()
            self.initial.setdefault("photo_caption", photo.caption if photo else "")
