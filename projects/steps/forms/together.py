"""共催・事業協力・実行委員会: both do the work side by side, each its part."""

from django.utils.translation import gettext_lazy as _

from projects.steps.rows import Anchor, Due, Road, Step, Turn
from projects.steps.shared import AGREE, COMPLETE, EVALUATE, SETTLE, START

COHOSTING = Road(
    signed=_("共催の覚書"),
    group_signs="覚書（責任と費用の分担）",
    city_signs="同じ覚書",
    evaluated="収支の決算と、各側の評価",
    steps=(AGREE, START, COMPLETE, SETTLE, EVALUATE),
)

COOPERATION = Road(
    signed=_("役割の取り決め"),
    group_signs="取り決め（目標と役割分担）",
    city_signs="同じ取り決め",
    evaluated="各側の評価",
    steps=(AGREE, START, COMPLETE, EVALUATE),
)

FOUNDING = Step(
    key="founding",
    label=_("会則と委員を決める"),
    turn=Turn.BOTH,
    done=_("実行委員会ができました"),
    document=_("会則と委員名簿"),
    due=Due(Anchor.STARTS),
    before_start=True,
)

COMMITTEE = Road(
    signed=_("会則と役割分担"),
    group_signs="会則と役割分担（委員会の一員として）",
    city_signs="同じ会則と役割分担（同じ一員として）",
    evaluated="会の決算と、各側の評価",
    steps=(FOUNDING, AGREE, START, COMPLETE, SETTLE, EVALUATE),
)
