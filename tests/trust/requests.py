"""Asking for an address, and finding out whether anything was written."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.urls import reverse

from tests.reading_only import ALLOWED, told_of_writes
from tests.trust.outcomes import Row
from tests.trust.world import World


def address(world: World, row: Row) -> str:
    """The address of a row, with the numbers of its things, or what else of them is named
    (`guest.token`); `=word` stands for the word itself."""

    def said(word: str) -> Any:
        thing, _, name = word.partition(".")
        return word[1:] if word[0] == "=" else getattr(world[thing], name or "pk")

    path = reverse(row.name, args=[said(word) for word in row.of])
    numbers = {name: getattr(thing, "pk", "") for name, thing in world.things.items()}
    return path + row.query.format(**numbers)


@contextmanager
def writes() -> Iterator[list[str]]:
    """The statements in this block that write to a table of the portal."""
    seen: list[str] = []
    with told_of_writes(lambda table, sql: seen.append(sql[:200])):
        yield seen


def fingerprint() -> dict[str, str]:
    """What every table of the portal holds, as one figure each."""
    tables = sorted(set(connection.introspection.table_names()) - set(ALLOWED))
    with connection.cursor() as cursor:
        return {table: _figure(cursor, table) for table in tables}


def _figure(cursor: Any, table: str) -> str:
    cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 - our tables
    rows = sorted(repr(row) for row in cursor.fetchall())
    return f"{len(rows)}:{hashlib.sha256(''.join(rows).encode()).hexdigest()[:12]}"
