"""Tables that can be added to and read, and nothing else: the database itself refuses the rest.

`INSERT OR REPLACE` is refused like a change: on SQLite it takes the old row away without asking the
trigger that guards deletions, so a row that is there already may not be inserted again. On PostgreSQL
`ON CONFLICT DO UPDATE` is an update.
"""

from dataclasses import dataclass

from django.db.backends.base.base import BaseDatabaseWrapper


@dataclass(frozen=True, slots=True)
class AppendOnly:
    """A table, and the columns of which each names one row (what an insertion could replace)."""

    table: str
    keys: tuple[str, ...] = ("id",)

    def install(self, connection: BaseDatabaseWrapper) -> None:
        """Make the table append-only. Safe to repeat. Run by a migration."""
        self._run(connection, [*self._removals(connection), *self._triggers(connection)])

    def remove(self, connection: BaseDatabaseWrapper) -> None:
        """Undo `install`: for reversing the migration and for emptying a test database."""
        self._run(connection, self._removals(connection))

    def _triggers(self, connection: BaseDatabaseWrapper) -> list[str]:
        table, words = self.table, f"{self.table} is append-only"
        if connection.vendor == "postgresql":
            return [
                f"""CREATE OR REPLACE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS
                    $$ BEGIN RAISE EXCEPTION '{words}'; END $$""",
                f"""CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
                    FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse()""",
            ]
        same = " OR ".join(f"{key} = NEW.{key}" for key in self.keys)
        there = f"EXISTS (SELECT 1 FROM {table} WHERE {same})"  # noqa: S608 - own names only
        refuse = f"BEGIN SELECT RAISE(ABORT, '{words}'); END"
        return [
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {refuse}",
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refuse}",
            f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {there} {refuse}",
        ]

    def _removals(self, connection: BaseDatabaseWrapper) -> list[str]:
        table = self.table
        if connection.vendor == "postgresql":
            return [f"DROP TRIGGER IF EXISTS {table}_append_only ON {table}"]
        kinds = ("update", "delete", "replace")
        return [f"DROP TRIGGER IF EXISTS {table}_no_{kind}" for kind in kinds]

    @staticmethod
    def _run(connection: BaseDatabaseWrapper, statements: list[str]) -> None:
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
