"""What both databases tell of one moment, and how they are asked: the rows of every table, the
migrations, and the uploads that rows name."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from django.apps import apps
from django.db import connection, models

from kyodo_portal.life.jobs.models import Job
from kyodo_portal.management.backups.manifest import Table
from kyodo_portal.post.outbox import OutgoingMail
from kyodo_portal.search.models import FTS

CHANGED_BY_RESTORING = {
    OutgoingMail._meta.db_table: ("lease_until", "failed_at", "last_error"),
    Job._meta.db_table: ("ending", "ended_at", "claim", "lease_until"),
}
"""Columns that a restored database has otherwise: see `LETTERS_STOPPED`. No digest is over them."""

JOBS_STOPPED = (
    f"UPDATE {Job._meta.db_table} SET ending = 'cancelled', ended_at = CURRENT_TIMESTAMP, "  # noqa: S608 - own names only
    "claim = NULL, lease_until = NULL WHERE ending = ''"
)
"""What was still to be done has been done since, with its letters, or its owner thought better of it."""

STOPPED = "控えから戻したため、送っていません。"
LETTERS_STOPPED = (
    f"UPDATE {OutgoingMail._meta.db_table} SET failed_at = CURRENT_TIMESTAMP, lease_until = NULL, "  # noqa: S608 - own names only
    f"last_error = '{STOPPED}' WHERE sent_at IS NULL AND failed_at IS NULL"
)
"""What was still to be sent when the backup was taken has been sent since, or is out of date. Done in
the transaction that puts the database back, so that no worker comes before it."""


class Cursor(Protocol):
    """What both drivers' cursors have in common."""

    def execute(self, sql: str, /) -> Any: ...

    def fetchall(self) -> list[Any]: ...

    def __iter__(self) -> Any: ...


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One moment of a database: every table, the migrations as "app.name", and the sha256 (empty where
    the row keeps none) of each upload that a row names."""

    tables: dict[str, Table]
    migrations: list[str]
    uploads: dict[str, str]
    database_version: str


def quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def is_kept(table: str) -> bool:
    """Whether a table has rows of its own: SQLite's index of the search is made of another's."""
    return not table.startswith((FTS, "sqlite_"))


def digest_of_rows(rows: Iterable[bytes]) -> Table:
    """A digest over rows that come in the same order each time."""
    digest, count = hashlib.sha256(), 0
    for row in rows:
        digest.update(row)
        digest.update(b"\n")
        count += 1
    return Table(count, digest.hexdigest())


def migrations_in(cursor: Cursor) -> list[str]:
    cursor.execute("SELECT app, name FROM django_migrations")
    return sorted(f"{app}.{name}" for app, name in cursor.fetchall())


def uploads_named(cursor: Cursor) -> dict[str, str]:
    """Every upload that a row names, with the digest that the row keeps of it."""
    named: dict[str, str] = {}
    for model, column in _file_columns():
        has_digest = any(field.name == "sha256" for field in model._meta.concrete_fields)
        digest = "sha256" if has_digest else "''"
        table, file = quoted(model._meta.db_table), quoted(column)
        cursor.execute(f"SELECT {file}, {digest} FROM {table} WHERE {file} <> ''")  # noqa: S608 - own names only
        named |= dict(cursor.fetchall())
    return named


def _file_columns() -> list[tuple[type[models.Model], str]]:
    there = set(connection.introspection.table_names())
    return [
        (model, field.column)
        for model in apps.get_models()
        if model._meta.db_table in there
        for field in model._meta.concrete_fields
        if isinstance(field, models.FileField)
    ]
