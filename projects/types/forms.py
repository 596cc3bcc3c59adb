"""What form a collaboration takes (吉川市 guideline Q3; 南アルプス市 for 10–12): one table of all that is
told about each.

The stored values are the guideline's own numbers and never change. The sentences are ours and are
shown on the guide, the forms and the project pages.
"""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from kyodo_portal.words.languages import Words


class CollaborationForm(models.IntegerChoices):
    """The nine forms of the guideline, and three more that a city may switch on."""

    COHOSTING = 1, _("共催")
    SPONSORSHIP = 2, _("後援")
    COOPERATION = 3, _("事業協力")
    ADOPTION = 4, _("アダプト制度")
    PLANNING = 5, _("企画立案・計画立案への参加")
    COMMITTEE = 6, _("実行委員会等")
    COMMISSION = 7, _("委託")
    SUBSIDY = 8, _("補助")
    MANAGEMENT = 9, _("指定管理者制度")
    EXCHANGE = 10, _("情報交換")
    STUDY = 11, _("研究会")
    SUPPORT = 12, _("支援")

    @property
    def facts(self) -> "FormFacts":
        """Its row of the table."""
        return FORMS[self]

    @property
    def explanation(self) -> Words:
        """What the form is, in one sentence."""
        return self.facts.explanation


@dataclass(frozen=True, slots=True)
class Reason:
    """An answer of somebody seeking advice that speaks for a form: how strongly, and why
    (`projects.guidance.advice`)."""

    question: str
    answer: str
    points: int
    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class FormFacts:
    """One form: what it is, in a sentence and with an example; who does what in it; when it fits,
    what is usually handed in for it and how early one should come (the ideas are those of what cities
    ask for, practice §5.2–5.6; what a city really asks for is settled at the desk); what speaks for it.

    A further form stands beside the guideline's nine.
    """

    explanation: Words
    example: Words
    citizens: Words
    city: Words
    fits: Words
    papers: tuple[Words, ...]
    time: Words
    reasons: tuple[Reason, ...]
    is_further: bool = False


