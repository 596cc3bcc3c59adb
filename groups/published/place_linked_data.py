"""A place in the vocabulary of schema.org."""

from typing import Any

from groups.models import Place, PlaceHours
from kyodo_portal.web.linked_data import described

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def linked_data_of(place: Place) -> dict[str, Any] | None:
    """The place as its page shows it; None while it is not public."""
    if not place.is_public:
        return None
    return described(
        "CivicStructure",
        name=place.name,
        description=place.about,
        address=place.address,
        telephone=place.phone,
        url=place.website,
        geo=_point(place),
        openingHoursSpecification=[_hours(row) for row in place.hours.all() if not row.from_month],
        publicAccess=True,
    )


def _point(place: Place) -> dict[str, Any] | None:
    if place.latitude is None or place.longitude is None:
        return None
    return {
        "@type": "GeoCoordinates",
        "latitude": float(place.latitude),
        "longitude": float(place.longitude),
    }


def _hours(row: PlaceHours) -> dict[str, Any]:
    return {
        "@type": "OpeningHoursSpecification",
        "dayOfWeek": _DAYS[row.weekday],
        "opens": _clock(row.opens),
        "closes": _clock(row.closes) if row.closes < 1440 else "23:59",
    }


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
