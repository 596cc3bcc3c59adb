"""The steps that several forms have: the project's own moves, and the report and the money after them."""

from django.utils.translation import gettext_lazy as _

from projects.steps.rows import Anchor, Due, Skips, Step, Turn

AGREE = Step(
    key="agree",
    label=_("協定を結ぶ"),
    turn=Turn.BOTH,
    done=_("団体と市の署名がそろいました"),
    due=Due(Anchor.STARTS),
    follows=(
        *("sponsorship_application", "roster", "place", "founding", "recruitment"),
        *("specification", "quote", "grant_application", "council"),
    ),
    before_start=True,
    by_move="agree",
)
"""The signatures of both sides. What is signed, each form says (`Road.signed`)."""

START = Step(
    key="start",
    label=_("事業を始める"),
    turn=Turn.BOTH,
    done=_("事業が始まりました"),
    due=Due(Anchor.STARTS),
    follows=("agree",),
    by_move="start",
)

COMPLETE = Step(
    key="complete",
    label=_("結果を書いて、事業を終える"),
    turn=Turn.BOTH,
    done=_("事業が終わりました"),
    due=Due(Anchor.ENDS),
    follows=("start", "inspection"),
    by_move="complete",
)

EVALUATE = Step(
    key="evaluate",
    label=_("団体と市がそれぞれ評価し、報告を公表する"),
    turn=Turn.BOTH,
    done=_("評価と報告を公表しました"),
    document=_("評価シート"),
    due=Due("complete", lambda days: days.evaluation),
    follows=("complete",),
    by_move="mark_evaluated",
)

REPORT = Step(
    key="report",
    label=_("実績を報告する"),
    turn=Turn.GROUP,
    done=_("団体が実績を報告しました"),
    document=_("実績報告書"),
    due=Due("complete", lambda days: days.report),
    follows=("complete",),
)

SETTLE = Step(
    key="settle",
    label=_("収支の決算をまとめる"),
    turn=Turn.BOTH,
    done=_("収支の決算がまとまりました"),
    document=_("収支決算書"),
    due=Due("complete", lambda days: days.report),
    follows=("complete",),
    skips=Skips.BOTH,
)

INVOICE = Step(
    key="invoice",
    label=_("請求する"),
    turn=Turn.GROUP,
    done=_("団体が請求しました"),
    document=_("請求書"),
    due=Due("complete", lambda days: days.invoice),
    follows=("complete", "inspection", "confirmation"),
    skips=Skips.CITY,
)

PAYMENT = Step(
    key="payment",
    label=_("支払う"),
    turn=Turn.CITY,
    done=_("市が支払いました"),
    due=Due("invoice", lambda days: days.payment),
    follows=("invoice",),
    skips=Skips.CITY,
)
