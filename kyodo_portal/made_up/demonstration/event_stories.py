"""The days of the demonstration city: this Sunday at a flower bed, one that is full, one called off …"""

from dataclasses import dataclass, field

from kyodo_portal.made_up.demonstration.clock import When

SATURDAY, SUNDAY = "saturday", "sunday"
WEEKDAYS = {SATURDAY: 5, SUNDAY: 6}
"""In place of a day: the next such day after today."""


@dataclass(frozen=True, slots=True)
class Comer:
    """Somebody made up who comes: a name, how many, as staff or not, in which way they told it. Without an
    address one has to be called."""

    name: str
    people: int = 1
    helper: bool = False
    how: str = "phone"
    mail: bool = False
    unconfirmed: bool = False
    leaves: bool = False
    misses: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """What was said, and its answer or the day (from today) by which it is owed."""

    opinion: str
    answer: str = ""
    owed: When = 30


@dataclass(frozen=True, slots=True)
class EventStory:
    """One event: who holds it (`project:`, `group:`, `department:` and a key, or the city), when and
    where, who comes, and how far it has come. `written` are further columns as they stand."""

    key: str
    title: str
    kind: str
    holder: str
    when: When | str
    hours: tuple[int, int]
    place: str
    text: str
    by: str
    announced: int = -14
    written: dict[str, object] = field(default_factory=dict)
    deadline: int = 0
    weeks: int = 0
    comers: tuple[Comer, ...] = ()
    citizen_comes: bool = False
    called_off: str = ""
    record: str = ""
    came: tuple[int, int] = (0, 0)
    said: tuple[Said, ...] = ()
    draft: bool = False


