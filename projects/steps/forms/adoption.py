"""アダプト制度: people look after a place for years, and the city keeps them in tools and insurance."""

from django.utils.translation import gettext_lazy as _

from projects.steps.rows import Anchor, Due, Road, Skips, Step, Turn
from projects.steps.shared import AGREE, COMPLETE, EVALUATE, START

PLACE = Step(
    key="place",
    label=_("受け持つ場所を、管理する課と確かめる"),
    turn=Turn.CITY,
    done=_("受け持つ場所を確かめました"),
    document=_("区域図"),
    before_start=True,
    skips=Skips.CITY,
)

ROSTER = Step(
    key="roster",
    label=_("活動を届け出る"),
    turn=Turn.GROUP,
    done=_("団体が活動を届け出ました"),
    document=_("活動届と名簿"),
    before_start=True,
)

SUPPLIES = Step(
    key="supplies",
    label=_("用具を渡し、看板を立て、保険に入る"),
    turn=Turn.CITY,
    done=_("市が用具・看板・保険を用意しました"),
    due=Due("agree", lambda days: days.supplies),
    follows=("agree",),
    skips=Skips.CITY,
)

YEAR_OF_CARE = Step(
    key="year_of_care",
    label=_("1年の活動（回数・人数・ごみ袋の数）を報告する"),
    turn=Turn.GROUP,
    done=_("団体が1年の活動を報告しました"),
    document=_("活動報告書"),
    due=Due(Anchor.YEAR_ENDS, lambda days: days.year_of_care),
    follows=("start",),
    each_year=True,
)

ADOPTION = Road(
    signed=_("合意書"),
    group_signs="合意書（場所、回数、役割）",
    city_signs="同じ合意書",
    evaluated="年ごとの活動報告と、各側の評価",
    steps=(PLACE, ROSTER, AGREE, SUPPLIES, START, YEAR_OF_CARE, COMPLETE, EVALUATE),
)