FORMS: dict[CollaborationForm, FormFacts] = {
    CollaborationForm.COHOSTING: FormFacts(
        explanation=_("市民と市がともに主催者となり、責任を分け合って一つの事業を行います。"),
        example=_("市とNPOが並んで主催する市民フォーラム"),
        citizens=_("企画と当日の運営を受け持ち、主催者として名前を並べます。"),
        city=_("会場や広報などを受け持ち、同じ主催者として責任を負います。"),
        fits=_("市にも団体にも同じ目的があり、企画も責任も分け合いたいとき。"),
        papers=(_("企画書"), _("役割と費用の分担表"), _("収支の見込み")),
        time=_("会場や予算を一緒に決めるため、半年ほど前に相談を始めると安心です。"),
        reasons=(
            Reason("what", "event", 2, _("催しは、並んで主催すると役割を分けやすいからです。")),
            Reason("need", "hands", 2, _("企画も運営も、市と一緒に担えるからです。")),
            Reason("duty", "shared", 3, _("責任を、同じ主催者として分け合えるからです。")),
            Reason("begin", "blank", 1, _("目的を決めるところから並んで始められるからです。")),
        ),
    ),
    CollaborationForm.SPONSORSHIP: FormFacts(
        explanation=_("市民が主催する公益的な事業に市が賛同し、市の名前を添えることを認めます。"),
        example=_("団体が開く子ども理科教室への後援"),
        citizens=_("事業を自分たちで企画し、費用も運営も担います。"),
        city=_("趣旨に賛同し、市の名前を使うことを認めて、広く知らせます。"),
        fits=_("自分たちで開く公益的な催しを、市の名前を添えて広く知らせたいとき。"),
        papers=(
            _("申請書"),
            _("開催の要領"),
            _("団体の規約と役員の名簿"),
            _("参加費があるときは収支予算"),
        ),
        time=_("催しの一か月前までが目安です。終わったら、人数や決算を早めに報告します。"),
        reasons=(
            Reason("what", "event", 2, _("団体が開く催しに、すぐ使える形だからです。")),
            Reason("need", "name", 4, _("市の名前を添えて、広く知らせられるからです。")),
            Reason("duty", "ours", 2, _("企画も運営も、自分たちのやり方のまま進むからです。")),
            Reason("lasting", "once", 1, _("一回の催しごとに申し込めるからです。")),
        ),
    ),
    CollaborationForm.COOPERATION: FormFacts(
        explanation=_(
            "どちらか一方が主催し、目標と役割を取り決めたうえで、もう一方が力を出します。"
        ),
        example=_("図書館のおはなし会に読み聞かせの団体が出向く"),
        citizens=_("主催するときは全体を、協力するときは得意な部分を受け持ちます。"),
        city=_("主催と協力のどちらかの立場を決め、約束した部分を受け持ちます。"),
        fits=_("主催はどちらか一方のまま、得意な部分で力を貸し合いたいとき。"),
        papers=(_("してほしいこと・できることの覚え書き"), _("役割分担表")),
        time=_("日程が決まる前、二、三か月前に担当課と話します。"),
        reasons=(
            Reason("what", "service", 2, _("得意なことを持ち寄って、続けやすいからです。")),
            Reason("what", "event", 1, _("どちらの催しにも、力を貸し合えるからです。")),
            Reason("need", "things", 2, _("場所や道具など、約束した部分を市が持つからです。")),
            Reason("need", "hands", 1, _("どこを市が手伝うかを、先に取り決めるからです。")),
            Reason("begin", "both", 2, _("別々の活動を、無理なくつなげるからです。")),
            Reason("duty", "shared", 1, _("だれが何をするかを、取り決めて始めるからです。")),
        ),
    ),
    CollaborationForm.ADOPTION: FormFacts(
        explanation=_("市民が道路や公園を受け持って世話をし、市が道具や保険を用意します。"),
        example=_("花だんと歩道の里親"),
        citizens=_("決めた場所の掃除や花の世話を続け、気づいたことを市に伝えます。"),
        city=_("道具や保険を用意し、危ないところや壊れたところを直します。"),
        fits=_("同じ道や公園、花だんを、仲間と長く世話したいとき。"),
        papers=(_("受け持つ場所と回数の届け"), _("活動する人の名簿"), _("市と取り交わす合意書")),
        time=_("場所の確かめと打ち合わせがあるので、始める一、二か月前に相談します。"),
        reasons=(
            Reason("what", "place", 5, _("決めた場所を受け持って、世話をする形だからです。")),
            Reason("need", "things", 1, _("道具や保険を、市が用意するからです。")),
            Reason("lasting", "always", 1, _("同じ場所を、長く見守る形だからです。")),
        ),
    ),
    CollaborationForm.PLANNING: FormFacts(
        explanation=_("市の計画や事業を考える段階から、市民が委員などとして加わります。"),
        example=_("総合計画をつくる審議会の公募委員"),
        citizens=_("委員などになり、暮らしの中で気づいたことを計画に持ち込みます。"),
        city=_("考え始めの段階から資料と席を開き、意見をどう生かしたかを返します。"),
        fits=_("計画や事業の案ができる前に、暮らしの目から意見を届けたいとき。"),
        papers=(_("委員の公募では、応募の用紙と短い作文"),),
        time=_("市の募集の期間に合わせます。テーマの提案は、いつでも相談できます。"),
        reasons=(
            Reason("what", "plan", 5, _("計画を考える段階から、意見を言える形だからです。")),
            Reason("begin", "city", 1, _("市の計画づくりに、席が設けられるからです。")),
        ),
    ),
    CollaborationForm.COMMITTEE: FormFacts(
        explanation=_("市民や市が集まって実行委員会をつくり、その会が主催者になります。"),
        example=_("地域の祭りの実行委員会"),
        citizens=_("委員会の一員として企画を決め、準備と運営を分け合います。"),
        city=_("同じ一員として加わり、手続きや安全の面から支えます。"),
        fits=_("いくつもの団体や人が集まり、一つの会として催しを開きたいとき。"),
        papers=(_("会の決まり（会則）"), _("委員の名簿"), _("予算書")),
        time=_("会をつくるところから始まるため、半年から一年前に声をかけ合います。"),
        reasons=(
            Reason("duty", "many", 5, _("集まった人たちの会が、主催者になるからです。")),
            Reason("what", "event", 1, _("大きな催しの準備を、分け合えるからです。")),
            Reason("need", "hands", 1, _("市も一員として、一緒に働くからです。")),
        ),
    ),
    CollaborationForm.COMMISSION: FormFacts(
        explanation=_("市の仕事を、市民ならではの発想や経験を生かせる形で任せます。"),
        example=_("親子の居場所の運営を団体に任せる"),
        citizens=_("引き受けた仕事を、経験と工夫を生かしてやりとげます。"),
        city=_("求める成果を示して費用を払い、市の仕事として最後まで責任を持ちます。"),
        fits=_("市の仕事のうち、団体の経験や工夫を生かすほうがよい結果になるとき。"),
        papers=(_("企画の提案書"), _("見積書"), _("団体の概要と決算"), _("終わったあとの報告書")),
        time=_("市の予算に合わせるため、前の年度の夏から秋に相談を始めます。"),
        reasons=(
            Reason("duty", "city", 4, _("市の仕事を、経験を生かして引き受ける形だからです。")),
            Reason("what", "service", 1, _("人を支える仕事に、団体の工夫が生きるからです。")),
            Reason("need", "money", 1, _("仕事の費用を、市が払うからです。")),
            Reason("begin", "city", 1, _("市が行うことの一部を、担えるからです。")),
        ),
    ),
    CollaborationForm.SUBSIDY: FormFacts(
        explanation=_("市民が行う公益的な事業に、目的を共有したうえで市が費用の一部を出します。"),
        example=_("立ち上げの費用を助ける活動補助金"),
        citizens=_("事業の主役として計画から報告までを行い、お金の使い道を明らかにします。"),
        city=_("公益にかなうかを確かめて費用の一部を出し、成果をともに見届けます。"),
        fits=_("自分たちの公益的な事業に、お金が少し足りないとき。"),
        papers=(
            _("交付の申請書"),
            _("事業計画と収支予算"),
            _("終わったあとの実績報告・決算・領収書の写し"),
        ),
        time=_("交付が決まる前の支払いは対象にならないことがあります。募集の前に相談します。"),
        reasons=(
            Reason("need", "money", 4, _("費用の一部を、市が出すからです。")),
            Reason("duty", "ours", 2, _("主役は自分たちのまま、助けを受けられるからです。")),
            Reason("begin", "ours", 1, _("始めている活動を、広げるときに向くからです。")),
            Reason("lasting", "once", 1, _("期間を決めた事業に、使いやすいからです。")),
        ),
    ),
    CollaborationForm.MANAGEMENT: FormFacts(
        explanation=_("公の施設の管理運営を、議会の議決を経て団体などに任せます。"),
        example=_("市民活動センターの運営"),
        citizens=_("施設を日々開き、使う人の声を運営に生かします。"),
        city=_("守ることを条例と協定で定め、施設の持ち主として運営を見守ります。"),
        fits=_("市の施設を、団体の力でもっと使いやすくしたいとき。"),
        papers=(_("施設の運営計画"), _("収支計画"), _("団体の規約・決算・役員の名簿")),
        time=_("公募、選定、議会の議決があるため、始める一年ほど前から準備します。"),
        reasons=(
            Reason("what", "facility", 6, _("市の施設の運営を、まるごと任される形だからです。")),
            Reason("lasting", "always", 1, _("何年かの間、続けて運営するからです。")),
        ),
    ),
    CollaborationForm.EXCHANGE: FormFacts(
        is_further=True,
        explanation=_("互いに持っている情報を出し合い、それぞれの仕事に生かします。"),
        example=_("子育て団体と担当課の定例の情報交換"),
        citizens=_("現場で見聞きしたことを持ち寄ります。"),
        city=_("統計や制度の動きを持ち寄り、聞いたことを仕事に生かします。"),
        fits=_("まず知り合い、持っている情報を出し合うところから始めたいとき。"),
        papers=(_("話したいことのメモ"),),
        time=_("書類はいりません。日程が合えば、すぐに始められます。"),
        reasons=(
            Reason("begin", "both", 2, _("まず知っていることを、出し合えるからです。")),
            Reason("what", "service", 1, _("現場で見聞きしたことが、市の役に立つからです。")),
            Reason("what", "plan", 1, _("案になる前の声を、市に届けられるからです。")),
        ),
    ),
    CollaborationForm.STUDY: FormFacts(
        is_further=True,
        explanation=_("対等の立場で課題を調べ、解決の方法を一緒に考えて提案します。"),
        example=_("空き家の使い方を考える研究会"),
        citizens=_("課題を自分の目で調べ、解き方を考えて発表します。"),
        city=_("資料と場所を用意し、同じ机で考え、提案を受けとめます。"),
        fits=_("答えのまだない課題を、同じ机で調べて考えたいとき。"),
        papers=(_("調べたい課題と進め方のメモ"), _("集まる人の名簿")),
        time=_("はじめの集まりの一、二か月前に、関わる課をさがします。"),
        reasons=(
            Reason("what", "plan", 3, _("課題を一緒に調べ、提案にまとめられるからです。")),
            Reason("begin", "blank", 1, _("答えを決めずに、始められるからです。")),
        ),
    ),
    CollaborationForm.SUPPORT: FormFacts(
        is_further=True,
        explanation=_("場所・技術・情報などを提供して、市民の活動を後押しします。"),
        example=_("公共施設の開放や講師の派遣"),
        citizens=_("活動の主役として計画し、実行します。"),
        city=_("場所・技術・情報・人のつながりを差し出します。"),
        fits=_("活動は自分たちで続けながら、場所や技術や情報だけを借りたいとき。"),
        papers=(_("使いたいものと日時の申し込み"), _("団体の概要")),
        time=_("施設や講師の都合があるため、一か月ほど前に申し込みます。"),
        reasons=(
            Reason("need", "things", 3, _("場所や情報を、市が差し出す形だからです。")),
            Reason("begin", "ours", 1, _("活動はそのままに、後押しを受けられるからです。")),
        ),
    ),
}
