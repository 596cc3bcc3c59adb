"""Evaluations in every status: sealed, half handed in, opened, one-sided, published, taken back, given
up."""

import datetime as dt
from typing import Any

from evaluations.models import Answer, Assessment, Side
from tests.evaluations.factories import fill_in, hand_in, make_evaluation
from tests.factories import make_project, tell_result, today
from tests.trust.canaries import canary
from tests.trust.world_projects import sides

#: Each evaluation: its status, and that of its project.
EVALUATIONS = {
    "open": ("open", "completed"),
    "half": ("open", "completed"),
    "one_sided": ("revealed", "completed"),
    "revealed": ("revealed", "completed"),
    "reflected": ("reflected", "completed"),
    "retracted": ("reflected", "completed"),
    "published": ("published", "evaluated"),
    "cancelled": ("cancelled", "completed"),
}


def add(world: Any) -> None:
    for name, (status, of_project) in EVALUATIONS.items():
        project = make_project(f"評価の事業 {name}", status=of_project, **sides(world))
        tell_result(project)
        fields: dict[str, Any] = {"due_on": today() - dt.timedelta(days=1)}
        if name == "retracted":
            fields["retraction_reason"] = "数字に誤りがあったため。"
        if name == "one_sided":
            fields["one_sided_reason"] = "期限を過ぎたため。"
        evaluation = make_evaluation(project, status=status, **fields)
        world.things[f"evaluation_{name}"] = evaluation
        for side in Side:
            _write(evaluation.assessments.get(side=side), f"evaluation_{name}.{side}")
        if name == "half":
            hand_in(evaluation.assessments.get(side=Side.GROUP))
        if name == "one_sided":
            Assessment.objects.filter(evaluation=evaluation, side=Side.CITY).update(
                status="draft", submitted_at=None, submitted_by=None
            )
        if status not in ("open", "cancelled"):
            reflection = evaluation.reflection
            reflection.discussion = canary(f"evaluation_{name}.reflection")
            reflection.save()


def _write(sheet: Assessment, name: str) -> None:
    """Rate every item, with words in every field; the sides differ by two steps."""
    sheet.went_well, sheet.to_improve = canary(f"{name}.well"), canary(f"{name}.improve")
    sheet.save()
    if not sheet.answers.exists():
        fill_in(sheet)
    Answer.objects.filter(assessment=sheet).update(
        rating=4 if sheet.side == Side.GROUP else 2, comment=canary(f"{name}.comment")
    )
