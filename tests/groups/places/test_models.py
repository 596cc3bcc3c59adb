"""What the database promises of places: known kinds, whole points, spans that end after they began."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from groups.models import DayRule, Place, PlaceDay, PlaceEquipment, PlaceHours
from tests.groups.places.factories import make_place
from tests.people import KINDS, make_cast

DAY = dt.date(2026, 12, 29)
BROKEN: dict[str, tuple[type[Any], dict[str, Any]]] = {
    "kind nobody knows": (Place, {"kind": "castle"}),
    "half a point": (Place, {"latitude": Decimal("35.9"), "longitude": None}),
    "point at sea": (Place, {"latitude": Decimal("10"), "longitude": Decimal("139")}),
    "more wheelchairs than cars": (Place, {"parking": 2, "parking_accessible": 3}),
    "ends before it begins": (PlaceHours, {"weekday": 0, "opens": 600, "closes": 540}),
    "ends as it begins": (PlaceHours, {"weekday": 0, "opens": 600, "closes": 600}),
    "after midnight": (PlaceHours, {"weekday": 0, "opens": 600, "closes": 1500}),
    "eighth day of the week": (PlaceHours, {"weekday": 7, "opens": 540, "closes": 600}),
    "half the months": (PlaceHours, {"weekday": 0, "opens": 540, "closes": 600, "from_month": 4}),
    "thirteenth month": (
        PlaceHours,
        {"weekday": 0, "opens": 540, "closes": 600, "from_month": 4, "until_month": 13},
    ),
    "days without a day": (PlaceDay, {"rule": DayRule.DATES}),
    "days backwards": (
        PlaceDay,
        {"rule": DayRule.DATES, "first_on": DAY, "last_on": DAY - dt.timedelta(days=1)},
    ),
    "days without an end": (PlaceDay, {"rule": DayRule.YEARLY, "first_on": DAY}),
    "a first without its weekday": (PlaceDay, {"rule": DayRule.NTH, "nth": 1}),
    "sixth Monday": (PlaceDay, {"rule": DayRule.NTH, "nth": 6, "weekday": 0}),
    "open without an end": (
        PlaceDay,
        {"rule": DayRule.DATES, "first_on": DAY, "last_on": DAY, "opens": 540},
    ),
    "equipment nobody knows": (PlaceEquipment, {"kind": "cannon"}),
}


@pytest.mark.django_db
@pytest.mark.parametrize("what", BROKEN)
def test_database_refuses(what: str) -> None:
    model, values = BROKEN[what]
    place = make_place()
    record = place if model is Place else model(place=place)
    for column, value in values.items():
        setattr(record, column, value)
    with pytest.raises(IntegrityError), transaction.atomic():
        record.save()


@pytest.mark.django_db
def test_database_takes_the_whole_day() -> None:
    place = make_place()
    PlaceHours.objects.create(place=place, weekday=6, opens=0, closes=1440)

    assert [(each.opens, each.closes) for each in place.hours.all()] == [(0, 1440)]


@pytest.mark.django_db
def test_unfinished_place_is_seen_by_the_city_alone() -> None:
    cast = make_cast()
    make_place(is_public=False)
    seeing = {kind for kind in KINDS if Place.objects.visible_to(cast[kind]).exists()}

    assert seeing == {"coordinator", "staff", "other_staff", "superuser"}
