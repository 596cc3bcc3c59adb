"""補助: the group's own work, helped by public money, which is settled to the yen.

A change of the plan has its own way (`projects.amending`) and is no step.
"""

from django.utils.translation import gettext_lazy as _

from projects.steps.rows import Anchor, Due, Road, Skips, Step, Turn
from projects.steps.shared import AGREE, COMPLETE, EVALUATE, INVOICE, PAYMENT, REPORT, START

APPLICATION = Step(
    key="grant_application",
    label=_("交付を申請する"),
    turn=Turn.GROUP,
    done=_("団体が補助金の交付を申請しました"),
    document=_("交付申請書・事業計画書・収支予算書"),
    due=Due(Anchor.STARTS, lambda days: days.grant_decision, before=True),
    before_start=True,
    adopted=True,
)

ADVANCE = Step(
    key="advance",
    label=_("概算払をする"),
    turn=Turn.CITY,
    done=_("市が概算払をしました"),
    document=_("概算払請求書"),
    due=Due("agree", lambda days: days.payment),
    follows=("agree",),
    skips=Skips.CITY,
)

CONFIRMATION = Step(
    key="confirmation",
    label=_("補助金の額を確定する"),
    turn=Turn.CITY,
    done=_("補助金の額が確定しました"),
    document=_("額の確定通知書"),
    due=Due("report", lambda days: days.confirmation),
    follows=("report",),
)

REPAYMENT = Step(
    key="repayment",
    label=_("余った額を返す"),
    turn=Turn.GROUP,
    done=_("団体が余った額を返しました"),
    document=_("納付書"),
    due=Due("confirmation", lambda days: days.repayment),
    follows=("confirmation",),
    skips=Skips.CITY,
)

SUBSIDY = Road(
    signed=_("交付決定"),
    group_signs="交付申請",
    city_signs="交付決定通知",
    evaluated="実績報告と額の確定、各側の評価",
    steps=(
        *(APPLICATION, AGREE, ADVANCE, START, COMPLETE),
        *(REPORT, CONFIRMATION, INVOICE, PAYMENT, REPAYMENT, EVALUATE),
    ),
)
