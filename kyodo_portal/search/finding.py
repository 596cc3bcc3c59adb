"""Finding documents in two steps, because no planner can be trusted to choose between them.

1. Look through the newest documents of each kind: a frequent word fills its page here.
2. Otherwise ask the index, look through what it gives, and sort that.
Either way a document is found when its normalised text contains every word, and only then.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from kyodo_portal.search.models import FTS, TABLE, SearchDocument
from kyodo_portal.search.queries import Query, terms_of

WINDOW = 2_000
"""Documents of one kind that are looked through without the index."""

CAP = 20_000
"""Documents that are counted and sorted exactly; of more, only the newest are reached."""


@dataclass(slots=True)
class Found:
    """What was found of one kind: the documents of the page asked for, and how many there are —
    exactly, or at least so many."""

    kind: str
    count: int = 0
    is_exact: bool = True
    documents: list[SearchDocument] = field(default_factory=list)


def find(query: Query, kinds: Iterable[str], *, first: int = 1, last: int = 5) -> list[Found]:
    """The public documents that contain every word: of each kind those from place `first` to place
    `last`, newest first. At most `3 + len(kinds)` queries, three or fewer in all but the worst case.
    Without words nothing is found."""
    found = {kind: Found(kind) for kind in kinds}
    if not query or not found:
        return list(found.values())
    places: dict[str, list[int]] = {}
    unsettled = _look_through_newest(query, found, places, first, last)
    if unsettled:
        for kind in _ask_index(query, unsettled, found, places, first, last):
            found[kind].count = CAP
            places[kind] = _walk(query, kind, first, last)
    wanted = [pk for kind in found for pk in places.get(kind, [])]
    by_pk = SearchDocument.objects.defer("terms").in_bulk(wanted) if wanted else {}
    for kind, pks in places.items():
        found[kind].documents = [by_pk[pk] for pk in pks if pk in by_pk]
    return list(found.values())


def object_ids(query: Query, kind: str) -> list[int] | None:
    """The ids of all things of a kind, public or not, that contain every word: for a list that
    decides by itself who sees what. None when there are more than `CAP`."""
    contains, likes = _contains(query)
    small = (
        f"SELECT object_id, CASE WHEN {contains} THEN 1 ELSE 0 END "  # noqa: S608 - own names only
        f"FROM (SELECT object_id, text FROM {TABLE} WHERE kind = %s LIMIT {WINDOW + 1}) AS few"
    )
    rows = _fetch(small, [*likes, kind])
    if len(rows) <= WINDOW:
        return [object_id for object_id, hit in rows if hit]
    condition, params = _by_index(query)
    large = (
        f"SELECT object_id FROM {TABLE} WHERE kind = %s {condition} AND {contains} "  # noqa: S608
        f"LIMIT {CAP + 1}"
    )
    rows = _fetch(large, [kind, *params, *likes])
    return None if len(rows) > CAP else [object_id for (object_id,) in rows]


def _look_through_newest(
    query: Query, found: dict[str, Found], places: dict[str, list[int]], first: int, last: int
) -> list[str]:
    """Step 1. Returns the kinds of which the newest do not tell enough."""
    contains, likes = _contains(query)
    newest = (
        f"SELECT * FROM (SELECT id, kind, dated_at, text FROM {TABLE} "  # noqa: S608 - own names
        f"WHERE kind = %s AND is_public = %s ORDER BY dated_at DESC, id DESC LIMIT {WINDOW}) AS one"
    )
    sql = (
        f"WITH newest AS ({' UNION ALL '.join([newest] * len(found))}), "  # noqa: S608 - own names
        f"judged AS (SELECT id, kind, dated_at, CASE WHEN {contains} THEN 1 ELSE 0 END AS hit "
        "FROM newest), "
        "placed AS (SELECT kind, id, hit, SUM(hit) OVER (PARTITION BY kind) AS hits, "
        "COUNT(*) OVER (PARTITION BY kind) AS size, ROW_NUMBER() OVER "
        "(PARTITION BY kind ORDER BY hit DESC, dated_at DESC, id DESC) AS place FROM judged) "
        "SELECT kind, id, hit, hits, size, place FROM placed "
        "WHERE place = 1 OR (hit = 1 AND place BETWEEN %s AND %s) ORDER BY kind, place"
    )
    params = [value for kind in found for value in (kind, True)]
    unsettled = []
    for kind, pk, hit, hits, size, place in _fetch(sql, [*params, *likes, first, last]):
        if hit and first <= place <= last:
            places.setdefault(kind, []).append(pk)
        if place == 1:
            found[kind].count, found[kind].is_exact = int(hits), size < WINDOW
            if size == WINDOW and hits < last:
                unsettled.append(kind)
    return unsettled


def _ask_index(
    query: Query,
    kinds: list[str],
    found: dict[str, Found],
    places: dict[str, list[int]],
    first: int,
    last: int,
) -> list[str]:
    """Step 2. Returns the kinds that hold more than can be counted and sorted."""
    contains, likes = _contains(query)
    condition, terms = _by_index(query)
    one = (
        f"SELECT * FROM (SELECT id, kind, dated_at FROM {TABLE} "  # noqa: S608 - own names
        f"WHERE kind = %s AND is_public = %s {condition} AND {contains} LIMIT {CAP + 1}) AS one"
    )
    sql = (
        f"WITH found AS MATERIALIZED ({' UNION ALL '.join([one] * len(kinds))}), "  # noqa: S608
        "placed AS (SELECT kind, id, COUNT(*) OVER (PARTITION BY kind) AS hits, ROW_NUMBER() OVER "
        "(PARTITION BY kind ORDER BY dated_at DESC, id DESC) AS place FROM found) "
        "SELECT kind, id, hits, place FROM placed "
        "WHERE place = 1 OR place BETWEEN %s AND %s ORDER BY kind, place"
    )
    for kind in kinds:
        found[kind].count, found[kind].is_exact = 0, True
        places[kind] = []
    params = [value for kind in kinds for value in (kind, True, *terms, *likes)]
    for kind, pk, hits, place in _fetch(sql, [*params, first, last]):
        found[kind].count, found[kind].is_exact = hits, hits <= CAP
        if first <= place <= last:
            places[kind].append(pk)
    return [kind for kind in kinds if not found[kind].is_exact]


def _walk(query: Query, kind: str, first: int, last: int) -> list[int]:
    """The page by the dates alone: for what occurs so often that the walk is short."""
    contains, likes = _contains(query)
    sql = (
        f"SELECT id FROM {TABLE} WHERE kind = %s AND is_public = %s AND {contains} "  # noqa: S608
        "ORDER BY dated_at DESC, id DESC LIMIT %s OFFSET %s"
    )
    return [pk for (pk,) in _fetch(sql, [kind, True, *likes, last - first + 1, first - 1])]


def _contains(query: Query) -> tuple[str, list[str]]:
    """Every word occurs in the text, to the letter."""
    escaped = [
        word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") for word in query.words
    ]
    sql = " AND ".join(["text LIKE %s ESCAPE '\\'"] * len(escaped))
    return f"({sql})", [f"%{word}%" for word in escaped]


def _by_index(query: Query) -> tuple[str, list[str]]:
    """What the index knows of the words; nothing for words of signs alone."""
    whole, begun = terms_of(query.words)
    if not whole and not begun:
        return "", []
    if connection.vendor == "postgresql":
        parts = [f"'{term}'" for term in whole] + [f"'{term}':*" for term in begun]
        return "AND terms @@ %s::tsquery", [" & ".join(parts)]
    parts = [f'"{term}"' for term in whole] + [f'"{term}" *' for term in begun]
    return f"AND id IN (SELECT rowid FROM {FTS} WHERE {FTS} MATCH %s)", [" AND ".join(parts)]  # noqa: S608


def _fetch(sql: str, params: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()
