"""Emptying the database between transactional tests: the same as Django's flush leaves it, in less time.

A flush empties every table, and then lets every app make its kinds of records, permissions and roles anew,
which takes longer than many a test. Here only tables that hold something are emptied, and those in which a
flush leaves something are looked at, and left as they are. Where one of them has changed, it is a flush
again.

The append-only records refuse to be emptied: their guards step aside for that moment and no other.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError, connection, transaction

from kyodo_portal.life import audit, reading, seals

GUARDS = (audit.GUARD, seals.GUARD, reading.GUARD)

LATE = 5
"""How often it is looked anew: what a browser sends as its page closes (the words kept of a form, say) may
still be written while the tables are emptied."""


@contextmanager
def unguarded() -> Iterator[None]:
    """Within this block the append-only records can be emptied."""
    for guard in GUARDS:
        guard.remove(connection)
    yield
    for guard in GUARDS:
        guard.install(connection)


def rows_of(table: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)} ORDER BY 1")  # noqa: S608
        return list(cursor.fetchall())


def filled(tables: list[str]) -> list[str]:
    """Which of these tables hold something."""
    quote = connection.ops.quote_name
    asked = [f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {quote(name)})" for name in tables]  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(asked))
        return [name for (name,) in cursor.fetchall()]


@dataclass
class Emptying:
    """How the database is emptied; `left` are the rows that a flush leaves, by table."""

    flush: Callable[[Any], None]
    tables: list[str] = field(default_factory=list)
    left: dict[str, list[tuple[Any, ...]]] = field(default_factory=dict)

    def run(self, test: Any) -> None:
        """Empty the database after this test of Django's."""
        with unguarded():
            if not self.left or any(rows_of(name) != rows for name, rows in self.left.items()):
                self._flush(test)
                return
            for _ in range(LATE):
                try:
                    self._delete()
                except IntegrityError:
                    continue
                return
            self._delete()

    def _delete(self) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            for name in filled(self.tables):
                if name not in self.left:
                    cursor.execute(f"DELETE FROM {connection.ops.quote_name(name)}")  # noqa: S608

    def _flush(self, test: Any) -> None:
        self.flush(test)
        # Views are no tables, and a search's index of SQLite is emptied with what it is made of.
        self.tables = connection.introspection.django_table_names(
            only_existing=True, include_views=False
        )
        self.left = {name: rows_of(name) for name in filled(self.tables)}
