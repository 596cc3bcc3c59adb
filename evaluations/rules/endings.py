"""How an evaluation goes on when somebody does not do their part: by a coordinator, after a day that
the city's profile sets, with a public reason. No evaluation waits for ever."""

import datetime as dt

from django.utils import timezone

from evaluations.models import AssessmentStatus, Evaluation
from kyodo_portal.cities import city
from kyodo_portal.life.verdicts import Verdict, all_refusals, allow_if
from kyodo_portal.words.text import japanese_date


def can_close_without_sheets(evaluation: Evaluation) -> Verdict:
    """Neither side has handed in a sheet, and the city has waited as long as it promised."""
    last = evaluation.due_on + dt.timedelta(days=city().waits.sheets)
    handed_in = evaluation.assessments.filter(status=AssessmentStatus.SUBMITTED).exists()
    return all_refusals(
        allow_if(
            not handed_in,
            "提出のあった側があります。期限を過ぎたら、「提出のあった側だけで開く」で進めてください。",
        ),
        allow_if(
            timezone.localdate() > last,
            f"どちらの評価もないまま終えられるのは、{japanese_date(last)}を過ぎてからです"
            f"（記入の期限から{city().waits.sheets}日待ちます）。それまでは、双方に提出を呼びかけてください。",
        ),
    )


def can_reflect_without_consent(evaluation: Evaluation) -> Verdict:
    """Both could read each other, and have not agreed to a reflection in the days the city gives."""
    opened = evaluation.revealed_at or timezone.now()
    last = timezone.localdate(opened) + dt.timedelta(days=city().waits.consent)
    return allow_if(
        timezone.localdate() > last,
        f"同意のそろわないまま進められるのは、{japanese_date(last)}を過ぎてからです"
        f"（評価が開かれてから{city().waits.consent}日待ちます）。"
        "それまでは、双方に話し合いと同意を呼びかけてください。",
    )
