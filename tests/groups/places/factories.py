"""Places, complete by default."""

import datetime as dt
from typing import Any

from groups.models import Place, PlaceHours

CHECKED = dt.date(2026, 11, 1)


def make_place(name: str = "見本市民活動センター", **changes: Any) -> Place:
    """A public place without any hours; keyword arguments are columns."""
    return Place.objects.create(
        name=name,
        **{
            "name_kana": "ミホンシミンカツドウセンター",
            "kind": "center",
            "address": "見本市見本町1-1",
            "source": "見本市のホームページ",
            "checked_on": CHECKED,
            "is_public": True,
            **changes,
        },
    )


def open_on(place: Place, *weekdays: int, opens: int = 9, closes: int = 17, **months: int) -> None:
    """Open on these weekdays, from hour to hour; in all months, or from `from_month` to `until_month`."""
    PlaceHours.objects.bulk_create(
        PlaceHours(place=place, weekday=day, opens=opens * 60, closes=closes * 60, **months)
        for day in weekdays
    )
