"""How many records each choice of a list's filters would show, and how many the list has.

A count answers "what would I get if I chose this, with everything else as it is": each filter's
counts obey all the other filters in force and leave out its own. Of a list longer than `COUNTED` the
first records are counted and the page says so: counting must not cost more than the page. All counts
of a page are read in one query.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection, models

from kyodo_portal.lists.filters import PortalFilterSet
from kyodo_portal.search.conditions import SQL, contains
from kyodo_portal.search.models import TABLE
from kyodo_portal.search.narrowing import kind_of
from kyodo_portal.writing.columns import column_of

COUNTED = 2_000
"""Records of a list that are counted; of a longer one, the first in its usual order."""

LOOKED_THROUGH = 1_000
"""Records whose texts are looked through for words, for each count that is made."""

ALL = "all_records"


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows that belong to a record and tell choices of their own; `unless` is a column of the
    record whose value such a row would only repeat. They may belong to what the record points to
    in its column `at` instead: a day has the fields of its project."""

    model: type[models.Model]
    column: str
    owner: str
    unless: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """How the records of a list are counted by one filter: by columns of the record (of several,
    the values with "-" between them), by rows that belong to it, or by both; and for keys that
    stand for several choices what these are. Of a filter that asks for all that is chosen
    (`asks_all`) one more choice narrows further: it is counted among what is chosen already."""

    columns: tuple[str, ...] = ()
    rows: tuple[Rows, ...] = ()
    choices_of: Callable[[str], Iterable[str]] = lambda key: (key,)
    asks_all: bool = False


def by_column(column: str) -> Tally:
    """Counted by a column of the record itself, or of what it points to."""
    return Tally((column,))


def by_rows(model: type[Any], column: str, *, owner: str) -> Tally:
    """Counted by a column of the rows that belong to the record; a row is unique in its value."""
    return Tally(rows=(Rows(model, column, owner),))


@dataclass(slots=True)
class Counts:
    """What was counted: the records, exactly or at least so many, and each filter's choices. At most
    the first `reach` records of the list were looked at."""

    number: int = 0
    is_exact: bool = True
    reach: int = COUNTED
    choices: dict[str, Counter[str]] = field(default_factory=dict)


def count(
    filterset: PortalFilterSet, tallies: dict[str, Tally], *, ids: list[int] | None = None
) -> Counts:
    """The list as it stands and each choice of its filters: one query. With words the records
    looked at are the first `LOOKED_THROUGH` under the other filters, or those with these `ids`."""
    tallies = {name: each for name, each in tallies.items() if name in filterset.filters}
    reach = LOOKED_THROUGH if filterset.words and ids is None else COUNTED
    counts = Counts(reach=reach, choices={name: Counter() for name in tallies})
    parts: list[str] = []
    params: list[Any] = []
    selects: list[str] = []
    in_force = [
        name
        for name, tally in tallies.items()
        if name in filterset.conditions and not tally.asks_all
    ]
    for but in ("", *in_force):
        base = f"but_{but}" if but else ALL
        counted = {n: each for n, each in tallies.items() if but == (n if n in in_force else "")}
        columns = _columns(counted)
        try:
            sql, values = _base(filterset, but, base, columns, ids, reach)
        except EmptyResultSet:
            continue
        parts.append(sql)
        params += values
        if not but:
            selects += _totals(filterset, ids)
        for name, tally in counted.items():
            selects += _tallied(name, tally, base, columns)
    for name, key, number in _fetch(parts, selects, params):
        if name == "number":
            counts.number = min(number, reach)
        elif name == "looked at":
            counts.is_exact = number <= reach
        else:
            for choice in tallies[name].choices_of(key):
                counts.choices[name][choice] += number
    return counts


def _columns(tallies: dict[str, Tally]) -> dict[str, str]:
    """What each column the tallies read is called in the counted records."""
    names = [column for tally in tallies.values() for column in tally.columns]
    beside = [rows for tally in tallies.values() for rows in tally.rows]
    names += [name for rows in beside for name in (rows.unless, rows.at) if name]
    return {name: f"c{number}" for number, name in enumerate(dict.fromkeys(names))}


def _base(
    filterset: PortalFilterSet,
    but: str,
    base: str,
    columns: dict[str, str],
    ids: list[int] | None,
    reach: int,
) -> SQL:
    """The records that are counted, under a name: the first of the list under every filter but
    one, and of these the ones with the words."""
    records = filterset.narrowed(but=but).order_by(*filterset.usual_order)
    if ids is not None:
        records = records.filter(pk__in=ids)
    first = records.values_list("pk", *columns)[: reach + 1]
    sql, params = first.query.sql_with_params()
    names = ", ".join(["id", *columns.values()])
    if ids is not None or not filterset.words:
        return f"{base} ({names}) AS ({sql})", list(params)
    condition, likes = contains(filterset.words)
    with_words = (
        f"SELECT looked_at.* FROM {base}_looked_at AS looked_at CROSS JOIN {TABLE} AS document "  # noqa: S608 - own names
        f"WHERE document.kind = %s AND document.object_id = looked_at.id AND {condition}"
    )
    looked_at = f"{base}_looked_at ({names}) AS ({sql})"
    return (
        f"{looked_at}, {base} ({names}) AS ({with_words})",
        [*params, kind_of(filterset.queryset.model), *likes],
    )


def _totals(filterset: PortalFilterSet, ids: list[int] | None) -> Iterator[str]:
    looked_through = bool(filterset.words) and ids is None
    looked_at = f"{ALL}_looked_at" if looked_through else ALL
    yield f"SELECT 'number', '', COUNT(*) FROM {ALL}"  # noqa: S608 - own names only
    yield f"SELECT 'looked at', '', COUNT(*) FROM {looked_at}"  # noqa: S608


def _tallied(name: str, tally: Tally, base: str, columns: dict[str, str]) -> Iterator[str]:
    """Each choice with its number, as SELECTs of three columns: filter, choice as text, number."""
    if tally.columns:
        own = [columns[column] for column in tally.columns]
        key = " || '-' || ".join(f"CAST({column} AS text)" for column in own)
        yield f"SELECT '{name}', {key}, COUNT(*) FROM {base} GROUP BY {', '.join(own)}"  # noqa: S608
    quote = connection.ops.quote_name
    for rows in tally.rows:
        column = quote(column_of(rows.model, rows.column).column)
        owner = quote(column_of(rows.model, rows.owner).column)
        unless = f" WHERE belonging.{column} <> base.{columns[rows.unless]}" if rows.unless else ""
        at = columns[rows.at] if rows.at else "id"
        yield (
            f"SELECT '{name}', CAST(belonging.{column} AS text), COUNT(*) "  # noqa: S608 - own names
            f"FROM {base} AS base JOIN {quote(rows.model._meta.db_table)} AS belonging "
            f"ON belonging.{owner} = base.{at}{unless} GROUP BY belonging.{column}"
        )


def _fetch(parts: list[str], selects: list[str], params: list[Any]) -> list[tuple[Any, ...]]:
    if not selects:
        return []
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {', '.join(parts)} {' UNION ALL '.join(selects)}", params)
        return cursor.fetchall()
