"""Going back a migration is refused where the past could not hold what there is."""

from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from evaluations.models import (
    Answer,
    Evaluation,
    EvaluationItem,
    ScaleStep,
)
from tests.evaluations.factories import make_evaluation
from tests.factories import make_project


@pytest.mark.django_db(transaction=True)
def test_going_back_is_refused_where_two_of_a_year_stand() -> None:
    project = make_project("花の道")
    make_evaluation(project, status="cancelled", fiscal_year=2026)
    make_evaluation(project, fiscal_year=2026)

    with pytest.raises(ValueError, match="cancelled and begun again"):
        MigrationExecutor(connection).migrate([("evaluations", "0007_parties_as_they_stand")])

    again = MigrationExecutor(connection)
    again.migrate(again.loader.graph.leaf_nodes())
    assert Evaluation.objects.count() == 2


def letters(state: Any) -> list[tuple[Any, ...]]:
    answers = state.apps.get_model("evaluations", "Answer").objects
    return list(answers.order_by("pk").values_list("rating", "comment"))


@pytest.mark.django_db(transaction=True)
def test_ratings_are_letters_before_and_steps_after() -> None:
    evaluation = make_evaluation(make_project("花の道"), status="published")
    group, city = evaluation.assessments.order_by("-side")
    for step, answer in zip((4, 3, 2, 1, None), group.answers.all(), strict=False):
        Answer.objects.filter(pk=answer.pk).update(rating=step, comment=f"段階{step}")
    steps = ScaleStep.objects.order_by("step").values_list(
        *("evaluation", "step", "code", "label", "comment_required")
    )
    answers = Answer.objects.order_by("pk").values_list("item", "rating", "rating_of", "comment")
    items = EvaluationItem.objects.order_by("pk").values_list("phase", "phase_name")
    before = [list(rows.all()) for rows in (steps, answers, items)]

    executor = MigrationExecutor(connection)
    kept = letters(executor.migrate([("evaluations", "0009_ways_to_a_published_page")]))
    newest = MigrationExecutor(connection)
    newest.migrate(newest.loader.graph.leaf_nodes())

    assert kept[:5] == [
        *((letter, f"段階{5 - n}") for n, letter in enumerate("ABCD", 1)),
        ("", "段階None"),
    ]
    assert [list(rows.all()) for rows in (steps, answers, items)] == before


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("other", ["scale", "phase"])
def test_going_back_is_refused_where_the_tree_before_cannot_show_it(other: str) -> None:
    make_evaluation(make_project("花の道"), status="published")
    if other == "scale":
        ScaleStep.objects.filter(step=4).update(code="◎")
    else:
        EvaluationItem.objects.filter(order=0).update(phase="whole", phase_name="全体")

    with pytest.raises(ValueError, match="another scale than A to D"):
        MigrationExecutor(connection).migrate([("evaluations", "0009_ways_to_a_published_page")])

    again = MigrationExecutor(connection)
    again.migrate(again.loader.graph.leaf_nodes())
    assert set(Answer.objects.values_list("rating", "rating_of")) == {(3, 4)}
