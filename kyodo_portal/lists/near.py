"""What is near a place: records in the order of their distance from it.

The database puts them in order on a plane, which within a city differs from the globe by metres; what is
said of a distance is reckoned on the globe. A record without a point stands where its 地区 does: at the
centre of that 地区 where the city's profile names one, and else, in the 地区 asked for, as if a short walk away.
"""

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt
from typing import Any, TypeVar

from django.db.models import Case, F, FloatField, Model, QuerySet, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext

from kyodo_portal.cities import city

M = TypeVar("M", bound=Model)

RADIUS = 6371.0
"""Of the globe, in km."""
DEGREE = 111.2
"""Kilometres between two degrees of latitude."""
WITHIN = 2.0
"""Kilometres at which something in the same 地区 counts that has no point, and no centre of its 地区."""
ELSEWHERE = 1e6
"""Kilometres at which something counts of which nobody knows where it is."""


@dataclass(frozen=True, slots=True)
class Point:
    """In degrees."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Origin:
    """From where is measured: a place or a 地区, by its name; `district` is its code, if it is in one."""

    name: str
    point: Point | None
    district: str = ""


def kilometres(a: Point, b: Point) -> float:
    """The way between two points on the globe, as a bird flies."""
    up, across = radians(b.latitude - a.latitude), radians(b.longitude - a.longitude)
    both = cos(radians(a.latitude)) * cos(radians(b.latitude))
    return 2 * RADIUS * asin(sqrt(sin(up / 2) ** 2 + both * sin(across / 2) ** 2))


def distance_words(km: float) -> str:
    """A distance for people: すぐ近く, 約300m, 約1.2km, 約12km."""
    metres = round(km * 10) * 100
    if metres < 100:
        return gettext("すぐ近く")
    if metres < 1000:
        return gettext("約{n}m").format(n=metres)
    if km < 9.95:
        return gettext("約{n}km").format(n=f"{km:.1f}")
    return gettext("約{n:,}km").format(n=round(km))


def district_point(code: str) -> Point | None:
    """The centre of a 地区, where the city's profile names it."""
    for each in city().districts:
        if each.code == code and each.latitude is not None and each.longitude is not None:
            return Point(each.latitude, each.longitude)
    return None


def nearest_first(records: QuerySet[M], origin: Origin, *points: str) -> QuerySet[M]:
    """The records in the order of their distance from there, equally far ones in the order they have.
    `points` names, the first that has one first, whose columns `latitude` and `longitude` tell a record's
    point: "" its own, "place__" those of its place. Each comes with them (`at_latitude`, `at_longitude`)."""
    order = tuple(records.query.order_by or records.model._meta.ordering or ())
    placed = records.annotate(
        at_latitude=_first("latitude", points), at_longitude=_first("longitude", points)
    )
    return placed.annotate(away=_away(origin)).order_by("away", *order)


def told_of(record: Any, origin: Origin) -> str:
    """How far it is, for the page: in kilometres where both points are known, else its 地区."""
    if origin.point is not None and record.at_latitude is not None:
        there = Point(record.at_latitude, record.at_longitude)
        return distance_words(kilometres(origin.point, there))
    return str(record.district_name)


def _first(column: str, points: tuple[str, ...]) -> Combinable:
    found = [Cast(F(f"{point}{column}"), FloatField()) for point in points]
    nothing = Value(None, output_field=FloatField())
    return Coalesce(*found, nothing) if found else Cast(nothing, FloatField())


def _away(origin: Origin) -> Combinable:
    """Kilometres, squared."""
    of_district = Case(
        When(district=origin.district, then=Value(WITHIN**2)) if origin.district else When(pk=None),
        default=Value(ELSEWHERE**2),
        output_field=FloatField(),
    )
    if origin.point is None:
        return of_district
    up = (Coalesce(F("at_latitude"), _centre("latitude")) - origin.point.latitude) * DEGREE
    wide = DEGREE * cos(radians(origin.point.latitude))
    across = (Coalesce(F("at_longitude"), _centre("longitude")) - origin.point.longitude) * wide
    return Coalesce(up * up + across * across, of_district)


def _centre(column: str) -> Combinable:
    """Where the 地区 of a record is."""
    nothing = Value(None, output_field=FloatField())
    known = [
        When(district=each.code, then=Value(float(getattr(each, column))))
        for each in city().districts
        if each.latitude is not None and each.longitude is not None
    ]
    return Case(*known, default=nothing, output_field=FloatField())
