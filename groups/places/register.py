"""The lines of the list of places, drawn once."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.safestring import SafeString

from groups.models import Place
from groups.places.opening import Opening
from groups.places.spoken import now_words, spans_words
from kyodo_portal.cities.choices import place_kind_name
from kyodo_portal.ui.drawn import drawn_once
from kyodo_portal.ui.pictures import Photo, small_photo


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """One place as a list shows it at a moment, in the language of the page."""

    pk: int
    url: str
    photo: Photo | None
    name: str
    kind_label: str
    is_open: bool
    now: str
    today: str
    address: str
    district: str
    step_free: bool
    wheelchair_toilet: bool
    rooms: int


def lines_of(places: Iterable[Place], moment: dt.datetime) -> list[PlaceLine]:
    """The lines of these places, which come `with_list_parts`."""
    return [_line(place, moment) for place in places]


def card_of(line: PlaceLine) -> SafeString:
    return drawn_once("places/_card.html", place=line)


def _line(place: Place, moment: dt.datetime) -> PlaceLine:
    opening = Opening(place)
    today = opening.on(timezone.localdate(moment))
    return PlaceLine(
        pk=place.pk,
        url=place.get_absolute_url(),
        photo=small_photo(getattr(place, "photo", None)),
        name=place.name,
        kind_label=place_kind_name(place.kind),
        is_open=opening.is_open_at(moment),
        now=now_words(opening, moment),
        today=spans_words(today.spans) if today.spans else "",
        address=place.address,
        district=place.district_name,
        step_free=bool(place.step_free),
        wheelchair_toilet=bool(place.wheelchair_toilet),
        rooms=len(place.rooms.all()),
    )
