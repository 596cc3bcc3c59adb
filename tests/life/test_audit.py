"""The record of acts can be added to and read, and nothing else."""

import pytest
from django.db import DatabaseError, connection, transaction

from kyodo_portal.life import audit
from kyodo_portal.life.audit import AuditEntry
from kyodo_portal.life.recorded import Recorded
from tests.factories import make_group, make_user

pytestmark = pytest.mark.django_db

TABLE = AuditEntry._meta.db_table
TRY = Recorded(name="try", label="試した")


def entry() -> AuditEntry:
    return audit.record(TRY, target=make_group(), by=make_user())


COLUMNS = ", ".join(field.column for field in AuditEntry._meta.concrete_fields)
OTHERS = COLUMNS.replace("note", "'x'")
CHANGED = f"INSERT INTO {TABLE} ({COLUMNS}) SELECT {OTHERS} FROM {TABLE} WHERE true"  # noqa: S608
STATEMENTS = {
    "both": [
        f"UPDATE {TABLE} SET note = 'x'",  # noqa: S608 - a constant table
        f"DELETE FROM {TABLE}",  # noqa: S608 - a constant table
        f"{CHANGED} ON CONFLICT (id) DO UPDATE SET note = 'x'",
    ],
    "sqlite": [
        CHANGED.replace("INSERT", "INSERT OR REPLACE"),
        CHANGED.replace("INSERT", "REPLACE"),
    ],
    "postgresql": [f"SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE {TABLE} CASCADE"],
}


@pytest.mark.parametrize("statement", [*STATEMENTS["both"], *STATEMENTS[connection.vendor]])
def test_database_refuses_to_change_the_record(statement: str) -> None:
    before = entry()

    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)

    assert list(AuditEntry.objects.values_list("pk", "note")) == [(before.pk, "")]


def test_model_cannot_be_changed_either() -> None:
    written = entry()
    written.note = "書き換え"

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        written.save()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        written.delete()


def test_record_without_a_person_is_the_portals_own() -> None:
    assert audit.record(TRY, target=make_group(), by=None).by is None