EVENTS = (
    EventStory(
        key="flowerbed",
        title="花だんの水やりと冬じたく",
        kind="activity",
        holder="project:satooya",
        when=SUNDAY,
        hours=(9, 10),
        place="駅前広場の時計の下",
        text="苗に敷きわらをかけ、春の球根を植えます。土にさわるのが初めての人も、会の人がとなりで教えます。",
        by="manager:hana",
        written={
            "summary_easy": (
                "｜花《か》だんに ｜水《みず》を やります。｜初《はじ》めての ｜人《ひと》も できます。"
                "｜道具《どうぐ》は あります。"
            ),
            "summary_en": "Water the flower bed and plant bulbs with us. Beginners are welcome; tools are here.",
            "capacity": 20,
            "helpers_wanted": 3,
            "helpers_note": "8時30分から道具を運びます",
            "target": "どなたでも。小学生からは一人でも",
            "what_to_bring": "なし。手袋と道具は会が用意します",
            "fee": "無料。保険は市が入っています",
            "in_bad_weather": "雨のときは前の晩21時に、このページとメールで知らせます",
            "accessibility": "段差なし。高い花だんで、車いすのまま作業できます",
            "childcare": "小さい子は大人と一緒に。見守りがあります",
            "photography": "seats_apart",
        },
        comers=(
            Comer("見本 ひなこ", 2, mail=True),
            Comer("見本 そうた", mail=True),
            Comer("見本 きよし", 3),
            Comer("見本 みずほ", helper=True, mail=True),
            Comer("見本 ただし", unconfirmed=True),
        ),
        citizen_comes=True,
    ),
    EventStory(
        key="saturdays",
        title="土曜の朝の手入れ",
        kind="activity",
        holder="group:hana",
        when=SATURDAY,
        hours=(8, 9),
        place="みどり公園の道具小屋の前",
        text="一週間分の花がらをつみ、次に植える場所を決めます。思い立った日にふらりと来てください。",
        by="manager:hana",
        weeks=3,
        written={"accepts": "no_need", "fee": "無料"},
    ),
    EventStory(
        key="soup",
        title="あたたかい汁をつくる昼",
        kind="activity",
        holder="group:tetsunagi",
        when=SATURDAY,
        hours=(11, 13),
        place="ひなた台集会所 台所",
        text="持ち寄った野菜を切り、大きななべで汁をつくって、みんなで食べます。包丁を持たない仕事もあります。",
        by="manager:tetsunagi",
        written={
            "capacity": 16,
            "helpers_wanted": 2,
            "helpers_note": "10時から火の番",
            "target": "どなたでも。一人でも",
            "what_to_bring": "野菜を一つ、エプロン、三角巾",
            "fee": "200円",
            "accessibility": "入口に段差が一つ。手を貸します",
        },
        comers=(
            Comer("見本 とみこ", 2),
            Comer("見本 りく", mail=True),
            Comer("見本 よしえ", helper=True),
        ),
    ),
    EventStory(
        key="birds",
        title="冬の水鳥を数える朝",
        kind="study",
        holder="group:river",
        when=SUNDAY,
        hours=(7, 9),
        place="見本橋の上の東屋",
        text="双眼鏡をかわるがわるのぞき、川に来ている水鳥を種類ごとに数えます。数は市の調べに加わります。",
        by="manager:river",
        written={
            "capacity": 8,
            "target": "小学生から。小学生は大人と一緒に",
            "what_to_bring": "あたたかい服、あれば双眼鏡",
            "fee": "無料",
            "in_bad_weather": "雨なら中止。朝6時にこのページで知らせます",
        },
        comers=(
            Comer("見本 さくら", 3, mail=True),
            Comer("見本 まもる", 2),
            Comer("見本 あやね", 3, mail=True),
        ),
    ),
    EventStory(
        key="entalk",
        title="enとーく 通学路をいっしょに考える",
        kind="own01",
        holder="city",
        when=18,
        hours=(19, 21),
        place="市民交流館 大会議室",
        text="夜道の暗さと見守りを、地図を囲んで話し合います。話したことと市の答えは、ここで公開します。",
        by="coordinator",
        written={
            "capacity": 40,
            "target": "市内に住む・働く・学ぶ人",
            "accessibility": "手話通訳と要約筆記あり。資料にルビをつけます",
            "childcare": "1歳から就学前まで託児あり（7日前までに申込み）",
            "fee": "無料",
            "photography": "taken",
        },
        deadline=-3,
        comers=(Comer("見本 あきら", 2, how="counter"), Comer("見本 ふみえ", how="fax")),
    ),
    EventStory(
        key="science-lab",
        title="ふしぎ実験室 冬の静電気",
        kind="workshop",
        holder="group:science",
        when=12,
        hours=(13, 15),
        place="学びの館 実験室",
        text="下じきとストローで静電気をためて、小さな光をつくります。結果は自分のノートに書いて持ち帰ります。",
        by="manager:science",
        written={
            "capacity": 6,
            "is_for_children": True,
            "target": "小学3年生から6年生",
            "what_to_bring": "筆記用具、上ばき",
            "fee": "材料費100円",
            "photography": "seats_apart",
        },
        comers=tuple(Comer(f"見本 こども{number}", mail=True) for number in "一二三四五六七八九"),
    ),
    EventStory(
        key="storytime",
        title="おはなし会 夜の森の話",
        kind="study",
        holder="group:books",
        when=9,
        hours=(10, 11),
        place="ひだまり図書館 おはなしの部屋",
        text="明かりを落とした部屋で、森の夜の絵本を三冊読みます。途中で出入りしてもかまいません。",
        by="manager:books",
        written={"capacity": 5, "target": "3歳から。大人だけでも", "fee": "無料"},
        comers=(
            Comer("見本 ゆきの", 3, mail=True),
            Comer("見本 はると", 2, mail=True, leaves=True),
            Comer("見本 なおみ", 2, mail=True),
            Comer("見本 けんじ", mail=True),
        ),
    ),
    EventStory(
        key="online-study",
        title="はじめての助成金 書きかた学習会",
        kind="study",
        holder="group:tsunagi",
        when=21,
        hours=(20, 21),
        place="",
        text="申請書のどこを読まれるのかを、採択された二つの団体の例で学びます。画面を見ながらいっしょに書きます。",
        by="manager:tsunagi",
        written={
            "capacity": 30,
            "online_url": "https://example.jp/online/study",
            "target": "団体で書類を書く人",
            "fee": "無料",
            "accessibility": "字幕が出ます",
        },
        comers=(Comer("見本 さとみ", mail=True),),
    ),
    EventStory(
        key="volunteers",
        title="みどりのボランティア説明会",
        kind="briefing",
        holder="department:park",
        when=2,
        hours=(14, 15),
        place="見本市役所 3階 会議室",
        text="道具の借りかた、保険、市との連絡のしかたを説明します。",
        by="staff:park",
        written={"capacity": 15, "fee": "無料", "accessibility": "エレベーターあり"},
        deadline=-3,
        comers=(Comer("見本 まさる", 2, how="counter"),),
    ),
    EventStory(
        key="report-meeting",
        title="{-1}の協働事業 報告会",
        kind="report",
        holder="department:kyodo",
        when=26,
        hours=(13, 16),
        place="市民交流館 ホール",
        text="一年の事業を、団体10分と市5分で話します。会場からの質問の時間を長くとります。",
        by="staff:kyodo",
        written={
            "capacity": 40,
            "helpers_wanted": 4,
            "helpers_note": "受付と時計係",
            "fee": "無料",
            "photography": "taken",
        },
    ),
    EventStory(
        key="riverbank",
        title="川べりの草刈り",
        kind="activity",
        holder="group:river",
        when=3,
        hours=(8, 10),
        place="見本橋の下",
        text="通学路から川が見えるように、土手の草を刈ります。",
        by="manager:river",
        written={"capacity": 25, "in_bad_weather": "前の日に警報が出ていたら中止"},
        comers=(Comer("見本 ごろう", mail=True), Comer("見本 たけお")),
        called_off="上流の工事で水位が高く、土手に入れないため。春にもう一度行います。",
    ),
    EventStory(
        key="bulbs",
        title="花だんの植え替えの日",
        kind="activity",
        holder="project:satooya",
        when=-20,
        hours=(9, 11),
        place="駅前広場の時計の下",
        text="夏の花をぬき、葉ボタンを植えます。",
        by="manager:hana",
        announced=-45,
        written={"capacity": 20, "helpers_wanted": 3, "fee": "無料"},
        comers=(
            Comer("見本 ひなこ", 2, mail=True),
            Comer("見本 きよし"),
            Comer("見本 しずえ", misses=True),
        ),
        citizen_comes=True,
        record="葉ボタンを60株植えました。初めての人が4人いて、水やりの当番に二人が加わりました。",
        came=(11, 3),
        said=(
            Said("水場が遠く、じょうろを運ぶのがつらい。", owed=10),
            Said(
                "当番の表をこのページで見たい。", "次の回から、当番の表を事業のページに載せます。"
            ),
        ),
    ),
    EventStory(
        key="drill",
        title="避難所に泊まってみる夜",
        kind="training",
        holder="group:bosai",
        when=-4,
        hours=(18, 20),
        place="見本小学校 体育館",
        text="段ボールのベッドを組み、夜の体育館の寒さと音を確かめます。",
        by="manager:bosai",
        announced=-40,
        written={"capacity": 30, "what_to_bring": "寝ぶくろか毛布、上着", "fee": "無料"},
        comers=(Comer("見本 かずこ", 4), Comer("見本 しょうへい", mail=True)),
    ),
    EventStory(
        key="seedlings",
        title="春の苗を分ける会",
        kind="other",
        holder="group:hana",
        when=80,
        hours=(10, 12),
        place="みどり公園の道具小屋の前",
        text="種から育てた苗を、受け持つ花だんごとに分けます。",
        by="manager:hana",
        draft=True,
    ),
)


