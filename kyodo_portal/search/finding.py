"""Finding documents in two ways, because no planner can be trusted to choose between them.

- Words that are rare by the index: the documents the index names are looked through, all of them.
  Those with every word in their title come first.
- Any other: the newest documents of each kind are looked through, where a frequent word fills its
  page; only what is found too seldom there is looked for by the index again. Where these are all
  of a kind, the titles come first as well.
Either way a document is found when its normalised text contains every word, as it was typed or in
another of its ways, and only then. Those that have the words as they were typed come first: they are
looked for first, and what only another way finds follows them.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from kyodo_portal.search.conditions import (
    SQL,
    by_index,
    called,
    contains,
    line_end,
    place_of,
    terms_of,
)
from kyodo_portal.search.models import FTS, TABLE, Kind, SearchDocument
from kyodo_portal.search.queries import Query

FEW = 500
"""Documents that the index may name for a word to be rare."""

WINDOW = 1_000
"""Documents of one kind that are looked through without the index; where several kinds are asked for at
once, half as many of each, for a page shows a few of each and leads to the others."""

CAP = 20_000
"""Documents that are counted and sorted exactly; of more, only the newest are reached."""


@dataclass(slots=True)
class Found:
    """What was found of one kind: the documents of the page asked for, and how many there are —
    exactly, or at least so many. Those called so come first, or else the newest."""

    kind: str
    count: int = 0
    is_exact: bool = True
    titles_first: bool = False
    documents: list[SearchDocument] = field(default_factory=list)


Pages = dict[str, list[int]]
"""The numbers of the documents on the page of each kind, in their order."""


def find(query: Query, kinds: Iterable[str], *, first: int = 1, last: int = 5) -> list[Found]:
    """The public documents that contain every word: of each kind those from place `first` to place
    `last`. At most `4 + len(kinds)` queries, three in all but the worst case, and as many again
    where words can be written otherwise. Without words nothing is found."""
    kinds = list(kinds)
    found, pages = _find(query.as_typed, kinds, first, last)
    counted = [kind for kind in kinds if found[kind].is_exact] if query.has_ways else []
    query = _with_known_ways(query) if counted else query
    if counted and query.has_ways:
        before = {kind: found[kind].count for kind in counted}
        begin = max(1, first - max(before.values()))
        end = last - min(before.values())
        others, further = _find(query.only_otherwise, counted, begin, max(end, begin))
        for kind in counted:
            low, high = first - before[kind], last - before[kind]
            pages[kind] += further[kind][max(0, low - begin) : max(0, high - begin + 1)]
            found[kind].count += others[kind].count
            found[kind].is_exact = others[kind].is_exact
            found[kind].titles_first &= others[kind].titles_first
    wanted = [pk for pks in pages.values() for pk in pks]
    by_pk = SearchDocument.objects.defer("terms").in_bulk(wanted) if wanted else {}
    for kind, pks in pages.items():
        found[kind].documents = [by_pk[pk] for pk in pks if pk in by_pk]
    return list(found.values())


def _find(query: Query, kinds: list[str], first: int, last: int) -> tuple[dict[str, Found], Pages]:
    """What is found of each kind, without its documents, and which these are."""
    pages: Pages = {kind: [] for kind in kinds}
    rare = bool(query and kinds) and is_rare(query, kinds)
    found = {kind: Found(kind, titles_first=rare) for kind in kinds}
    if not query or not found:
        return found, pages
    unsettled = [*found] if rare else _look_through_newest(query, found, pages, first, last)
    if unsettled:
        for kind in _ask_index(query, unsettled, found, pages, first, last):
            pages[kind] = _walk(query, kind, first, last)
            reached = first - 1 + len(pages[kind])
            found[kind].count = min(max(found[kind].count, reached), CAP)
    return found, pages


def is_rare(query: Query, kinds: Collection[str]) -> bool:
    """Whether the index names so few documents of these kinds that they are best looked through one
    by one. Of single letters it is not asked: so many pairs begin with one that the answer costs
    more than it tells."""
    if not any(terms_of(word) for word in query.words):
        return False
    documents, terms = _index_alone(query, kinds)
    sql = f"SELECT COUNT(*) FROM (SELECT 1 {documents} LIMIT {FEW + 1}) AS named"  # noqa: S608
    return bool(fetch(sql, terms)[0][0] <= FEW)


def _with_known_ways(query: Query) -> Query:
    """The same search without the ways that the index has nowhere: each would be looked for in every text."""
    ways = [way.text for others in query.ways for way in others if terms_of(way.text)]
    asked = [_index_alone(Query((way,), was_cut=False), Kind.values) for way in ways]
    sql = ", ".join(f"EXISTS (SELECT 1 {documents})" for documents, _ in asked)
    terms = [term for _, more in asked for term in more]
    is_known = fetch(f"SELECT {sql}", terms)[0] if asked else ()
    nowhere = {way for way, known in zip(ways, is_known, strict=True) if not known}
    return query.without_ways(nowhere)


def _index_alone(query: Query, kinds: Collection[str]) -> SQL:
    """What the index names, as FROM and WHERE, without its documents where it can be asked alone."""
    documents, terms = by_index(query, kinds)
    if connection.vendor == "sqlite":
        documents = f"FROM {FTS} WHERE {FTS} MATCH %s"
    return documents, terms


def matching(query: Query, kind: str) -> SQL:
    """The ids of all things of a kind, public or not, that contain every word, as a SELECT: for a
    list that decides by itself who sees what."""
    documents, terms = by_index(query, [kind])
    like, likes = contains(query)
    return f"SELECT object_id {documents} AND kind = %s AND {like}", [*terms, kind, *likes]


def object_ids(query: Query, kind: str) -> list[int] | None:
    """The ids `matching` gives; None when there are more than `CAP`."""
    sql, params = matching(query, kind)
    rows = fetch(f"{sql} LIMIT {CAP + 1}", params)
    return None if len(rows) > CAP else [object_id for (object_id,) in rows]


def _look_through_newest(
    query: Query, found: dict[str, Found], pages: Pages, first: int, last: int
) -> list[str]:
    """Returns the kinds of which the newest documents do not tell enough."""
    columns, hit, words = _hits(query)
    window = WINDOW if len(found) == 1 else max(1, WINDOW // 2)
    newest = (
        f"SELECT kind, id, dated_at, {hit} AS hit "  # noqa: S608 - own names
        f"FROM (SELECT kind, id, dated_at, {columns} FROM {TABLE} WHERE kind = %s AND is_public = %s "
        f"ORDER BY dated_at DESC, id DESC LIMIT {window}) AS one"
    )
    page = (
        "SELECT * FROM (SELECT kind, id, dated_at, CASE WHEN (SELECT COUNT(*) FROM newest "  # noqa: S608
        f"WHERE kind = %s) < {window} THEN hit ELSE 1 END AS called FROM newest "
        "WHERE kind = %s AND hit > 0 "
        "ORDER BY called DESC, dated_at DESC, id DESC LIMIT %s OFFSET %s) AS page"
    )
    sql = (
        f"WITH newest AS MATERIALIZED ({' UNION ALL '.join([newest] * len(found))}) "  # noqa: S608
        "SELECT kind, COUNT(*), NULL, SUM(CASE WHEN hit > 0 THEN 1 ELSE 0 END) "
        f"FROM newest GROUP BY kind UNION ALL {' UNION ALL '.join([page] * len(found))}"
    )
    params: list[Any] = [value for kind in found for value in (*words, kind, True)]
    params += [value for kind in found for value in (kind, kind, last - first + 1, first - 1)]
    rows = fetch(sql, params)
    hits = [(called, at, pk, kind) for kind, pk, at, called in rows if at is not None]
    for _called, _at, pk, kind in sorted(hits, reverse=True):
        pages[kind].append(pk)
    unsettled = []
    for kind, size, at, number in rows:
        if at is None:
            found[kind].count = int(number)
            found[kind].is_exact = found[kind].titles_first = size < window
            if size == window and number < last:
                unsettled.append(kind)
    return unsettled


def _hits(query: Query) -> tuple[str, str, list[Any]]:
    """Where in a text each way of each word begins, as columns; what follows from them: 2 where the
    text has every word and is called so, 1 where it has them, else 0; and the parameters."""
    names = [
        [f"at{number}_{way}" for way in range(len(ways))]
        for number, ways in enumerate(query.all_ways)
    ]
    has = " AND ".join(_either(f"{name} > 0" for name in ways) for ways in names)
    called_so = " AND ".join(
        _either(f"{name} BETWEEN 1 AND line_end - 1" for name in ways) for ways in names
    )
    if query.beyond:
        has += f" AND NOT ({' AND '.join(f'{ways[0]} > 0' for ways in names)})"
    hit = (
        f"CASE WHEN {has} THEN CASE WHEN line_end = 0 OR ({called_so}) THEN 2 ELSE 1 END ELSE 0 END"
    )
    columns, params = [f"{line_end()} AS line_end"], []
    for ways, called_names in zip(query.all_ways, names, strict=True):
        for way, name in zip(ways, called_names, strict=True):
            place, words = place_of(way)
            columns.append(f"{place} AS {name}")
            params += words
    return ", ".join(columns), hit, params


def _either(conditions: Iterable[str]) -> str:
    return f"({' OR '.join(conditions)})"


def _ask_index(
    query: Query,
    kinds: list[str],
    found: dict[str, Found],
    pages: Pages,
    first: int,
    last: int,
) -> list[str]:
    """By the index. Returns the kinds that hold more than can be counted and sorted."""
    like, likes = contains(query)
    documents, terms = by_index(query, kinds)
    title_first, words = called(query) if found[kinds[0]].titles_first else ("1", [])
    sql = (
        f"WITH found AS MATERIALIZED (SELECT id, kind, dated_at, {title_first} AS called {documents} "  # noqa: S608 - own names
        f"AND kind IN ({', '.join(['%s'] * len(kinds))}) AND is_public = %s AND {like} "
        f"LIMIT {CAP + 1}), "
        "placed AS (SELECT kind, id, COUNT(*) OVER (PARTITION BY kind) AS hits, ROW_NUMBER() OVER "
        "(PARTITION BY kind ORDER BY called DESC, dated_at DESC, id DESC) AS place FROM found) "
        "SELECT kind, id, hits, place FROM placed "
        "WHERE place = 1 OR place BETWEEN %s AND %s ORDER BY kind, place"
    )
    for kind in kinds:
        found[kind].count, found[kind].is_exact = 0, True
        pages[kind] = []
    rows = fetch(sql, [*words, *terms, *kinds, True, *likes, first, last])
    for kind, pk, hits, place in rows:
        found[kind].count = hits
        if first <= place <= last:
            pages[kind].append(pk)
    if sum(found[kind].count for kind in kinds) <= CAP:
        return []
    for kind in kinds:
        found[kind].is_exact = False
    return kinds


def _walk(query: Query, kind: str, first: int, last: int) -> list[int]:
    """The page by the dates alone: for what occurs so often that the walk is short."""
    like, likes = contains(query)
    sql = (
        f"SELECT id FROM {TABLE} WHERE kind = %s AND is_public = %s AND {like} "  # noqa: S608
        "ORDER BY dated_at DESC, id DESC LIMIT %s OFFSET %s"
    )
    return [pk for (pk,) in fetch(sql, [kind, True, *likes, last - first + 1, first - 1])]


def fetch(sql: str, params: list[Any]) -> list[tuple[Any, ...]]:
    """The rows of a statement."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()
