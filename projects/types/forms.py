"""How a collaboration starts and what form it takes (吉川市 guideline Q3; 南アルプス市 for 10–12).

The stored values are the guideline's own letters and numbers and never change. The sentences are
ours and are shown on the guide, the forms and the project pages.
"""

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class StartPattern(models.TextChoices):
    """Who began, and how the other came to it."""

    TOGETHER = "A", _("スタート時協力型")
    JOINED = "B", _("相互単独型")
    CITY_LED = "C", _("行政主導市民参加型")
    CITIZEN_LED = "D", _("市民主導行政協力型")

    @property
    def explanation(self) -> str:
        """What the pattern is, in one sentence."""
        return PATTERN_TEXTS[self][0]

    @property
    def explained(self) -> str:
        """Its letter, its name and what it is: a choice of a form."""
        named = f"{self.value} {self.label}"
        return gettext("{label}：{value}").format(label=named, value=self.explanation)

    @property
    def example(self) -> str:
        """A collaboration that began this way."""
        return PATTERN_TEXTS[self][1]


PATTERN_TEXTS: dict[str, tuple[str, str]] = {
    StartPattern.TOGETHER: (
        _("はじめの話し合いから市民と市が席をともにし、目的と進め方を一緒に決めて始めます。"),
        _("NPOと市が企画から一緒につくるフォーラム"),
    ),
    StartPattern.JOINED: (
        _("別々に続けてきた活動どうしが、目的が同じだと分かって力を合わせます。"),
        _("地域の清掃と市の道路管理が結びついた道路里親"),
    ),
    StartPattern.CITY_LED: (
        _("市がおおまかな形を決め、市民に参加を呼びかけて進めます。"),
        _("公募の市民が委員として加わる計画づくりの審議会"),
    ),
    StartPattern.CITIZEN_LED: (
        _("市民が始めた活動に、市が場所や広報などで協力します。"),
        _("市民団体が開き、市が後援する理科教室"),
    ),
}


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
    def explanation(self) -> str:
        """What the form is, in one sentence."""
        return FORM_TEXTS[self][0]

    @property
    def example(self) -> str:
        """What it looks like in practice."""
        return FORM_TEXTS[self][1]


FORM_TEXTS: dict[int, tuple[str, str]] = {
    CollaborationForm.COHOSTING: (
        _("市民と市がともに主催者となり、責任を分け合って一つの事業を行います。"),
        _("市とNPOが並んで主催する市民フォーラム"),
    ),
    CollaborationForm.SPONSORSHIP: (
        _("市民が主催する公益的な事業に市が賛同し、市の名前を添えることを認めます。"),
        _("団体が開く子ども理科教室への後援"),
    ),
    CollaborationForm.COOPERATION: (
        _("どちらか一方が主催し、目標と役割を取り決めたうえで、もう一方が力を出します。"),
        _("図書館のおはなし会に読み聞かせの団体が出向く"),
    ),
    CollaborationForm.ADOPTION: (
        _("市民が道路や公園を受け持って世話をし、市が道具や保険を用意します。"),
        _("花だんと歩道の里親"),
    ),
    CollaborationForm.PLANNING: (
        _("市の計画や事業を考える段階から、市民が委員などとして加わります。"),
        _("総合計画をつくる審議会の公募委員"),
    ),
    CollaborationForm.COMMITTEE: (
        _("市民や市が集まって実行委員会をつくり、その会が主催者になります。"),
        _("地域の祭りの実行委員会"),
    ),
    CollaborationForm.COMMISSION: (
        _("市の仕事を、市民ならではの発想や経験を生かせる形で任せます。"),
        _("親子の居場所の運営を団体に任せる"),
    ),
    CollaborationForm.SUBSIDY: (
        _("市民が行う公益的な事業に、目的を共有したうえで市が費用の一部を出します。"),
        _("立ち上げの費用を助ける活動補助金"),
    ),
    CollaborationForm.MANAGEMENT: (
        _("公の施設の管理運営を、議会の議決を経て団体などに任せます。"),
        _("市民活動センターの運営"),
    ),
    CollaborationForm.EXCHANGE: (
        _("互いに持っている情報を出し合い、それぞれの仕事に生かします。"),
        _("子育て団体と担当課の定例の情報交換"),
    ),
    CollaborationForm.STUDY: (
        _("対等の立場で課題を調べ、解決の方法を一緒に考えて提案します。"),
        _("空き家の使い方を考える研究会"),
    ),
    CollaborationForm.SUPPORT: (
        _("場所・技術・情報などを提供して、市民の活動を後押しします。"),
        _("公共施設の開放や講師の派遣"),
    ),
}
