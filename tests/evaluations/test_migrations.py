"""Going back a migration and on again: the evaluations alone, beside a database of projects that has gone on."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from evaluations.models import Evaluation, EvaluationParty
from tests.evaluations.factories import make_evaluation
from tests.factories import make_department, make_group, make_project


@pytest.mark.django_db(transaction=True)
def test_going_back_and_on_again_loses_nothing() -> None:
    group, department = make_group("花と道の会"), make_department("道路公園課")
    project = make_project(
        "サクラ並木", purpose="だれもが歩きたくなる道", groups=(group,), departments=(department,)
    )
    for year, status in ((2024, "published"), (2025, "cancelled"), (2026, "open")):
        make_evaluation(project, status=status, fiscal_year=year)
    make_evaluation(make_project("相手のない記録"), status="published")
    rows = EvaluationParty.objects.order_by("evaluation", "side")
    columns = ("evaluation__fiscal_year", "side", "group", "department", "name", "order")
    before = list(rows.values_list(*columns))

    executor = MigrationExecutor(connection)
    state = executor.migrate([("evaluations", "0004_list_in_order")])
    evaluations = state.apps.get_model("evaluations", "Evaluation").objects.order_by("pk")
    kept = list(evaluations.values_list("search_text", "status"))
    newest = MigrationExecutor(connection)
    newest.migrate(newest.loader.graph.leaf_nodes())

    searched = "さくら並木 だれもが歩きたくなる道"
    assert kept[:3] == [(searched, status) for status in ("published", "open", "open")]
    assert len(before) == 6
    assert list(rows.values_list(*columns)) == before
    again = Evaluation.objects.order_by("pk").values_list("status", flat=True)
    assert list(again) == ["published", "open", "open", "published"]


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
