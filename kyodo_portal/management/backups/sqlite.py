"""An SQLite database, copied and put back by SQLite's own online backup: consistent while others
write, which a copy of the file would not be."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from django.db import connection

from kyodo_portal.management.backups.manifest import Table
from kyodo_portal.management.backups.refusals import Refused
from kyodo_portal.management.backups.snapshots import (
    CHANGED_BY_RESTORING,
    JOBS_STOPPED,
    LETTERS_STOPPED,
    Snapshot,
    digest_of_rows,
    is_kept,
    migrations_in,
    quoted,
    uploads_named,
)

NAME = "database.sqlite3"
PATIENCE = 20.0
"""Seconds for which another writer is waited for."""


def _file() -> str:
    return str(connection.settings_dict["NAME"])


def _read_only(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=PATIENCE)


def _private(path: Path) -> None:
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))


def take(folder: Path) -> Snapshot:
    """Copy the database into this folder; what the copy holds."""
    copy = folder / NAME
    _private(copy)
    with (
        closing(sqlite3.connect(_file(), timeout=PATIENCE)) as live,
        closing(sqlite3.connect(copy)) as target,
    ):
        live.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")  # one file, without another beside it
    with copy.open("rb") as file:
        os.fsync(file.fileno())
    return look(copy)


def look(file: Path | None = None) -> Snapshot:
    """What a database holds: that of this file, or the portal's own."""
    with closing(_read_only(file or Path(_file()))) as read:
        read.isolation_level = None
        read.execute("BEGIN")
        cursor = read.cursor()
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        names = [name for (name,) in cursor.fetchall() if is_kept(name)]
        return Snapshot(
            tables={name: _table(cursor, name) for name in names},
            migrations=migrations_in(cursor),
            uploads=uploads_named(cursor),
            database_version=sqlite3.sqlite_version,
        )


def _table(cursor: sqlite3.Cursor, name: str) -> Table:
    cursor.execute(f"PRAGMA table_info({quoted(name)})")
    left_out = CHANGED_BY_RESTORING.get(name, ())
    columns = ", ".join(quoted(row[1]) for row in cursor.fetchall() if row[1] not in left_out)
    cursor.execute(f"SELECT {columns} FROM {quoted(name)} ORDER BY rowid")  # noqa: S608 - the database's own names
    return digest_of_rows(repr(row).encode(errors="surrogatepass") for row in cursor)


def put_back(folder: Path) -> int:
    """Replace the portal's database by the backup's, in one transaction of SQLite's own; returns how
    many letters were stopped. Raises `Refused` where somebody writes without an end."""
    work = Path(_file()).with_name(f".{Path(_file()).name}.restoring")
    work.unlink(missing_ok=True)
    _private(work)
    connection.close()
    try:
        with closing(_read_only(folder / NAME)) as kept, closing(sqlite3.connect(work)) as copy:
            kept.backup(copy)
            copy.execute(JOBS_STOPPED)
            letters = copy.execute(LETTERS_STOPPED).rowcount
            copy.commit()
            with closing(sqlite3.connect(_file(), timeout=PATIENCE)) as live:
                copy.backup(live)
        os.chmod(_file(), 0o600)
    except sqlite3.OperationalError as error:
        raise Refused(
            f"データベースに書きこめませんでした（{error}）。元のまま残っています。ポータルと outbox を"
            "止めてから、もう一度試してください。"
        ) from error
    finally:
        work.unlink(missing_ok=True)
    return letters
