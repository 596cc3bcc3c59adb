"""委託: work of the city, done by those who know it best, and paid after it was inspected."""

from django.utils.translation import gettext_lazy as _

from projects.steps.rows import Anchor, Due, Road, Skips, Step, Turn
from projects.steps.shared import AGREE, COMPLETE, EVALUATE, INVOICE, PAYMENT, START

SPECIFICATION = Step(
    key="specification",
    label=_("仕様書をまとめる"),
    turn=Turn.BOTH,
    done=_("仕様書がまとまりました"),
    document=_("仕様書"),
    skips=Skips.CITY,
    adopted=True,
)

QUOTE = Step(
    key="quote",
    label=_("見積書を出す"),
    turn=Turn.GROUP,
    done=_("団体が見積書を出しました"),
    document=_("見積書"),
    due=Due(Anchor.STARTS),
    follows=("specification",),
    skips=Skips.CITY,
)

DELIVERY = Step(
    key="delivery",
    label=_("業務の完了を届け出る"),
    turn=Turn.GROUP,
    done=_("団体が業務の完了を届け出ました"),
    document=_("業務完了届"),
    due=Due(Anchor.ENDS),
    follows=("start",),
)

INSPECTION = Step(
    key="inspection",
    label=_("検査する"),
    turn=Turn.CITY,
    done=_("検査に合格しました"),
    document=_("検査調書"),
    due=Due("delivery", lambda days: days.inspection),
    follows=("delivery",),
)

COMMISSION = Road(
    signed=_("委託契約"),
    group_signs="契約書",
    city_signs="同じ契約書",
    evaluated="検査と、各側の評価",
    steps=(
        *(SPECIFICATION, QUOTE, AGREE, START),
        *(DELIVERY, INSPECTION, COMPLETE, INVOICE, PAYMENT, EVALUATE),
    ),
)
