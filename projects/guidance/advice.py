"""Which way of beginning and which forms suit somebody: from a few answers to a recommendation.

A table of rules and a pure function, without a database. Every combination of answers leads to one
start pattern and one to three forms, each with its reasons. The recommendation opens a talk at the
desk; it decides nothing.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from projects.types import CollaborationForm as Form
from projects.types import StartPattern

MOST_FORMS = 3

Answers = Mapping[str, str]
"""The chosen answer of each question, by the names of `QUESTIONS`."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question and its answers, as (value, words)."""

    name: str
    text: str
    answers: tuple[tuple[str, str], ...]


QUESTIONS = (
    Question(
        "begin",
        _("いま、どこまで進んでいますか"),
        (
            ("blank", _("まだ白紙。市と一緒に考えるところから始めたい")),
            ("both", _("自分たちも市も、似たことをもう別々に行っている")),
            ("city", _("市が始めることや市の計画に、加わりたい")),
            ("ours", _("自分たちで始めている。市に力を貸してほしい")),
        ),
    ),
    Question(
        "what",
        _("なにをしたいですか"),
        (
            ("event", _("催しや講座を開きたい")),
            ("place", _("道・公園・川など、場所の世話をしたい")),
            ("service", _("人を支える活動を続けたい")),
            ("plan", _("まちの計画や仕組みを考えたい")),
            ("facility", _("市の施設を運営したい")),
        ),
    ),
    Question(
        "need",
        _("市にいちばん望むことはなんですか"),
        (
            ("name", _("市の名前を添えて、信用と広報を助けてほしい")),
            ("things", _("場所・道具・情報を貸してほしい")),
            ("money", _("費用の一部を助けてほしい")),
            ("hands", _("企画や運営を一緒にしてほしい")),
        ),
    ),
    Question(
        "duty",
        _("だれが責任を持つのがよいと思いますか"),
        (
            ("ours", _("自分たちが主役として責任を持つ")),
            ("shared", _("自分たちと市で分け合う")),
            ("city", _("市の仕事として、自分たちが引き受ける")),
            ("many", _("いろいろな団体や人が集まって決める")),
        ),
    ),
    Question(
        "lasting",
        _("どのくらい続けますか"),
        (
            ("once", _("一度、または期間を決めて")),
            ("always", _("毎月や毎年、ずっと続けて")),
        ),
    ),
)

PATTERNS: dict[str, tuple[StartPattern, str]] = {
    "blank": (
        StartPattern.TOGETHER,
        _("まだ白紙のうちに席をともにすると、目的も役割もはじめから一緒に決められます。"),
    ),
    "both": (
        StartPattern.JOINED,
        _("別々に行ってきたことの目的が重なるなら、つなぐだけで早く大きな力になります。"),
    ),
    "city": (
        StartPattern.CITY_LED,
        _("市が大きな形を用意しているので、そこへ暮らしの目で加わるのが近道です。"),
    ),
    "ours": (
        StartPattern.CITIZEN_LED,
        _("すでに動いている活動が主役です。市は足りないところを補う側にまわります。"),
    ),
}
"""The start pattern by the answer to "begin", with its reason."""


@dataclass(frozen=True, slots=True)
class Rule:
    """An answer that speaks for a form: how strongly, and why."""

    form: Form
    question: str
    answer: str
    points: int
    reason: str


