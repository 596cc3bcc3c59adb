"""Emptying between transactional tests leaves what Django's flush leaves, and no more."""

import pytest
from django.contrib.auth.models import Group as Role
from django.core.management import call_command
from django.db import connection

from kyodo_portal.life.audit import AuditEntry
from tests.emptying import Emptying, filled
from tests.people import make_cast
from tests.projects.amending.acts import project_of, proposed

ALL = {"include_views": False, "only_existing": True}


@pytest.mark.django_db(transaction=True)
def test_emptied_database_is_as_a_flush_leaves_it() -> None:
    tables = connection.introspection.django_table_names(**ALL)
    flushes: list[str] = []

    def flush(test: str) -> None:
        flushes.append(test)
        call_command("flush", verbosity=0, interactive=False)

    emptying = Emptying(flush)
    emptying.run("first")
    left = filled(tables)
    cast = make_cast()
    proposed(project_of(cast), cast["manager"])
    with_people = filled(tables)

    emptying.run("second")
    emptied = filled(tables)
    Role.objects.create(name="さわられた表")
    emptying.run("third")

    assert (emptied, filled(tables)) == (left, left)
    assert flushes == ["first", "third"]
    assert AuditEntry._meta.db_table in set(with_people) - set(left)
