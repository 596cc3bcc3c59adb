"""The portal's database, whichever kind it is."""

from pathlib import Path

from django.db import connection

from kyodo_portal.management.backups import postgresql, sqlite
from kyodo_portal.management.backups.snapshots import Snapshot

EMPTY_IF_WITHOUT = ("groups_user", "kyodo_portal_auditentry")
"""A portal of which nobody has an account and in which nothing was done holds nothing to lose."""


def take(folder: Path, *, compress: bool = True) -> Snapshot:
    """Copy the database into this folder while others write; what the copy holds. Raises `Refused`."""
    if connection.vendor == "sqlite":
        return sqlite.take(folder)
    return postgresql.take(folder, compress=compress)


def look() -> Snapshot:
    """What the database holds now."""
    return sqlite.look() if connection.vendor == "sqlite" else postgresql.look()


def put_back(folder: Path) -> int:
    """Replace the database by that of a backup, all or nothing; returns how many letters that waited in
    it will not be sent. Raises `Refused`."""
    return (sqlite if connection.vendor == "sqlite" else postgresql).put_back(folder)


def is_empty() -> bool:
    """Whether nobody has an account here and nothing was done yet."""
    there = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for table in EMPTY_IF_WITHOUT:
            if table in there:
                cursor.execute(f"SELECT 1 FROM {table} LIMIT 1")  # noqa: S608 - own names only
                if cursor.fetchone():
                    return False
    return True
