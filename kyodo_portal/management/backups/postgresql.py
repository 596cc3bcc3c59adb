"""A PostgreSQL database, copied by pg_dump and put back by psql in one transaction."""

import hashlib
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.db import connection
from psycopg2.extensions import make_dsn

from kyodo_portal.management.backups.manifest import Table
from kyodo_portal.management.backups.refusals import Refused
from kyodo_portal.management.backups.snapshots import (
    CHANGED_BY_RESTORING,
    JOBS_STOPPED,
    LETTERS_STOPPED,
    Snapshot,
    migrations_in,
    quoted,
    uploads_named,
)

NAME = "database.dump"

_EMPTIED = """
SET LOCAL lock_timeout = '20s';
SET LOCAL client_min_messages = warning;
DO $$ DECLARE one record; BEGIN
  FOR one IN SELECT c.relname, c.relkind FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'S')
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype IN ('e', 'i'))
    ORDER BY c.relkind = 'S', c.relname
  LOOP
    EXECUTE format('DROP %s IF EXISTS public.%I CASCADE', CASE one.relkind WHEN 'v' THEN 'VIEW'
      WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END, one.relname);
  END LOOP;
  FOR one IN SELECT p.oid::regprocedure AS name FROM pg_proc p
    WHERE p.pronamespace = 'public'::regnamespace AND p.prokind IN ('f', 'p')
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
  LOOP
    EXECUTE format('DROP ROUTINE IF EXISTS %s CASCADE', one.name);
  END LOOP;
END $$;
"""
"""Takes away all tables and functions of the portal's schema, those of a newer release too, but none
of an extension."""


class _Hashing:
    """Takes what COPY writes, and keeps only its digest and how many rows it was."""

    def __init__(self) -> None:
        self.digest, self.rows = hashlib.sha256(), 0

    def write(self, piece: bytes) -> int:
        self.digest.update(piece)
        self.rows += piece.count(b"\n")  # within a value it is written as \n
        return len(piece)


def take(folder: Path, *, compress: bool = True) -> Snapshot:
    """Dump the database into this folder; what the dump holds. Both see one snapshot."""
    with _one_moment() as cursor:
        cursor.execute("SELECT pg_export_snapshot()")
        name = cursor.fetchone()[0]
        dump = [_program("pg_dump"), "--format=custom", "--no-owner", "--no-privileges"]
        options = [f"--snapshot={name}", f"--dbname={_address()}", "--lock-wait-timeout=60s"]
        with open(
            os.open(folder / NAME, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb"
        ) as file:
            _run([*dump, *options, *([] if compress else ["--compress=0"])], file)
            os.fsync(file.fileno())
        return _look(cursor)


def look() -> Snapshot:
    """What the portal's database holds now."""
    with _one_moment() as cursor:
        return _look(cursor)


@contextmanager
def _one_moment() -> Iterator[Any]:
    """A connection of its own that sees one moment and writes nothing."""
    with closing(connection.copy()) as own:
        own.set_autocommit(False)
        with own.cursor() as wrapped:
            wrapped.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield wrapped
        own.rollback()


def _look(cursor: Any) -> Snapshot:
    cursor.execute(
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
        " AND relkind IN ('r', 'p') ORDER BY relname"
    )
    names = [name for (name,) in cursor.fetchall()]
    cursor.execute("SHOW server_version")
    version = str(cursor.fetchone()[0])
    return Snapshot(
        tables={name: _table(cursor, name) for name in names},
        migrations=migrations_in(cursor),
        uploads=uploads_named(cursor),
        database_version=version,
    )


def _table(cursor: Any, name: str) -> Table:
    cursor.execute(
        "SELECT a.attname, a.attnum = ANY(coalesce(i.indkey::int[], '{}')) FROM pg_attribute a"
        " LEFT JOIN pg_index i ON i.indrelid = a.attrelid AND i.indisprimary"
        " WHERE a.attrelid = ('public.' || quote_ident(%s))::regclass"
        " AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum",
        [name],
    )
    columns = cursor.fetchall()
    left_out = CHANGED_BY_RESTORING.get(name, ())
    read = ", ".join(quoted(column) for column, _ in columns if column not in left_out)
    order = ", ".join(quoted(column) for column, is_key in columns if is_key) or read
    hashing = _Hashing()
    cursor.copy_expert(
        f"COPY (SELECT {read} FROM public.{quoted(name)} ORDER BY {order}) TO STDOUT",  # noqa: S608 - the database's own names
        hashing,
    )
    return Table(hashing.rows, hashing.digest.hexdigest())


def put_back(folder: Path) -> int:
    """Replace the portal's database by the backup's, in one transaction; returns how many letters
    were stopped. Raises `Refused`, with the database as it was."""
    connection.close()
    with tempfile.TemporaryDirectory(prefix="kyodo-restore-") as made:
        work = Path(made)
        (work / "emptied.sql").write_text(_EMPTIED)
        (work / "letters.sql").write_text(
            f"SET search_path = public;\n{JOBS_STOPPED};\n{LETTERS_STOPPED};\n"
        )
        with (work / "kept.sql").open("wb") as kept:
            restore = [_program("pg_restore"), "--no-owner", "--no-privileges", "--file=-"]
            _run([*restore, str(folder / NAME)], kept)
        files = [f"--file={work / name}.sql" for name in ("emptied", "kept", "letters")]
        psql = [_program("psql"), "--no-psqlrc", "--single-transaction", "--set=ON_ERROR_STOP=1"]
        said = _run([*psql, f"--dbname={_address()}", *files])
    return int(re.findall(r"^UPDATE ([0-9]+)$", said, re.MULTILINE)[-1])


def _program(name: str) -> str:
    """Where a program of PostgreSQL lies: the newest of Debian's, or the one on the PATH."""
    debian = Path("/usr/lib/postgresql").glob(f"*/bin/{name}")
    found = sorted(debian, key=lambda path: float(path.parent.parent.name))
    place = str(found[-1]) if found else shutil.which(name)
    if place is None:
        raise Refused(
            f"PostgreSQL のプログラム {name} がありません。なにも変えていません。"
            "apt-get install postgresql-client で入れてから、もう一度試してください。"
        )
    return place


def _parameters() -> dict[str, Any]:
    parameters = connection.get_connection_params()
    return {key: value for key, value in parameters.items() if key not in ("cursor_factory",)}


def _address() -> str:
    """Where the database is, without the password: everybody may see what a program is called with."""
    parameters = _parameters()
    parameters.pop("password", None)
    return str(make_dsn(**parameters))


def _run(command: list[str], into: Any = subprocess.PIPE) -> str:
    """Run one of PostgreSQL's programs to its end; what it said. Raises `Refused` where it failed."""
    password = _parameters().get("password")
    environment = {**os.environ, **({"PGPASSWORD": str(password)} if password else {})}
    done = subprocess.run(  # noqa: S603 - our own arguments, no shell
        command, stdout=into, stderr=subprocess.PIPE, env=environment, check=False
    )
    if done.returncode:
        lines = done.stderr.decode(errors="replace").strip().splitlines() or ["?"]
        raise Refused(
            f"{Path(command[0]).name} が終わりまで動きませんでした：{lines[-1]}。"
            "データベースは元のまま残っています。ポータルと outbox が動いていれば止め、原因を直してから、"
            "もう一度試してください。"
        )
    return (done.stdout or b"").decode(errors="replace")
