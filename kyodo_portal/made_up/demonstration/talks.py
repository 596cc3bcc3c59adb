"""Consultations at the desk: one waiting, some answered, some over, one that became a draft."""

from dataclasses import dataclass

from kyodo_portal.made_up.demonstration.cast import World, key_of
from kyodo_portal.made_up.demonstration.clock import When, at
from proposals.actions.consultations import open_consultation, reply_to
from proposals.flows import CONSULTATION_FLOW
from proposals.models import Consultation

Word = tuple[When, str, str]
"""The day, who writes (a key of `World.people`), and the words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkStory:
    """A consultation and its thread."""

    key: str
    by: str
    asked: When
    subject: str
    concern: str
    idea: str = ""
    hoped_help: str = ""
    place: str = ""
    group: str | None = None
    department: str | None = None
    words: tuple[Word, ...] = ()
    closed: When | None = None


def talk(world: World, story: TalkStory) -> None:
    """Somebody asks; the desk, and the department it is handed to, answer."""
    day = world.calendar
    with at(day.moment(story.asked)):
        consultation, _ = open_consultation(
            consultation=Consultation(
                subject=story.subject,
                concern=story.concern,
                idea=story.idea,
                hoped_help=story.hoped_help,
                place=story.place,
                group=world.groups[story.group] if story.group else None,
            ),
            by=world.person(story.by),
            key=key_of(f"talk/{story.key}"),
        )
    world.talks[story.key] = consultation
    if story.department:
        Consultation.objects.filter(pk=consultation.pk).update(
            department=world.departments[story.department]
        )
    for number, (when, who, body) in enumerate(story.words):
        with at(day.moment(when, 13)):
            reply_to(
                consultation=Consultation.objects.get(pk=consultation.pk),
                body=body,
                by=world.person(who),
                key=key_of(f"talk/{story.key}/{number}"),
            )
    if story.closed is not None:
        with at(day.moment(story.closed, 16)):
            current = Consultation.objects.get(pk=consultation.pk)
            CONSULTATION_FLOW.make("close", current, by=world.person(story.by))


TALKS = (
    TalkStory(
        key="planter",
        by="citizen",
        asked=-3,
        subject="バス停のまわりに花を置けないか",
        concern="雨の日も晴れの日も使うバス停のまわりが殺風景で、待つ時間がつらいという声を近所で聞きます。ベンチの下にごみがたまることも気になっています。",
        idea="古い木箱でプランターをつくり、当番を決めて水やりをしたいです。まだ三人しかいません。",
        hoped_help="置いてよい場所かどうかを知りたいです。",
        place="ひなた台三丁目のバス停",
    ),
    TalkStory(
        key="reading",
        by="citizen",
        asked=-25,
        subject="夜に勉強できる場所がほしい",
        concern="兄弟が多い家の中学生が、静かに宿題をする場所がないと話していました。図書館は夕方で閉まります。",
        idea="週に二晩、大学生と一緒に見守る自習室を開けないでしょうか。",
        hoped_help="公民館の夜の部屋を借りる方法を教えてください。",
        place="中央公民館",
        department="learn",
        words=(
            (-22, "coordinator", "ご相談ありがとうございます。公民館の夜間の小会議室は、週に二晩空きがあります。学びの推進課と一緒に考えますので、少しお待ちください。"),
            (-18, "staff-learn", "学びの推進課です。大学のゼミが学習の手伝いに関心を持っています。まず一か月だけ試してみる形はいかがでしょうか。"),
        ),
    ),
    TalkStory(
        key="roof",
        by="group",
        group="hana",
        asked=-40,
        subject="図書館の屋上を花の場所にできないか",
        concern="図書館の屋上は眺めがよいのに閉まったままです。花の会には、車いすでも土に触れられる場所がほしいという声が届いています。",
        idea="高さのちがう花だんを置き、本を読みながら花の世話もできる屋上にしたいです。",
        hoped_help="屋上に人が出てよいか、手すりの高さが足りるかを教えてください。",
        place="ひだまり図書館 本館の屋上",
        department="library",
        words=(
            (
                -36,
                "staff-library",
                "ひだまり図書館です。屋上は職員が付き添えば開けられます。手すりは車いすの方には少し低く、補強が必要です。",
            ),
            (
                -33,
                "group",
                "ありがとうございます。補強の費用の目安と、開けられる曜日を教えてください。",
            ),
            (
                -30,
                "staff-library",
                "補強はおよそ12万円、休館日の前日を除けば開けられます。提案の募集が始まったら、ぜひ形にしてください。",
            ),
        ),
    ),
    TalkStory(
        key="name",
        by="group-river",
        group="river",
        asked=(-1, 6, 3),
        subject="公園の木に名札を付けたい",
        concern="観察会で木の名前を聞かれても、その場で確かめるものがありません。",
        idea="子どもたちと調べて、木の名札をつくりたいです。",
        hoped_help="木に負担をかけない付け方を教えてください。",
        department="park",
        words=(
            ((-1, 6, 10), "staff", "幹を傷つけない、伸びるひもで付ける方法があります。見本をお貸しします。"),
        ),
        closed=(-1, 6, 20),
    ),
)  # fmt: skip
