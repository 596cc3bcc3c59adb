"""企画立案・計画立案への参加: residents sit at the table where a plan is made."""

from django.utils.translation import gettext_lazy as _

from projects.steps.rows import Anchor, Due, Road, Skips, Step, Turn
from projects.steps.shared import AGREE, COMPLETE, EVALUATE, START

RECRUITMENT = Step(
    key="recruitment",
    label=_("参加する人を募る"),
    turn=Turn.CITY,
    done=_("参加する人が決まりました"),
    document=_("委員の応募用紙"),
    due=Due(Anchor.STARTS),
    skips=Skips.CITY,
    adopted=True,
)

FEEDBACK = Step(
    key="feedback",
    label=_("意見をどう生かしたかを答える"),
    turn=Turn.CITY,
    done=_("意見をどう生かしたかを、市が答えました"),
    due=Due("complete", lambda days: days.feedback),
    follows=("complete",),
)

PLANNING = Road(
    signed=_("参加の承諾"),
    group_signs="委員としての承諾（団体ではなく、人が加わる）",
    city_signs="委嘱",
    evaluated="意見をどう生かしたかの答えと、各側の評価",
    steps=(RECRUITMENT, AGREE, START, COMPLETE, FEEDBACK, EVALUATE),
)
