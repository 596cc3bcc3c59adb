"""Going back a migration: the evaluations alone, beside a database of projects that has gone on."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests.evaluations.factories import make_evaluation
from tests.factories import make_project


@pytest.mark.django_db(transaction=True)
def test_what_was_searched_is_written_again_for_who_goes_back() -> None:
    make_evaluation(make_project("サクラ並木", purpose="だれもが歩きたくなる道"))
    executor = MigrationExecutor(connection)
    state = executor.migrate([("evaluations", "0004_list_in_order")])

    evaluations = state.apps.get_model("evaluations", "Evaluation").objects
    kept = list(evaluations.values_list("search_text", flat=True))
    newest = MigrationExecutor(connection)
    newest.migrate(newest.loader.graph.leaf_nodes())

    assert kept == ["さくら並木 だれもが歩きたくなる道"]
