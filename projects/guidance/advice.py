"""Which way of beginning and which forms suit somebody: from a few answers to a recommendation.

A pure function, without a database; what speaks for each form stands in `reasons`. Every
combination of answers leads to one start pattern, where the city has them, and one to three forms, each with its reasons. The
recommendation opens a talk at the desk; it decides nothing.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from kyodo_portal.cities import Pattern, city
from kyodo_portal.words.languages import Words
from projects.guidance.reasons import REASONS, Reason
from projects.types import CollaborationForm as Form
from projects.types import StartPattern

MOST_FORMS = 3

Answers = Mapping[str, str]
"""The chosen answer of each question, by the names of `QUESTIONS`."""


@dataclass(frozen=True, slots=True)
class AdviceQuestion:
    """One question and its answers, as (value, words)."""

    name: str
    text: Words
    answers: tuple[tuple[str, Words], ...]


QUESTIONS = (
    AdviceQuestion(
        "begin",
        _("いま、どこまで進んでいますか"),
        (
            ("blank", _("まだ白紙。市と一緒に考えるところから始めたい")),
            ("both", _("自分たちも市も、似たことをもう別々に行っている")),
            ("city", _("市が始めることや市の計画に、加わりたい")),
            ("ours", _("自分たちで始めている。市に力を貸してほしい")),
        ),
    ),
    AdviceQuestion(
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
    AdviceQuestion(
        "need",
        _("市にいちばん望むことはなんですか"),
        (
            ("name", _("市の名前を添えて、信用と広報を助けてほしい")),
            ("things", _("場所・道具・情報を貸してほしい")),
            ("money", _("費用の一部を助けてほしい")),
            ("hands", _("企画や運営を一緒にしてほしい")),
        ),
    ),
    AdviceQuestion(
        "duty",
        _("だれが責任を持つのがよいと思いますか"),
        (
            ("ours", _("自分たちが主役として責任を持つ")),
            ("shared", _("自分たちと市で分け合う")),
            ("city", _("市の仕事として、自分たちが引き受ける")),
            ("many", _("いろいろな団体や人が集まって決める")),
        ),
    ),
    AdviceQuestion(
        "lasting",
        _("どのくらい続けますか"),
        (
            ("once", _("一度、または期間を決めて")),
            ("always", _("毎月や毎年、ずっと続けて")),
        ),
    ),
)

PATTERNS: dict[str, tuple[StartPattern, Words]] = {
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


ANYWAY = _("どんな内容でも、約束ごとを一つずつ決めながら始められる形だからです。")
"""The reason where nothing speaks for a form of this city."""


@dataclass(frozen=True, slots=True)
class Suited:
    """A form that suits, and why."""

    form: int
    reasons: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Advice:
    """The recommendation: how to begin, where the city tells that apart, and one to three forms,
    the most suited first."""

    pattern: Pattern | None
    pattern_reason: Words
    forms: tuple[Suited, ...]


def _reasons(form: int) -> tuple[Reason, ...]:
    return REASONS[Form(city().form(form).follows or form)]


def advise(answers: Answers, *, forms: Collection[int]) -> Advice:
    """The recommendation for a full set of answers, among the forms of the city (at least one).

    A further form is named when it has at least half as many points as the first. For a form of the
    city's own speaks what speaks for the form whose steps it follows.
    """
    code, pattern_reason = PATTERNS[answers["begin"]]
    pattern = next((each for each in city().patterns_on if each.code == code), None)
    speaking = {
        form: [reason for reason in _reasons(form) if answers[reason.question] == reason.answer]
        for form in sorted(forms)
    }
    points = {
        form: sum(reason.points for reason in reasons)
        for form, reasons in speaking.items()
        if reasons
    }
    best = sorted(points, key=lambda form: (-points[form], form))[:MOST_FORMS]
    suited = tuple(
        Suited(form, tuple(reason.text for reason in speaking[form]))
        for form in best
        if points[form] * 2 >= points[best[0]]
    )
    if not suited:
        first = Form.COOPERATION if Form.COOPERATION in forms else min(forms)
        suited = (Suited(first, (ANYWAY,)),)
    return Advice(pattern, pattern_reason, suited)