RULES = (
    Rule(
        Form.COHOSTING, "what", "event", 2, _("催しは、並んで主催すると役割を分けやすいからです。")
    ),
    Rule(Form.COHOSTING, "need", "hands", 2, _("企画も運営も、市と一緒に担えるからです。")),
    Rule(Form.COHOSTING, "duty", "shared", 3, _("責任を、同じ主催者として分け合えるからです。")),
    Rule(
        Form.COHOSTING, "begin", "blank", 1, _("目的を決めるところから並んで始められるからです。")
    ),
    Rule(Form.SPONSORSHIP, "what", "event", 2, _("団体が開く催しに、すぐ使える形だからです。")),
    Rule(Form.SPONSORSHIP, "need", "name", 4, _("市の名前を添えて、広く知らせられるからです。")),
    Rule(
        Form.SPONSORSHIP, "duty", "ours", 2, _("企画も運営も、自分たちのやり方のまま進むからです。")
    ),
    Rule(Form.SPONSORSHIP, "lasting", "once", 1, _("一回の催しごとに申し込めるからです。")),
    Rule(Form.COOPERATION, "what", "service", 2, _("得意なことを持ち寄って、続けやすいからです。")),
    Rule(Form.COOPERATION, "what", "event", 1, _("どちらの催しにも、力を貸し合えるからです。")),
    Rule(
        Form.COOPERATION, "need", "things", 2, _("場所や道具など、約束した部分を市が持つからです。")
    ),
    Rule(Form.COOPERATION, "need", "hands", 1, _("どこを市が手伝うかを、先に取り決めるからです。")),
    Rule(Form.COOPERATION, "begin", "both", 2, _("別々の活動を、無理なくつなげるからです。")),
    Rule(
        Form.COOPERATION, "duty", "shared", 1, _("だれが何をするかを、取り決めて始めるからです。")
    ),
    Rule(Form.ADOPTION, "what", "place", 5, _("決めた場所を受け持って、世話をする形だからです。")),
    Rule(Form.ADOPTION, "need", "things", 1, _("道具や保険を、市が用意するからです。")),
    Rule(Form.ADOPTION, "lasting", "always", 1, _("同じ場所を、長く見守る形だからです。")),
    Rule(Form.PLANNING, "what", "plan", 5, _("計画を考える段階から、意見を言える形だからです。")),
    Rule(Form.PLANNING, "begin", "city", 1, _("市の計画づくりに、席が設けられるからです。")),
    Rule(Form.COMMITTEE, "duty", "many", 5, _("集まった人たちの会が、主催者になるからです。")),
    Rule(Form.COMMITTEE, "what", "event", 1, _("大きな催しの準備を、分け合えるからです。")),
    Rule(Form.COMMITTEE, "need", "hands", 1, _("市も一員として、一緒に働くからです。")),
    Rule(
        Form.COMMISSION, "duty", "city", 4, _("市の仕事を、経験を生かして引き受ける形だからです。")
    ),
    Rule(
        Form.COMMISSION, "what", "service", 1, _("人を支える仕事に、団体の工夫が生きるからです。")
    ),
    Rule(Form.COMMISSION, "need", "money", 1, _("仕事の費用を、市が払うからです。")),
    Rule(Form.COMMISSION, "begin", "city", 1, _("市が行うことの一部を、担えるからです。")),
    Rule(Form.SUBSIDY, "need", "money", 4, _("費用の一部を、市が出すからです。")),
    Rule(Form.SUBSIDY, "duty", "ours", 2, _("主役は自分たちのまま、助けを受けられるからです。")),
    Rule(Form.SUBSIDY, "begin", "ours", 1, _("始めている活動を、広げるときに向くからです。")),
    Rule(Form.SUBSIDY, "lasting", "once", 1, _("期間を決めた事業に、使いやすいからです。")),
    Rule(
        Form.MANAGEMENT,
        "what",
        "facility",
        6,
        _("市の施設の運営を、まるごと任される形だからです。"),
    ),
    Rule(Form.MANAGEMENT, "lasting", "always", 1, _("何年かの間、続けて運営するからです。")),
    Rule(Form.EXCHANGE, "begin", "both", 2, _("まず知っていることを、出し合えるからです。")),
    Rule(Form.EXCHANGE, "what", "service", 1, _("現場で見聞きしたことが、市の役に立つからです。")),
    Rule(Form.EXCHANGE, "what", "plan", 1, _("案になる前の声を、市に届けられるからです。")),
    Rule(Form.STUDY, "what", "plan", 3, _("課題を一緒に調べ、提案にまとめられるからです。")),
    Rule(Form.STUDY, "begin", "blank", 1, _("答えを決めずに、始められるからです。")),
    Rule(Form.SUPPORT, "need", "things", 3, _("場所や情報を、市が差し出す形だからです。")),
    Rule(Form.SUPPORT, "begin", "ours", 1, _("活動はそのままに、後押しを受けられるからです。")),
)
"""What speaks for each form. More points weigh more."""

ANYWAY = _("どんな内容でも、約束ごとを一つずつ決めながら始められる形だからです。")
"""The reason where no rule speaks for a form of this city."""


@dataclass(frozen=True, slots=True)
class Suited:
    """A form that suits, and why."""

    form: Form
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Advice:
    """The recommendation: how to begin, and one to three forms, the most suited first."""

    pattern: StartPattern
    pattern_reason: str
    forms: tuple[Suited, ...]


def advise(answers: Answers, *, forms: Collection[int]) -> Advice:
    """The recommendation for a full set of answers, among the forms of the city (at least one).

    A further form is named when it has at least half as many points as the first.
    """
    pattern, pattern_reason = PATTERNS[answers["begin"]]
    speaking = [rule for rule in RULES if rule.form in forms]
    speaking = [rule for rule in speaking if answers[rule.question] == rule.answer]
    points: dict[Form, int] = {}
    for rule in speaking:
        points[rule.form] = points.get(rule.form, 0) + rule.points
    best = sorted(points, key=lambda form: (-points[form], form))[:MOST_FORMS]
    suited = tuple(
        Suited(form, tuple(rule.reason for rule in speaking if rule.form == form))
        for form in best
        if points[form] * 2 >= points[best[0]]
    )
    if not suited:
        first = Form.COOPERATION if Form.COOPERATION in forms else Form(min(forms))
        suited = (Suited(first, (ANYWAY,)),)
    return Advice(pattern, pattern_reason, suited)
