"""How a collaboration starts (吉川市 guideline Q3).

The stored values are the guideline's own letters and never change. The sentences are ours and are
shown on the guide, the forms and the project pages.
"""

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kyodo_portal.words.languages import Words


class StartPattern(models.TextChoices):
    """Who began, and how the other came to it."""

    TOGETHER = "A", _("スタート時協力型")
    JOINED = "B", _("相互単独型")
    CITY_LED = "C", _("行政主導市民参加型")
    CITIZEN_LED = "D", _("市民主導行政協力型")

    @property
    def explanation(self) -> Words:
        """What the pattern is, in one sentence."""
        return PATTERN_TEXTS[self][0]

    @property
    def explained(self) -> str:
        """Its letter, its name and what it is: a choice of a form."""
        named = f"{self.value} {self.label}"
        return gettext("{label}：{value}").format(label=named, value=self.explanation)

    @property
    def example(self) -> Words:
        """A collaboration that began this way."""
        return PATTERN_TEXTS[self][1]


PATTERN_TEXTS: dict[str, tuple[Words, Words]] = {
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
