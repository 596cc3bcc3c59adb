"""What the groups show of themselves: photos, documents of their years, a few words of their days; and an
application that came on paper."""

from functools import partial
from operator import itemgetter

from groups.actions.documents import keep_documents
from groups.actions.groups import enter_group
from groups.actions.journal import take_down_entry, write_entry
from groups.actions.pictures import keep_pictures
from groups.models import Audience, ContactDetails, DocumentKind, Group, JournalEntry
from kyodo_portal.made_up.demonstration.cast import World, key_of
from kyodo_portal.made_up.demonstration.clock import at
from kyodo_portal.made_up.demonstration.pictures import picture

PHOTOS = (
    ("hana", "flowers", "駅前の花だんに、色とりどりの苗が並んでいるところ（見本の絵）"),
    ("books", "books", "絵本を囲んで座る子どもたち（見本の絵）"),
    ("river", "waterside", "川岸で網を持つ人たち（見本の絵）"),
)
"""The group, the scene, and what is to be seen."""

DAYS = (
    ("hana", -2, "14人で葉ボタンを植えました。"),
    ("hana", -79, "学校の花だんで、種まきの授業をしました。"),
    ("hana", -150, "苗を入れる軒先を、商店会から借りました。"),
    ("hana", -205, "総会を開きました。活動の年数がまた一つ増えます。"),
    ("books", -12, "布絵本を3冊仕上げました。"),
    ("river", -20, "用水で、去年はいなかったメダカを見つけました。"),
)
PAPERS = (
    ("hana", DocumentKind.BYLAWS, None, Audience.EVERYBODY),
    ("hana", DocumentKind.ACCOUNTS, -1, Audience.EVERYBODY),
    ("hana", DocumentKind.REPORT, -1, Audience.ACCOUNTS),
    ("books", DocumentKind.ACCOUNTS, -1, Audience.CLOSED),
)
"""The group, what it keeps, of which 年度 from this one, and who may read it. Drawn, as if it were scanned."""

TAKEN_DOWN = ("hana", -40, "（まちがえて書いた記録）")

ON_PAPER = {
    "name": "ひだまり歌声の会",
    "name_kana": "ヒダマリウタゴエノカイ",
    "kind": "volunteer",
    "purpose": "声を出して笑い、家にこもらない日をつくる。",
    "activities": "月二回、集会所で童謡と昔の歌を歌う。聴きに来るだけの人も多い。",
    "area": "ひなた台とその周り",
    "members_count": 21,
    "members_in_city_count": 21,
}
"""An application that came by post: nobody of the group has an account."""


def show_groups(world: World) -> None:
    """After everything the groups took part in; day by day, as a record is read."""
    acts = [
        *((-30, partial(_show, world, *photo)) for photo in PHOTOS),
        *((-60, partial(_keep, world, *paper)) for paper in PAPERS),
        *((day, partial(_tell, world, key, day, text)) for key, day, text in (*DAYS, TAKEN_DOWN)),
        (-39, partial(_take_down, world, *TAKEN_DOWN)),
        (-3, partial(_enter_paper, world)),
    ]
    for day, act in sorted(acts, key=itemgetter(0)):
        with at(world.calendar.moment(day)):
            act()


def _show(world: World, key: str, scene: str, alt: str) -> None:
    keep_pictures(
        by=world.manager_of(key),
        group=world.groups[key],
        words={"photo": alt},
        added={"photo": picture(scene, alt)},
    )


def _keep(world: World, key: str, kind: DocumentKind, year: int | None, shown_to: Audience) -> None:
    keep_documents(
        by=world.manager_of(key),
        group=world.groups[key],
        file=picture("books", f"{key}/{kind}"),
        title=str(kind.label),
        kind=kind,
        fiscal_year=None if year is None else world.calendar.year + year,
        shown_to=shown_to,
    )


def _tell(world: World, key: str, day: int, text: str) -> None:
    write_entry(
        by=world.manager_of(key),
        key=key_of(f"journal/{key}/{day}"),
        group=world.groups[key],
        entry=JournalEntry(happened_on=world.calendar.day(day), text=text),
    )


def _take_down(world: World, key: str, _: int, text: str) -> None:
    entry = JournalEntry.objects.get(group=world.groups[key], text=text)
    take_down_entry(by=world.manager_of(key), entry=entry)


def _enter_paper(world: World) -> None:
    enter_group(
        by=world.coordinator,
        key=key_of("group/on-paper"),
        group=Group(**ON_PAPER),
        numbers=(1, 6),
        contact=ContactDetails(
            name="見本 うた子", address="見本市見本町99-1", phone="000-0000-0000"
        ),
        declared=(),
        received={"received_by": "post", "received_on": world.calendar.day(-4).isoformat()},
    )
