"""The city's list of places: what it may say, and what taking it in does. What the list does not say of a
place that is here already stays as it is."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from groups.actions.places import set_opening
from groups.imports.reading import Read, counted, reader, same_name
from groups.imports.values import district, typed
from groups.models import Place, PlaceDay, PlaceRoom, User, Weekday
from groups.places import typed as hours
from groups.places.opening import Opening
from kyodo_portal.cities import city
from kyodo_portal.cities.choices import place_kinds_found
from kyodo_portal.cities.loading import common
from kyodo_portal.files.tables.columns import Column, Record, Rules
from kyodo_portal.files.tables.headings import Headings
from kyodo_portal.files.tables.values import Fault, flag, many, text
from kyodo_portal.life import audit
from kyodo_portal.life.jobs.kinds import Section
from kyodo_portal.life.recorded import ENTERED, REWRITTEN
from kyodo_portal.words.alike import likeness
from kyodo_portal.words.languages import in_japanese
from kyodo_portal.words.text import normalise
from kyodo_portal.writing.fields import (
    CountField,
    EmailField,
    JapaneseDateField,
    KanaField,
    PhoneField,
    PlainDecimalField,
    WebAddressField,
)
from kyodo_portal.writing.locks import locked


def kind_of_place(value: Any) -> str:
    """The kind of place: its name here or elsewhere, or one of the names that stand in it (公民館)."""
    with in_japanese():
        used = dict(place_kinds_found())
    ways = {
        normalise(way): code
        for code in used
        for name in (city().place_kind(code).name, common().place_kind(code).name)
        for way in (code, name, *name.split("・"))
    }
    found = ways.get(normalise(str(value), 100))
    if found is None:
        raise Fault(f"種別は、次のどれかです：{'、'.join(used.values())}。")
    return found


def _read_by(read: Callable[[str], Any]) -> Callable[[Any], Any]:
    def check(value: Any) -> Any:
        try:
            return read(str(value))
        except hours.Unwritable as reason:
            raise Fault(str(reason)) from None

    return check


def _lines(value: Any) -> list[Any]:
    return hours.parse_days("\n".join(re.split(r"[\n;；]", str(value))))


def _degrees(least: int, most: int) -> Callable[[Any], Any]:
    return typed(PlainDecimalField(min_value=least, max_value=most, max_digits=9, decimal_places=6))


ABOUT = {
    "name": Column(text(100), required=True),
    "name_kana": Column(typed(KanaField(max_length=200))),
    "kind": Column(kind_of_place, required=True),
    "about": Column(text(1000)),
    "address": Column(text(200), required=True),
    "district": Column(district),
    "access": Column(text(300)),
    "latitude": Column(_degrees(20, 46)),
    "longitude": Column(_degrees(122, 154)),
    "phone": Column(typed(PhoneField(max_length=60))),
    "email": Column(typed(EmailField(max_length=254))),
    "website": Column(typed(WebAddressField(max_length=200))),
    "hours_note": Column(text(300)),
    "storm_note": Column(text(300)),
    "booking_note": Column(text(500)),
    "booking_url": Column(typed(WebAddressField(max_length=200))),
    "consultation": Column(text(300)),
    "operator": Column(text(150)),
    "step_free": Column(flag),
    "wheelchair_toilet": Column(flag),
    "hearing_loop": Column(flag),
    "parking": Column(typed(CountField(min_value=0, max_value=9999))),
    "parking_accessible": Column(typed(CountField(min_value=0, max_value=999))),
    "source": Column(text(200), required=True),
    "checked_on": Column(typed(JapaneseDateField()), required=True),
}
"""Columns of the place itself, by the names of its fields."""

WEEK = {day: f"hours_{day.name.lower()}" for day in Weekday}
COLUMNS = {
    **ABOUT,
    **{name: Column(_read_by(hours.parse_spans)) for name in WEEK.values()},
    "special_days": Column(_read_by(_lines)),
    "rooms": Column(many(text(100))),
}

HEADINGS = Headings(
    labels={
        "name": "名称",
        "name_kana": "名称_カナ",
        "kind": "種別",
        "about": "説明",
        "address": "所在地",
        "district": "地区",
        "access": "行き方",
        "latitude": "緯度",
        "longitude": "経度",
        "phone": "電話番号",
        "email": "メールアドレス",
        "website": "ウェブサイト",
        "hours_note": "開館時間の補足",
        "storm_note": "警報が出たとき",
        "booking_note": "予約のしかた",
        "booking_url": "予約のページ",
        "consultation": "相談",
        "operator": "運営する団体",
        "step_free": "入口に段差がない",
        "wheelchair_toilet": "多目的トイレ",
        "hearing_loop": "ヒアリングループ",
        "parking": "駐車場の台数",
        "parking_accessible": "うち車いす用",
        "source": "出典",
        "checked_on": "確認した日",
        **{name: f"{hours.WEEKDAYS[day]}曜日の時間" for day, name in WEEK.items()},
        "special_days": "休館日",
        "rooms": "部屋",
    },
    aliases={
        **dict.fromkeys(("施設名", "施設の名称", "名前"), "name"),
        **dict.fromkeys(("フリガナ", "ふりがな", "名称フリガナ"), "name_kana"),
        **dict.fromkeys(("種類", "施設の種別", "種別の名称"), "kind"),
        **dict.fromkeys(("住所", "所在地_連結表記"), "address"),
        **dict.fromkeys(("アクセス", "アクセス方法", "交通"), "access"),
        **dict.fromkeys(("電話", "TEL"), "phone"),
        **dict.fromkeys(("ホームページ", "HP", "URL"), "website"),
        **dict.fromkeys(("確認日", "時点"), "checked_on"),
        **dict.fromkeys(("駐車場",), "parking"),
        **{f"{hours.WEEKDAYS[day]}": name for day, name in WEEK.items()},
        **{f"{hours.WEEKDAYS[day]}曜日": name for day, name in WEEK.items()},
    },
    needed=("name", "kind", "address"),
    named="name",
    usual="「名称」「種別」「所在地」「出典」「確認した日」などの見出しを書いてください。",
)


def _contradictions(record: Record, heading: Callable[[str], str]) -> list[tuple[str, str]]:
    found = []
    if (record.get("latitude") is None) != (record.get("longitude") is None):
        found.append(("latitude", f"{heading('longitude')} と両方書くか、両方空にしてください。"))
    cars, accessible = record.get("parking"), record.get("parking_accessible")
    if cars is not None and accessible is not None and accessible > cars:
        found.append(("parking_accessible", f"{heading('parking')} より多くなっています。"))
    return found


read = reader(
    HEADINGS,
    Rules(
        columns=COLUMNS,
        contradictions=_contradictions,
        identity="name",
        twice="同じ名前が{place}にもあります。",
        same=same_name,
    ),
)


def write(read: Read, *, by: User, update: bool, add_alike: bool) -> list[Section]:
    """Make the new places public as the list says, and with `update` write over those that are here. Call
    it in a transaction. What is like a place that is here is told and left out, unless `add_alike`."""
    here = {same_name(place.name): place for place in _here()}
    like = {likeness(place.name): place.name for place in here.values()}
    told: dict[str, list[str]] = {name: [] for name in ("new", "updated", "same", "alike")}
    differing: list[str] = []
    for row, record in read.records:
        name = record["name"]
        place = here.get(same_name(name))
        if place is not None:
            changed = _differing(place, record)
            line = f"{row.label}：{'、'.join(map(row.heading, changed))}"
            if not changed:
                told["same"].append(name)
            elif update:
                _store(locked(Place, pk=place.pk), record)
                audit.record(REWRITTEN, target=place, by=by, data={"fields": changed})
                told["updated"].append(line)
            else:
                differing.append(line)
        elif not add_alike and (other := like.get(likeness(name))) is not None:
            told["alike"].append(f"{row.label}：「{other}」に似ています")
        else:
            like.setdefault(likeness(name), name)
            made = _store(Place(is_public=True), record)
            audit.record(ENTERED, target=made, by=by)
            told["new"].append(f"{name}（{made.get_kind_display()}）")
    return [
        counted("新しく公開する場所", told["new"]),
        counted("書き換える場所", told["updated"]),
        counted("いまの案内と違うところのある場所（書き換えません）", differing),
        counted("名前が似た場所がすでにあるもの（登録しません）", told["alike"]),
        Section(f"すでに同じ内容のもの：{len(told['same'])}件" if told["same"] else ""),
        *read.left,
    ]


def _here() -> Iterable[Place]:
    return Place.objects.with_list_parts().order_by("-pk")


def _differing(place: Place, record: Record) -> list[str]:
    """The columns of which the list says something else than is kept; what it leaves empty says nothing."""
    opening = Opening(place)
    kept: dict[str, Any] = {
        **{column: getattr(place, column) for column in ABOUT},
        **{name: opening.usual(day) for day, name in WEEK.items()},
        "special_days": _lines_of(opening.days),
        "rooms": sorted(room.name for room in place.rooms.all()),
    }
    said = {
        **record,
        "special_days": _lines_of(record.get("special_days") or ()),
        "rooms": sorted(set(record.get("rooms") or ())),
    }
    return [
        name
        for name in kept
        if said.get(name) not in (None, "", [], ()) and said[name] != kept[name]
    ]


def _lines_of(days: Iterable[PlaceDay]) -> list[str]:
    return sorted(hours.written_days([day]) for day in days)


def _store(place: Place, record: Record) -> Place:
    """Write what the list says of a place; its hours as a whole, where the list has any."""
    is_new = place.pk is None
    for column in ABOUT:
        if record.get(column) not in (None, ""):
            setattr(place, column, record[column])
    place.save()
    opening = Opening(place)
    said = {day: record.get(name) or () for day, name in WEEK.items()}
    if any(said.values()) or record.get("special_days"):
        set_opening(
            place=place,
            week=said if any(said.values()) else {day: opening.usual(day) for day in WEEK},
            seasons=[row for row in opening.hours if row.from_month],
            days=record.get("special_days") or opening.days,
        )
    names = set(record.get("rooms") or ())
    if not is_new:
        names -= {room.name for room in place.rooms.all()}
    PlaceRoom.objects.bulk_create(PlaceRoom(place=place, name=name) for name in sorted(names))
    return place
