"""The 地区 of a record in the admin: chosen where the record is changed, named where it is read, and nowhere
in a city that names none."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from kyodo_portal.cities.districts import district_choices
from kyodo_portal.life.districts import InDistrict
from kyodo_portal.words.languages import Words
from kyodo_portal.writing.districts import offer_districts

Columns = tuple[tuple[Words, Callable[[Any], Any]], ...]


class InDistrictForm(forms.ModelForm):
    """A record's own columns, its 地区 among what the city offers."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_districts(self)


class DistrictFilter(admin.SimpleListFilter):
    """By 地区; not there in a city that names none."""

    title = "地区"
    parameter_name = "district"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return district_choices()

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(district=self.value()) if self.value() else queryset


class ShowsDistrict:
    """For an admin: the 地区 of a record that this person reads and does not change."""

    @admin.display(description="地区")
    def district_shown(self, record: InDistrict) -> str:
        return record.district_name


def without_districts(columns: Columns) -> Columns:
    """The columns of a spreadsheet, without the 地区 in a city that names none."""
    has_any = bool(district_choices())
    return tuple(each for each in columns if has_any or each[0] != DistrictFilter.title)


def with_district(parts: Sequence[Any], record: InDistrict | None, *, is_read: bool) -> list[Any]:
    """The parts of a page (its fieldsets) with `district` as this city and this person have it."""
    has_any = bool(district_choices() or (record is not None and record.district))
    instead = (["district_shown"] if is_read else ["district"]) if has_any else []
    return [(name, {**part, "fields": _replaced(part["fields"], instead)}) for name, part in parts]


def _replaced(fields: Sequence[Any], instead: list[Any]) -> list[Any]:
    return [each for name in fields for each in (instead if name == "district" else [name])]
