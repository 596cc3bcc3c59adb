"""Made-up evaluations and sheets."""

import datetime as dt
from typing import Any

from django.utils import timezone

from evaluations.actions.opening import items_for, parties_for, steps_for
from evaluations.models import (
    Answer,
    Assessment,
    AssessmentStatus,
    Evaluation,
    EvaluationItem,
    EvaluationParty,
    EvaluationStatus,
    Reflection,
    ScaleStep,
    Side,
)
from evaluations.models.evaluations import OPENED_STATUSES
from kyodo_portal.cities import city
from kyodo_portal.words.text import fiscal_year
from projects.models import Project
from tests.factories import make_user, today


def make_evaluation(
    project: Project, *, status: str = EvaluationStatus.OPEN, round: str = "final", **fields: Any
) -> Evaluation:
    """An evaluation with the project's parties, the city's items and scale, and both empty sheets; from `revealed`
    on both sheets are handed in, and the reflection is written."""
    opened = status in OPENED_STATUSES
    cancelled = status == EvaluationStatus.CANCELLED
    evaluation = Evaluation.objects.create(
        project=project,
        round=round,
        **{
            "fiscal_year": fiscal_year(today()),
            "due_on": today() + dt.timedelta(days=30),
            "far_apart": city().far_apart,
            "status": status,
            "revealed_at": timezone.now() if opened else None,
            "cancelled_at": timezone.now() if cancelled else None,
            "cancel_reason": "相手団体を加え忘れていたため。" if cancelled else "",
            "published_at": timezone.now() if status == EvaluationStatus.PUBLISHED else None,
            **fields,
        },
    )
    EvaluationParty.objects.bulk_create(parties_for(evaluation))
    EvaluationItem.objects.bulk_create(items_for(evaluation))
    ScaleStep.objects.bulk_create(steps_for(evaluation))
    for side in Side:
        sheet = Assessment.objects.create(evaluation=evaluation, side=side)
        if opened:
            fill_in(sheet)
            hand_in(sheet)
    reflection = Reflection.objects.create(evaluation=evaluation)
    if opened:
        write_reflection(reflection)
    return evaluation


def fill_in(sheet: Assessment, rating: int | None = None, comment: str = "") -> None:
    """Rate every item: without another word, one step below the best."""
    steps = len(sheet.evaluation.scale)
    rating = steps - 1 if rating is None else rating
    Answer.objects.bulk_create(
        Answer(assessment=sheet, item=item, rating=rating, rating_of=steps, comment=comment)
        for item in sheet.evaluation.items.all()
    )


def hand_in(sheet: Assessment) -> None:
    Assessment.objects.filter(pk=sheet.pk).update(
        status=AssessmentStatus.SUBMITTED, submitted_at=timezone.now(), submitted_by=make_user()
    )
    sheet.refresh_from_db()


def write_reflection(reflection: Reflection) -> None:
    reflection.discussion = "準備の時期について話し合った。"
    reflection.improvements = "早めに日程を決める。"
    reflection.next_steps = "来年も続ける。"
    reflection.save()