def _own(key: str, project: str, by: str, title: str, kind: str, text: str) -> EventStory:
    return EventStory(
        key=key,
        title=title,
        kind=kind,
        holder=f"project:{project}",
        when=SUNDAY,
        hours=(10, 12),
        place="見本地区の集会所",
        text=text,
        by=f"manager:{by}",
        written={"capacity": 25, "fee": "無料"},
        comers=(Comer("見本 ちえ", 2, mail=True),),
    )


OWN_EVENTS = {
    "suwa": (
        _own(
            "su-day",
            "su-p7",
            "su-machi",
            "地区懇談会 通学路の暗さを歩いて見る",
            "talk",
            "日の暮れる道を一緒に歩き、暗い所に印をつけてから話し合います。",
        ),
    ),
    "saku": (
        _own(
            "sa-day",
            "sa-p3",
            "sa-cosmos",
            "街道のコスモスの種とり",
            "activity",
            "枯れた花から種をとり、来年まく分を袋に分けます。",
        ),
    ),
    "minami_alps": (
        _own(
            "mi-day",
            "mi-p7",
            "mi-mori",
            "森の学校 冬の木を見わける",
            "study",
            "葉の落ちた木を、幹と芽で見わけながら歩きます。",
        ),
    ),
    "chapter3": (
        _own(
            "ch-day",
            "ch-p1",
            "ch-vol1",
            "話し合いの場 市の計画を一ページで読む",
            "talk",
            "計画の要点を一ページにした資料で、わからない所から話し始めます。",
        ),
    ),
}
"""Of a city whose own projects have a day of their own, that day."""
