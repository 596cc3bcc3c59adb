"""後援: a group holds its own event and the city lends its name. One page on each side."""

from django.utils.translation import gettext_lazy as _

from projects.steps.rows import Anchor, Due, Road, Step, Turn
from projects.steps.shared import AGREE, COMPLETE, EVALUATE, REPORT, START

APPLICATION = Step(
    key="sponsorship_application",
    label=_("後援を申請する"),
    turn=Turn.GROUP,
    done=_("団体が後援を申請しました"),
    document=_("後援名義使用承認申請書"),
    due=Due(Anchor.STARTS, lambda days: days.sponsorship_notice, before=True),
    before_start=True,
)

SPONSORSHIP = Road(
    signed=_("後援の承認"),
    group_signs="申請（目的、数のある目標が一つ、主催は団体で名義は市）",
    city_signs="承認（番号のある承認通知）",
    evaluated="終わってから1か月以内の報告と、各側の評価",
    steps=(APPLICATION, AGREE, START, COMPLETE, REPORT, EVALUATE),
)
