"""What is done by the clock about evaluations."""

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from evaluations.models import Evaluation, EvaluationStatus, Side
from evaluations.rules.reflections import sides_to_consent
from groups import people
from kyodo_portal.cities import city
from kyodo_portal.life.reminders import Reminder, register


def without_all_sheets(_: dt.datetime) -> Any:
    """Evaluations that are being written."""
    open_ones = Evaluation.objects.filter(status=EvaluationStatus.OPEN).select_related("project")
    return open_ones.with_standing().prefetch_related("parties")


def without_consent(_: dt.datetime) -> Any:
    """Evaluations whose sheets lie open, and to whose reflection somebody has not agreed."""
    revealed = Evaluation.objects.filter(status=EvaluationStatus.REVEALED)
    revealed = revealed.select_related("project").with_standing()
    return revealed.prefetch_related("parties", "assessments")


def speaks_for(evaluation: Evaluation, side: Side) -> list[Any]:
    """Those who write for a side, as the sides stood when it was opened."""
    if side == Side.GROUP:
        return list(people.managers(evaluation.group_ids()))
    return list(people.staff(evaluation.department_ids()))


def late_with_the_sheet(evaluation: Any) -> list[Any]:
    """Both sides' people, but those of a side whose sheet is in."""
    late = [side for side in Side if not getattr(evaluation, f"{side.value}_is_in")]
    return [person for side in late for person in speaks_for(evaluation, side)]


def late_with_consent(evaluation: Any) -> list[Any]:
    """The people of the sides whose agreement is missing."""
    late = [
        side
        for side in Side
        if side in sides_to_consent(evaluation)
        and not getattr(evaluation, f"{side.value}_consents")
    ]
    return [person for side in late for person in speaks_for(evaluation, side)]


register(
    [
        Reminder(
            key="sheet",
            label="評価シートのお知らせ",
            waiting=without_all_sheets,
            day=lambda evaluation: evaluation.due_on,
            days=lambda: city().reminders.sheet,
            counted=_("期限は"),
            tells=late_with_the_sheet,
            told_before=_("評価シートの期限が近づいています"),
            told=_("評価シートの期限を過ぎました"),
            next_step_before=_("期限までに、評価シートを書いて提出してください。"),
            next_step=_(
                "いまからでも書いて提出できます。"
                "出せないときは、協働担当にお知らせください。片方の評価だけで先に進むことがあります。"
            ),
        ),
        Reminder(
            key="consent",
            label="ふりかえりの同意のお知らせ",
            waiting=without_consent,
            day=lambda evaluation: timezone.localdate(evaluation.revealed_at),
            days=lambda: city().reminders.consent,
            counted=_("評価が開かれた日は"),
            tells=late_with_consent,
            told=_("ふりかえりへの同意を待っています"),
            next_step=_(
                "相手と話し合ってふりかえりを書き、読んで同意してください。"
                "同意がそろわないまま日がたつと、市が理由を公開して、公表に進むことがあります。"
            ),
        ),
    ]
)
