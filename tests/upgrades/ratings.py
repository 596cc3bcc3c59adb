"""Ratings that were letters are the steps of the scale that stood then, with the words of its items."""

from collections.abc import Generator
from typing import Any

from evaluations.models import Answer, EvaluationItem, ScaleStep
from tests.evaluations.factories import make_evaluation
from tests.factories import make_project


def ratings_are_letters_before_and_steps_after() -> Generator[None, Any, None]:
    evaluation = make_evaluation(make_project("花の小道"), status="published")
    group, city = evaluation.assessments.order_by("-side")
    for step, answer in zip((4, 3, 2, 1, None), group.answers.all(), strict=False):
        Answer.objects.filter(pk=answer.pk).update(rating=step, comment=f"段階{step}")
    steps = ScaleStep.objects.filter(evaluation=evaluation).order_by("step")
    answers = Answer.objects.filter(assessment__in=[group, city]).order_by("pk")
    items = EvaluationItem.objects.filter(evaluation=evaluation).order_by("pk")
    rows = (
        steps.values_list("step", "code", "label", "comment_required"),
        answers.values_list("item", "rating", "rating_of", "comment"),
        items.values_list("phase", "phase_name"),
    )
    before = [list(each) for each in rows]

    past = yield
    former = past.get_model("evaluations", "Answer").objects.filter(assessment=group.pk)
    kept = list(former.order_by("pk").values_list("rating", "comment"))
    yield

    assert kept[:5] == [
        *((letter, f"段階{5 - n}") for n, letter in enumerate("ABCD", 1)),
        ("", "段階None"),
    ]
    assert [list(each.all()) for each in rows] == before
