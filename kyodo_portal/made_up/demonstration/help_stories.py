"""What is asked for in the demonstration, who offers, and how far each has come."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Helper:
    """An offer of the citizen, or of somebody made up without an account, so many days after the day on
    which it was asked for; and what became of it so many days after that.

    `then` is a move of the answer's life. A guest with `called` has been spoken with on the telephone;
    nobody has called the others yet.
    """

    message: str
    after: int = 1
    number: int = 1
    guest: str = ""
    called: bool = True
    then: str = ""
    later: int = 1
    words: str = ""


@dataclass(frozen=True, slots=True)
class HelpStory:
    """One thing asked for: heading, text, kind, how many, how many days ago; who offers; and what those who
    ask did at the end, each so many days after they asked, with its words. `closes` is the last day for
    offers, counted from today."""

    key: str
    title: str
    text: str
    kind: str
    number: int | None
    days: int
    helpers: tuple[Helper, ...] = ()
    then: tuple[tuple[str, int, str], ...] = ()
    closes: int | None = None


HELP = (
    HelpStory(
        key="0",
        title="土曜の朝、花の水やりを手伝ってくださる方",
        text="30分ほどの水やりです。じょうろはこちらで用意します。一度きりでもかまいません。",
        kind="people",
        number=3,
        days=-3,
        helpers=(
            Helper(
                "孫と二人で行けます。電話をください。", guest="見本 とよこ", number=2, called=False
            ),
        ),
    ),
    HelpStory(
        key="1",
        title="使わなくなったスコップをゆずってください",
        text="子どもも使える、小さめのものを探しています。取りにうかがいます。",
        kind="things",
        number=5,
        days=-9,
        helpers=(Helper("物置に2本あります。土曜なら家にいます。", number=2),),
    ),
    HelpStory(
        key="2",
        title="案内のちらしを作れる方",
        text="文字と写真はそろっています。1枚にまとめてくださる方をお待ちしています。",
        kind="skills",
        number=1,
        days=-20,
        helpers=(
            Helper(
                "お手伝いします。",
                then="accept",
                words="ありがとうございます。土曜の9時に、現地でお待ちしています。",
            ),
        ),
    ),
    HelpStory(
        key="3",
        title="苗を夏の間だけ置ける場所",
        text="軒下の、畳1枚ほどの場所を探しました。",
        kind="place",
        number=1,
        days=-90,
        helpers=(
            Helper(
                "家の北側の軒下が空いています。",
                then="accept",
                words="助かります。水やりは会の者がうかがいます。",
            ),
        ),
        then=(
            ("finish", 20, ""),
            ("thank", 22, "おかげさまで、苗が元気に夏を越しました。"),
        ),
    ),
    HelpStory(
        key="4",
        title="雨の日の会場づくりを手伝ってくださる方",
        text="机といすを並べます。",
        kind="people",
        number=4,
        days=-40,
        helpers=(Helper("力仕事は得意です。", guest="見本 いわお"),),
        then=(("fail", 5, "会場が変わり、机といすを並べることがなくなりました。"),),
    ),
    HelpStory(
        key="partly",
        title="球根を植える日の道具運びを手伝ってくださる方",
        text="倉庫から花だんまで、台車で二往復します。重い物は会の者が持ちます。",
        kind="people",
        number=4,
        days=-15,
        helpers=(
            Helper(
                "台車を押すことならできます。",
                number=2,
                guest="見本 つよし",
                then="accept",
                words="よろしくお願いします。8時30分に倉庫の前でお会いしましょう。",
            ),
            Helper(
                "車で運べます。",
                after=3,
                guest="見本 ともか",
                then="decline",
                words="花だんの前は車が入れないため、今回は台車で運びます。お気持ちがうれしかったです。",
            ),
            Helper("朝だけなら行けます。", after=4, then="withdraw", later=2),
        ),
    ),
    HelpStory(
        key="done",
        title="花だんの名札を書いてくださる方",
        text="木の札に、花の名前を筆で書きます。筆と墨はあります。",
        kind="skills",
        number=1,
        days=-35,
        helpers=(
            Helper(
                "書道を習っていました。",
                guest="見本 すみえ",
                then="accept",
                words="札を30枚ご用意します。日は電話でご相談させてください。",
            ),
        ),
        then=(("finish", 31, ""),),
    ),
    HelpStory(
        key="expired",
        title="夏のあいだ、夕方の水やりを手伝ってくださる方",
        text="暑い日の夕方、20分ほどです。じょうろは花だんの横にあります。",
        kind="people",
        number=2,
        days=-120,
        closes=-75,
    ),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of the citizen to the project, or of somebody made up by telephone, whom nobody has called
    yet; so many days ago, and what became of it."""

    text: str
    days: int
    public: bool = True
    guest: str = ""
    then: str = ""
    answer: str = ""


QUESTIONS = (
    Asked(
        text="子どもと一緒に参加してもいいですか。",
        days=-12,
        then="answer_openly",
        answer="はい。保護者の方と一緒にお越しください。",
    ),
    Asked(
        text="足が悪いのですが、座ってできる作業はありますか。",
        days=-10,
        public=False,
        then="answer_privately",
        answer="種の仕分けは、机といすでしています。次は日曜の10時からです。お待ちしています。",
    ),
    Asked(text="花の種は余っていますか。", days=-8, then="withdraw"),
    Asked(text="雨の日はどうなりますか。", days=-4),
    Asked(text="庭の水道を使ってもらってもいいのですが。", days=-1, guest="見本 はなこ"),
)
