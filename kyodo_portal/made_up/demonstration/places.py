"""The places of the demonstration city: one such as its guideline names, and three that every city has.
Their telephone numbers, addresses and hours are made up."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from groups.actions.places import set_opening
from groups.models import (
    Equipment,
    HolidayRule,
    OpenTo,
    Place,
    PlaceEquipment,
    PlacePhoto,
    PlaceRoom,
    RunBy,
    Weekday,
)
from groups.places.typed import parse_days, parse_seasons, parse_spans
from kyodo_portal.cities import city
from kyodo_portal.life import audit
from kyodo_portal.life.recorded import ENTERED
from kyodo_portal.made_up.demonstration.cast import World
from kyodo_portal.made_up.demonstration.pictures import picture

DAYS = dict(zip("月火水木金土日", Weekday, strict=True))
NEW_YEAR = "12/29〜1/3 休み 年末年始"


POINTS: Mapping[str, tuple[str, str]] = {
    "center": ("35.8905", "139.8510"),
    "hall": ("35.8868", "139.8562"),
    "park": ("35.8921", "139.8535"),
}
"""By kind, where the places are in the city whose projects have points too (`projects_green` and others)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceStory:
    """A place as it stands in the table. `week` is the hours by weekdays, `checked` how many days ago
    the desk looked; of one that is `written` the desk has not finished."""

    name: str
    kana: str
    kind: str
    about: str
    address: str
    access: str = ""
    phone: str = ""
    week: tuple[tuple[str, str], ...] = ()
    seasons: str = ""
    days: str = ""
    rooms: tuple[tuple[str, int, str, str], ...] = ()
    equipment: tuple[tuple[Equipment, str], ...] = ()
    more: Mapping[str, object]
    scene: str = ""
    caption: str = ""
    checked: int = 40
    is_public: bool = True


OWN: Mapping[str, tuple[str, str]] = {
    "yoshikawa": ("市民活動サポートセンター（見本）", "シミンカツドウサポートセンター"),
    "saku": ("市民活動サポートセンター（見本）", "シミンカツドウサポートセンター"),
    "suwa": ("環境プラザすわ（見本）", "カンキョウプラザスワ"),
    "minami_alps": ("市民活動センター（見本）", "シミンカツドウセンター"),
    "chapter3": ("市民活動センター（見本）", "シミンカツドウセンター"),
}
"""By the name of the profile: what its guideline calls the place from which activity is supported."""


def _center() -> PlaceStory:
    name, kana = OWN.get(city().slug, ("市民活動センター（見本）", "シミンカツドウセンター"))
    return PlaceStory(
        name=name,
        kana=kana,
        kind="center",
        about="集まる、刷る、相談する。活動をはじめたい人と続けている人の、まちの拠点です。打合せの机は、登録がなくても使えます。",
        address="見本市見本町1-1 見本プラザ2階",
        access="見本駅の東口から歩いて4分。1階の南側にエレベーターがあります。",
        phone="000-000-0101",
        week=(("水木金土日", "9:00-21:00"), ("月", "9:00-17:00")),
        days=f"{NEW_YEAR}\n第3水曜日 休み 館内の点検",
        rooms=(
            ("会議室A", 24, "1時間 200円", "1時間ごと"),
            ("会議室B", 12, "1時間 100円", "1時間ごと"),
            ("打合せコーナー", 16, "無料", "空いていれば、いつでも"),
        ),
        equipment=(
            (Equipment.PRINTER, "版1枚50円、1枚1円。紙は持ち込み"),
            (Equipment.FOLDER, "無料"),
            (Equipment.COMPUTER, "2台。30分まで"),
            (Equipment.PROJECTOR, "館内で使えます"),
            (Equipment.WIFI, "無料"),
            (Equipment.LOCKER, "年1,000円。登録した団体"),
            (Equipment.LETTER_CASE, "無料。登録した団体"),
            (Equipment.NURSERY, "遊びの場所があります。見守りの人はいません"),
        ),
        more={
            "open_to": OpenTo.ASKED,
            "open_to_note": "打合せコーナーと印刷機はだれでも。会議室・ロッカーは、登録した団体",
            "booking_note": "2か月前の1日から、窓口・電話で。使う日の3日前までは取り消せます。",
            "booking_url": "https://yoyaku.example.jp/center/",
            "consultation": "水曜日と土曜日の13時から17時まで。予約なしで、相談員が話を聞きます。",
            "storm_note": "暴風警報・大雪警報が出たときは閉めます。解除の2時間後に開けます。",
            "holidays": HolidayRule.USUAL,
            "run_by": RunBy.ENTRUSTED,
            "operator": "見本まちづくりネット",
            "step_free": True,
            "wheelchair_toilet": True,
            "hearing_loop": True,
            "parking": 18,
            "parking_accessible": 2,
        },
        scene="people",
        caption="打合せコーナーで、机を囲んで話す人たち",
    )


