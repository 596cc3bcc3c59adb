"""The drafts on which the demonstration asks for opinions, what people wrote, and what the city thinks of it."""

from dataclasses import dataclass

from kyodo_portal.made_up.demonstration.clock import When


@dataclass(frozen=True, slots=True)
class Said:
    """One opinion: on which section (0: the draft as a whole), by whom, how it came, what became of it.

    `by` is an account of the demonstration; without one it came on paper, or by the form of this site where
    `phone` is told: that person has left a telephone number and nobody has called yet. `group` is where the
    city puts it; `aside` why it is not about what was asked.
    """

    text: str
    section: int = 0
    reason: str = ""
    by: str = ""
    how: str = "post"
    phone: str = ""
    taken_back: bool = False
    group: str = ""
    aside: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """Opinions of one kind: how they are summed up, and what the city thinks of them."""

    heading: str
    summary: str
    answer: str = ""
    kind: str = ""
    changed: str = ""


@dataclass(frozen=True, slots=True)
class RoundStory:
    """One round: when it was announced, opens and closes, and how it went on. `missed` is what its first
    writer found missing in the summary, `mended` what the city said to that."""

    title: str
    summary: str
    why: str
    department: str
    announced: When | None
    opens: When
    closes: When
    due: When
    sections: tuple[tuple[str, str], ...]
    said: tuple[Said, ...] = ()
    answers: tuple[Answer, ...] = ()
    sorted: When | None = None
    shown: When | None = None
    missed: str = ""
    mended: str = ""
    answered: When | None = None
    cancelled: When | None = None
    shorter_because: str = ""


