"""The guide's words that stand in tables: rules, manners, roles. Those about the forms stand in
`projects.types.forms`.

Written for this portal. The ideas are those of the city guidelines on 協働 (four rules and four
manners: 吉川市 Q5; the part of each kind of actor: 秩父市 第3章).
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from kyodo_portal.words.languages import Words


@dataclass(frozen=True, slots=True)
class Precept:
    """A rule or a manner: its name, what it asks, and what the portal does so that it is kept."""

    name: Words
    text: Words
    kept_by: Words = ""


RULES = (
    Precept(
        _("目的共有・目標一致"),
        _(
            "何のために行うのか、いつまでにどこまで進めるのかを、始める前に双方が同じ言葉で言えるようにします。"
        ),
        _(
            "共有する目的がないか、「なにを・どのくらい・いつまでに」を書いた目標が一つもないうちは、事業を始められません。"
        ),
    ),
    Precept(
        _("役割分担"),
        _(
            "市民だからできること、市だからできることを表にして、どちらが何を引き受けるかを先に約束します。"
        ),
        _(
            "同じ内容の役割分担に双方が署名するまで、事業は始まりません。途中で変えたときは、もう一度双方に署名を求めます。"
        ),
    ),
    Precept(
        _("公開"),
        _(
            "経過も結果も、うまくいかなかったことも、だれもが読めるようにして、二人だけの約束にしません。"
        ),
        _(
            "事業のページに、目的・役割・進み具合・結果・評価を並べます。公開しないものは一覧にして、このページに載せています。"
        ),
    ),
    Precept(
        _("評価"),
        _(
            "終わったら、団体は団体の目で、市は市の目で、始め方・進め方・成果をふりかえり、次に生かします。"
        ),
        _(
            "双方の評価シートがそろうまで、相手の評価は読めません。そろったら話し合い、双方が同意してから報告を公表します。"
        ),
    ),
)

MANNERS = (
    Precept(
        _("対等"),
        _("頼む側と頼まれる側に分かれず、どちらもこの事業の主役として意見を言い合います。"),
    ),
    Precept(
        _("相互理解"),
        _("得意なことも、できないことも、急げない事情も打ち明け合い、相手の立場から考えてみます。"),
    ),
    Precept(
        _("自主性の尊重"),
        _(
            "相手のやり方に口を出しすぎず、良さが生きる距離を保ちます。手伝いは、頼まれたところから始めます。"
        ),
    ),
    Precept(
        _("自立"), _("相手がいなければ立てない関係にしません。自分の役割は自分の力で果たします。")
    ),
)


@dataclass(frozen=True, slots=True)
class Actor:
    """One kind of people or body that takes part, and what it can bring."""

    name: Words
    text: Words


ACTORS = (
    Actor(
        _("市民ひとりひとり"),
        _(
            "まちの出来事に目を向け、意見を届け、近くの活動に顔を出してみる。得意なことが一つあれば、それが力になります。"
        ),
    ),
    Actor(
        _("町内会・自治会"),
        _(
            "いちばん身近な暮らしの場で、人と人をつなぎ、困りごとに早く気づく。となりの会やほかの団体と組むと、できることが広がります。"
        ),
    ),
    Actor(
        _("NPO・ボランティア団体"),
        _(
            "一つのことを深く知る人が集まり、役所では手の届きにくい課題に身軽に取り組む。活動を知らせ、参加の席を開きます。"
        ),
    ),
    Actor(
        _("大学・学校"),
        _("知識と若い力を地域に開く。学生は現場で学び、地域は新しい見方を受け取ります。"),
    ),
    Actor(
        _("企業・商店"),
        _(
            "地域の一員として、技術・場所・人手・資金を持ち寄る。働く人が活動に加わりやすい職場をつくることも、大切な協力です。"
        ),
    ),
    Actor(
        _("市役所"),
        _(
            "声を聞いて施策に生かし、活動しやすい仕組みと場を整える。課の境目で人を待たせず、職員も一人の市民として地域に出ます。"
        ),
    ),
)
