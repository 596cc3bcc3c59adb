"""Going back a migration is refused where the past could not hold what there is."""

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


@pytest.mark.shared
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


@pytest.mark.shared
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
