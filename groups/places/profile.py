"""What the page of a place shows, part by part; what nobody has written is left out."""

from typing import Any

from django.utils.translation import gettext

from groups.models import Equipment, OpenTo, Place, PlaceRoom, RunBy
from groups.places.spoken import day_words
from kyodo_portal.templatetags.ui_contact import contact_links
from kyodo_portal.templatetags.ui_text import jdate, paragraphs
from kyodo_portal.words.languages import listed

Rows = list[tuple[str, Any]]


def _filled(*rows: tuple[str, Any]) -> Rows:
    return [(label, value) for label, value in rows if value not in (None, "")]


def map_url(place: Place) -> str:
    """The place on the map of the Geospatial Information Authority (地理院地図), which sets no cookie
    and knows nobody; nothing where its point is not known."""
    if place.latitude is None or place.longitude is None:
        return ""
    return f"https://maps.gsi.go.jp/#17/{place.latitude}/{place.longitude}/"


def way_rows(place: Place) -> Rows:
    """Where it is and how it is reached."""
    return _filled(
        (gettext("所在地"), place.address),
        (gettext("地区"), place.district_name),
        (gettext("行き方"), place.access),
        (gettext("電話番号"), contact_links(place.phone) if place.phone else ""),
        (gettext("メールアドレス"), contact_links(place.email) if place.email else ""),
        (gettext("ウェブサイト"), paragraphs(place.website) if place.website else ""),
    )


def access_rows(place: Place) -> Rows:
    """What who comes in a wheelchair, with a stick, by car, or hears badly wants to know. What the city
    has not looked at is said to be unknown: to leave it out would read as no."""
    return [
        (gettext("入口の段差"), _known(place.step_free, gettext("なし"), gettext("あり"))),
        (gettext("多目的トイレ"), _there_or_not(place.wheelchair_toilet)),
        (gettext("ヒアリングループ"), _there_or_not(place.hearing_loop)),
        (gettext("駐車場"), _parking(place)),
        *_filled((gettext("そのほか"), place.accessibility_note)),
    ]


def use_rows(place: Place) -> Rows:
    """Who may use it, and how."""
    return _filled(
        (gettext("使える人"), _with(OpenTo(place.open_to).label, place.open_to_note)),
        (gettext("予約のしかた"), place.booking_note),
        (gettext("相談"), place.consultation),
        (gettext("警報が出たとき"), place.storm_note),
        (gettext("運営"), _with(RunBy(place.run_by).label, place.operator)),
    )


def source_rows(place: Place) -> Rows:
    return _filled(
        (gettext("出典"), place.source),
        (gettext("確認した日"), jdate(place.checked_on)),
    )


def closed_rows(place: Place) -> list[str]:
    """The days on which the week does not hold, and what national holidays change."""
    return [*(day_words(each) for each in place.days.all()), str(place.get_holidays_display())]


def equipment_rows(place: Place) -> list[str]:
    return [
        each.note
        if each.kind == Equipment.OTHER and each.note
        else _with(each.get_kind_display(), each.note)
        for each in place.equipment.all()
    ]


def room_rows(place: Place) -> list[tuple[PlaceRoom, str]]:
    """Each room with its size in words."""
    return [(room, _size(room)) for room in place.rooms.all()]


def _size(room: PlaceRoom) -> str:
    people = gettext("{people}人").format(people=room.people) if room.people else ""
    area = ""
    if room.square_metres:
        area = gettext("{area}㎡").format(area=f"{room.square_metres:f}".removesuffix(".0"))
    return listed(filter(None, (people, area)))


def _parking(place: Place) -> str:
    if place.parking is None:
        return gettext("わかりません")
    if place.parking == 0:
        return gettext("なし")
    if not place.parking_accessible:
        return gettext("{cars}台").format(cars=place.parking)
    return gettext("{cars}台（うち車いす用{accessible}台）").format(
        cars=place.parking, accessible=place.parking_accessible
    )


def _there_or_not(value: bool | None) -> str:
    return _known(value, gettext("あり"), gettext("なし"))


def _known(value: bool | None, yes: str, no: str) -> str:
    return gettext("わかりません") if value is None else yes if value else no


def _with(label: Any, note: str) -> str:
    return gettext("{label}（{note}）").format(label=label, note=note) if note else str(label)
