"""Documents written by an earlier version are found as if they had been written by this one."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from kyodo_portal.search import Kind, SearchDocument
from kyodo_portal.search.finding import find
from kyodo_portal.search.queries import parse
from tests.factories import make_group, make_project


def migrate(name: str) -> None:
    MigrationExecutor(connection).migrate([("kyodo_portal", name)])


def migrate_to_the_end() -> None:
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


@pytest.mark.django_db(transaction=True)
def test_terms_learn_of_what_kind_they_are_and_forget_it() -> None:
    make_project("堤の桜")
    make_group("桜の会")
    new = list(SearchDocument.objects.order_by("pk").values_list("terms", flat=True))
    migrate("0005_search_columns")
    former = list(SearchDocument.objects.order_by("pk").values_list("terms", flat=True))
    migrate("0006_search_terms_of_kinds")
    migrate_to_the_end()

    assert [kind in terms for kind, terms in zip(("project", "group"), former, strict=True)] == [
        False,
        False,
    ]
    assert list(SearchDocument.objects.order_by("pk").values_list("terms", flat=True)) == new
    (found,) = find(parse("桜の"), [Kind.GROUP])
    assert [document.title for document in found.documents] == ["桜の会"]