ROUNDS = (
    RoundStory(
        title="歩いて楽しい道づくり計画（案）",
        summary="歩く人が安心できる道を、5年で増やす計画の案です。\n歩道の幅と夜の明かりについて、目標と、どこから手を付けるかの順番を決めます。",
        why="いまの計画が今年度で終わるため、次の5年の計画をつくります。どの道から直すかは、毎日歩く方の声を聞いて決めます。",
        department="road",
        announced=-20,
        opens=-9,
        closes=22,
        due=70,
        sections=(
            ("歩道の幅", "車いすが擦れちがえる幅2メートルを目標にします。\n狭い歩道は、電柱を民地側に寄せるなどして、まず通れる幅をつくります。"),
            ("夜の明かり", "通学路から、暗いところの明かりを増やします。\n明かりの色と高さは、近くに住む方と一緒に決めます。"),
            ("進め方", "毎年、直した道の長さと、歩いた方の声を公表します。"),
        ),
        said=(
            Said("バス停の前の歩道を、先に広げてほしい。", 1, "雨の日に、待つ人で歩けなくなるから。", by="citizen"),
            Said("明かりは、虫が寄りにくい色にしてほしい。", 2, how="fax"),
            Said("歩道の木の根で、ベビーカーが進めない。", 1, phone="000-0000-0000"),
            Said("書きかけのまま送ってしまいました。", by="reviewer5", taken_back=True),
        ),
    ),
    RoundStory(
        title="図書館の使い方の見直し（案）",
        summary="図書館の開く時間と、子どもの場所についての案です。",
        why="利用する方へのアンケートで、夜に使いたい、親子で使いたいという声が多かったためです。",
        department="library",
        announced=-3,
        opens=12,
        closes=26,
        due=60,
        sections=(
            ("開く時間", "平日は夜8時まで開きます。"),
            ("子どもの場所", "声を出してよい、読み聞かせの部屋を設けます。"),
        ),
        shorter_because="春の開館に間に合わせるため、15日間とします。説明会を2回開いて補います。",
    ),
    RoundStory(
        title="公園の整備と手入れの計画（案）",
        summary="どこに公園をつくり、だれが手入れをするかを決める計画の案です。",
        why="地区によって公園の数が大きくちがい、手入れの担い手も減っているためです。",
        department="park",
        announced=-70,
        opens=-55,
        closes=-20,
        due=14,
        sections=(
            ("公園をつくる場所", "歩いて10分以内に公園がない地区から、順に整備します。"),
            ("公園の手入れ", "花だんと芝の手入れは、地域の団体と市が分担します。"),
        ),
        said=(
            Said("水飲み場がほしい。", 1, by="citizen", group="水飲み場"),
            Said("水飲み場がほしい。", 1, how="hand", group="水飲み場"),
            Said("水飲み場がほしい。", 1, how="fax", group="水飲み場"),
            Said("手入れをする人に、道具を貸してほしい。", 2, "重い道具は個人ではそろえられない。", by="group"),
            Said("落ち葉の時期だけ、回収を週2回にできないか。", 2),
            Said("となりの家の木の枝が伸びて困っている。", aside="公園の計画ではなく、民地の木についてのことのため。お困りのことは窓口でうかがいます。"),
        ),
        answers=(Answer("水飲み場", "公園に水飲み場を設けてほしい。"),),
        sorted=-15,
    ),
    RoundStory(
        title="空き家を生かす方針（案）",
        summary="使われていない家を、地域の集まる場所や住まいとして生かすための方針の案です。",
        why="空き家が10年で2倍になり、使いたい方と持ち主をつなぐしくみが要るためです。",
        department="plan",
        announced=-75,
        opens=-62,
        closes=-30,
        due=10,
        sections=(("つなぎ方", "持ち主と使いたい方を、市が月に1回引き合わせます。"),),
        said=(
            Said("片付けにかかるお金の一部を、市が出してほしい。", 1, "貸したくても片付けられない家が多い。", by="citizen", group="片付けの費用"),
            Said("防災の倉庫としても使えるようにしてほしい。", 1, group="使いみち"),
        ),
        answers=(
            Answer("片付けの費用", "片付けを手伝ってほしい。", "手伝う団体の一覧をつくります。費用の補助は、今後の参考とします。", "considered"),
            Answer("使いみち", "防災の倉庫にも使えるようにしてほしい。", "使いみちの例に加えました。", "reflected", "第1章に「防災の倉庫」を加えました。"),
        ),
        sorted=-12,
        shown=-2,
        missed="「お金の一部を市が出す」というところが、概要から落ちています。",
    ),
    RoundStory(
        title="高齢の方の見守り指針（案）",
        summary="市と地域が、見守りをどう分担するかの指針の案です。",
        why="見守りの担い手が減り、いまのやり方では続かないためです。",
        department="elder",
        announced=-150,
        opens=-135,
        closes=-100,
        due=-60,
        sections=(
            ("見守りのしかた", "声かけを週に1回行います。"),
            ("断りたいとき", "見守りを望まない方には、連絡先だけを渡します。"),
        ),
        said=(
            Said("新聞や牛乳の配達の方にも頼めないか。", 1, "毎日来るので、変わったことに気づきやすい。", by="citizen", group="見守る人"),
            Said("断りたい人の気持ちも、大切にしてほしい。", 2, how="hand", group="断りたいとき"),
            Said("声かけは、週に1回では少ない。", 1, how="mail", group="声かけの回数"),
            Said("声かけは、週に1回では少ない。", 1, how="fax", group="声かけの回数"),
        ),
        answers=(
            Answer("見守る人", "配達などで毎日まわる事業者にも、見守りを頼んではどうか。", "配達の事業者と、見守りの協定を結ぶことにしました。", "reflected", "第1章に「配達の事業者の協力」を加えました。"),
            Answer("断りたいとき", "見守りを望まない人の気持ちを大切にしてほしい。", "第2章に、断るときのことをすでに書いています。わかりやすい言葉に改めました。", "included", "第2章の文を短くしました。"),
            Answer("声かけの回数", "週に1回の声かけでは少ない。", "担い手の人数から、いまは週に1回とします。1年後に見直します。", "not_reflected"),
        ),
        sorted=-90,
        shown=-85,
        missed="「毎日来るので気づきやすい」という理由が落ちています。",
        mended="概要に「毎日まわる」という言葉を入れました。",
        answered=-62,
    ),
    RoundStory(
        title="駅前広場の使い方（案）",
        summary="駅前広場を使う時間と料金についての案です。",
        why="使いたいという声が増えたためです。",
        department="shop",
        announced=-90,
        opens=-80,
        closes=-45,
        due=-10,
        sections=(("料金", "営利を目的としない使い方は、無料とします。"),),
        cancelled=-60,
    ),
    RoundStory(
        title="ごみの分け方の見直し（案）",
        summary="分け方の種類を減らす案を準備しています。",
        why="分け方が難しいという声が多いためです。",
        department="nature",
        announced=None,
        opens=30,
        closes=61,
        due=120,
        sections=(("種類", "準備中です。"),),
    ),
)  # fmt: skip