SHARED = (
    PlaceStory(
        name="中央公民館（見本）",
        kana="チュウオウコウミンカン",
        kind="hall",
        about="講座、サークル、地区の集まりに使える公民館です。調理室と和室があります。",
        address="見本市緑町3-5",
        access="市役所前のバス停から歩いて2分",
        phone="000-000-0102",
        week=(("火水木金土", "9:00-12:00、13:00-17:00、18:00-21:30"), ("日", "9:00-17:00")),
        seasons="8月 火水木金土 9:00-17:00",
        days=NEW_YEAR,
        rooms=(
            ("講義室", 60, "午前600円・午後800円・夜間1,000円", "午前・午後・夜間"),
            ("調理室", 20, "1区分 900円", "午前・午後・夜間"),
            ("和室", 15, "1区分 300円", "午前・午後・夜間"),
        ),
        equipment=(
            (Equipment.KITCHEN, "調理台4つ"),
            (Equipment.MICROPHONE, "2本"),
            (Equipment.PROJECTOR, ""),
        ),
        more={
            "open_to": OpenTo.REGISTERED,
            "open_to_note": "利用の登録は窓口で。5人以上、半分以上が市内の人",
            "booking_note": "使う月の2か月前の1日に抽選。残りは、翌日の朝から先着です。",
            "booking_url": "https://yoyaku.example.jp/hall/",
            "storm_note": "暴風警報が出たときは閉めます。",
            "holidays": HolidayRule.MOVED,
            "run_by": RunBy.CITY,
            "step_free": True,
            "wheelchair_toilet": True,
            "hearing_loop": False,
            "parking": 42,
            "parking_accessible": 2,
            "accessibility_note": "2階の和室へは、階段だけです。",
        },
        scene="books",
        caption="公民館の玄関",
        checked=420,
    ),
    PlaceStory(
        name="駅前広場（見本）",
        kana="エキマエヒロバ",
        kind="park",
        about="花だんの手入れや、月に一度の市に使われる広場です。いつでも通れます。",
        address="見本市駅前1丁目",
        access="見本駅の北口を出てすぐ",
        more={
            "booking_note": "催しに使うときは、1か月前までに窓口で。",
            "run_by": RunBy.CITY,
            "step_free": True,
            "wheelchair_toilet": False,
            "hearing_loop": False,
            "parking": 0,
        },
        scene="flowers",
        caption="花だんのある広場",
        checked=90,
    ),
    PlaceStory(
        name="北部コミュニティセンター（見本）",
        kana="ホクブコミュニティセンター",
        kind="hall",
        about="建て替えを終えて開く、北部の集まりの場所です。",
        address="見本市北町8-2",
        phone="000-000-0103",
        week=(("月火水木金", "9:00-17:00"),),
        days=NEW_YEAR,
        more={"run_by": RunBy.DESIGNATED, "operator": "見本北部まちづくり会", "holidays": HolidayRule.CLOSED},
        checked=3,
        is_public=False,
    ),
)  # fmt: skip


def open_places(world: World) -> None:
    """Make the places of this city: two to be found, one checked long ago, one still being written."""
    offered = [each.code for each in city().place_kinds_on]
    for story in (_center(), *SHARED):
        kind = story.kind if story.kind in offered else offered[-1]
        point = POINTS.get(story.kind) if city().slug == "yoshikawa" and story.is_public else None
        place = Place.objects.create(
            name=story.name,
            name_kana=story.kana,
            kind=kind,
            about=story.about,
            address=story.address,
            access=story.access,
            phone=story.phone,
            source="見本の資料",
            checked_on=world.calendar.day(-story.checked),
            is_public=story.is_public,
            latitude=Decimal(point[0]) if point else None,
            longitude=Decimal(point[1]) if point else None,
            **story.more,
        )
        hours = {DAYS[day]: parse_spans(text) for days, text in story.week for day in days}
        set_opening(
            place=place,
            week=hours,
            seasons=parse_seasons(story.seasons),
            days=parse_days(story.days),
        )
        PlaceRoom.objects.bulk_create(
            PlaceRoom(place=place, name=name, people=people, fee=fee, units=units)
            for name, people, fee, units in story.rooms
        )
        PlaceEquipment.objects.bulk_create(
            PlaceEquipment(place=place, kind=each, note=note) for each, note in story.equipment
        )
        if story.scene:
            drawn = picture(story.scene, story.caption)
            PlacePhoto.from_checked(
                drawn,
                by=world.coordinator,
                place=place,
                caption=story.caption,
                width=drawn.width,
                height=drawn.height,
            ).save()
        audit.record(ENTERED, target=place, by=world.coordinator)
