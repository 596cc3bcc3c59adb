"""Places, complete by default."""

import datetime as dt
from decimal import Decimal
from typing import Any

from groups.models import DayRule, Place, PlaceDay, PlaceEquipment, PlaceHours, PlaceRoom

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


def whole_place(name: str = "見本地区公民館", **changes: Any) -> Place:
    """A place of which everything is told."""
    place = make_place(
        name,
        **{
            "kind": "hall",
            "about": "集まりや講座に使える公民館です。",
            "access": "見本駅から歩いて5分",
            "latitude": Decimal("35.894"),
            "longitude": Decimal("139.841"),
            "phone": "000-000-0000",
            "email": "kominkan@example.jp",
            "website": "https://kominkan.example.jp/",
            "hours_note": "夜は、予約のある日だけ開きます。",
            "holidays": "closed",
            "storm_note": "暴風警報が出たときは閉めます。",
            "open_to": "registered",
            "open_to_note": "登録は窓口で",
            "booking_note": "2か月前の1日から、窓口か電話で。",
            "booking_url": "https://yoyaku.example.jp/",
            "consultation": "火曜日の午後、予約なしで",
            "run_by": "designated",
            "operator": "見本のまち運営会",
            "step_free": True,
            "wheelchair_toilet": True,
            "hearing_loop": False,
            "parking": 20,
            "parking_accessible": 1,
            "accessibility_note": "2階へは階段だけです。",
            "source_url": "https://www.city.example.jp/kominkan/",
            **changes,
        },
    )
    open_on(place, 1, 2, 3, 4, closes=21)
    open_on(place, 5, 6)
    open_on(place, 5, 6, closes=16, from_month=12, until_month=2)
    PlaceDay.objects.create(
        place=place,
        rule=DayRule.YEARLY,
        first_on=dt.date(2026, 12, 29),
        last_on=dt.date(2027, 1, 3),
        reason="年末年始",
    )
    PlaceRoom.objects.create(
        place=place,
        name="会議室1",
        people=24,
        square_metres=Decimal("48"),
        fee="1区分300円",
        units="午前・午後・夜間",
    )
    PlaceRoom.objects.create(place=place, name="和室")
    PlaceEquipment.objects.create(place=place, kind="printer", note="1枚1円")
    PlaceEquipment.objects.create(place=place, kind="other", note="将棋盤")
    return place
