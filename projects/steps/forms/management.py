"""指定管理者制度: a body runs a public facility for several years, after the council's vote."""

from django.utils.translation import gettext_lazy as _

from projects.steps.rows import Anchor, Due, Road, Skips, Step, Turn
from projects.steps.shared import AGREE, COMPLETE, EVALUATE, START

SELECTION = Step(
    key="selection",
    label=_("公募し、候補者を選定する"),
    turn=Turn.CITY,
    done=_("指定管理者の候補者を選定しました"),
    document=_("募集要項と選定結果"),
    skips=Skips.CITY,
    adopted=True,
)

COUNCIL = Step(
    key="council",
    label=_("議会の議決を得て、指定する"),
    turn=Turn.CITY,
    done=_("議会の議決を得て、指定しました"),
    document=_("指定通知書"),
    due=Due(Anchor.STARTS),
    follows=("selection",),
    before_start=True,
)

YEAR_AGREEMENT = Step(
    key="year_agreement",
    label=_("年度協定を結ぶ"),
    turn=Turn.BOTH,
    done=_("年度協定を結びました"),
    document=_("年度協定書"),
    due=Due(Anchor.YEAR_STARTS),
    follows=("agree",),
    each_year=True,
)

YEAR_REPORT = Step(
    key="year_report",
    label=_("1年の事業を報告する"),
    turn=Turn.GROUP,
    done=_("団体が1年の事業を報告しました"),
    document=_("事業報告書（月報のまとめ）"),
    due=Due(Anchor.YEAR_ENDS, lambda days: days.year_report),
    follows=("start",),
    each_year=True,
)

YEAR_REVIEW = Step(
    key="year_review",
    label=_("1年の管理を評価し、公表する"),
    turn=Turn.CITY,
    done=_("市が1年の管理を評価しました"),
    document=_("年度評価書"),
    due=Due("year_report", lambda days: days.year_review),
    follows=("year_report",),
    each_year=True,
)

RENEWAL = Step(
    key="renewal",
    label=_("次の期間をどうするか決める"),
    turn=Turn.CITY,
    done=_("次の期間をどうするか決まりました"),
    due=Due(Anchor.ENDS, lambda days: days.renewal, before=True),
    follows=("start",),
    skips=Skips.CITY,
)

MANAGEMENT = Road(
    signed=_("基本協定"),
    group_signs="基本協定",
    city_signs="同じ基本協定（議決のあと）",
    evaluated="年度ごとの報告と評価、期間の終わりの各側の評価",
    steps=(
        *(SELECTION, COUNCIL, AGREE, START),
        *(YEAR_AGREEMENT, YEAR_REPORT, YEAR_REVIEW, RENEWAL, COMPLETE, EVALUATE),
    ),
)
