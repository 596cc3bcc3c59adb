"""Finding documents in two ways, because no planner can be trusted to choose between them.

- Words that are rare by the index: the documents the index names are looked through, all of them.
  Those with every word in their title come first.
- Any other: the newest documents of each kind are looked through, where a frequent word fills its
  page; only what is found too seldom there is looked for by the index again. Where these are all
  of a kind, the titles come first as well.
Either way a document is found when its normalised text contains every word, and only then.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from kyodo_portal.search.models import FTS, TABLE, Kind, SearchDocument, kind_term
from kyodo_portal.search.queries import Query, index_terms_of

SQL = tuple[str, list[Any]]
"""A statement or a part of one, and its parameters."""

FEW = 500
"""Documents that the index may name for a word to be rare."""

WINDOW = 1_000
"""Documents of one kind that are looked through without the index."""

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


def find(query: Query, kinds: Iterable[str], *, first: int = 1, last: int = 5) -> list[Found]:
    """The public documents that contain every word: of each kind those from place `first` to place
    `last`. At most `4 + len(kinds)` queries, three in all but the worst case. Without
    words nothing is found."""
    kinds = list(kinds)
    rare = bool(query and kinds) and is_rare(query, kinds)
    found = {kind: Found(kind, titles_first=rare) for kind in kinds}
    if not query or not found:
        return list(found.values())
    places: dict[str, list[int]] = {}
    unsettled = [*found] if rare else _look_through_newest(query, found, places, first, last)
    if unsettled:
        for kind in _ask_index(query, unsettled, found, places, first, last):
            places[kind] = _walk(query, kind, first, last)
            reached = first - 1 + len(places[kind])
            found[kind].count = min(max(found[kind].count, reached), CAP)
    wanted = [pk for kind in found for pk in places.get(kind, [])]
    by_pk = SearchDocument.objects.defer("terms").in_bulk(wanted) if wanted else {}
    for kind, pks in places.items():
        found[kind].documents = [by_pk[pk] for pk in pks if pk in by_pk]
    return list(found.values())


def is_rare(query: Query, kinds: Collection[str]) -> bool:
    """Whether the index names so few documents of these kinds that they are best looked through one
    by one. Of single letters it is not asked: so many pairs begin with one that the answer costs
    more than it tells."""
    whole, _ = index_terms_of(query.words)
    if not whole:
        return False
    documents, terms = _by_index(query, kinds)
    if connection.vendor == "sqlite":  # the index alone, without its documents
        documents = f"FROM {FTS} WHERE {FTS} MATCH %s"
    sql = f"SELECT COUNT(*) FROM (SELECT 1 {documents} LIMIT {FEW + 1}) AS named"  # noqa: S608
    return bool(_fetch(sql, terms)[0][0] <= FEW)


def matching(query: Query, kind: str) -> SQL:
    """The ids of all things of a kind, public or not, that contain every word, as a SELECT: for a
    list that decides by itself who sees what."""
    documents, terms = _by_index(query, [kind])
    like, likes = contains(query)
    return f"SELECT object_id {documents} AND kind = %s AND {like}", [*terms, kind, *likes]


def object_ids(query: Query, kind: str) -> list[int] | None:
    """The ids `matching` gives; None when there are more than `CAP`."""
    sql, params = matching(query, kind)
    rows = _fetch(f"{sql} LIMIT {CAP + 1}", params)
    return None if len(rows) > CAP else [object_id for (object_id,) in rows]


def _look_through_newest(
    query: Query, found: dict[str, Found], places: dict[str, list[int]], first: int, last: int
) -> list[str]:
    """Returns the kinds of which the newest documents do not tell enough."""
    place, line_end = _places()
    numbers = range(len(query.words))
    columns = "".join(f", {place}(text, %s) AS at{number}" for number in numbers)
    found_in_all = " AND ".join(f"at{number} > 0" for number in numbers)
    called = " AND ".join(f"at{number} < line_end" for number in numbers)
    newest = (
        f"SELECT kind, id, dated_at, CASE WHEN {found_in_all} "  # noqa: S608 - own names
        f"THEN CASE WHEN line_end = 0 OR {called} THEN 2 ELSE 1 END ELSE 0 END AS hit "
        f"FROM (SELECT kind, id, dated_at, {line_end} AS line_end{columns} FROM {TABLE} WHERE kind = %s AND is_public = %s "
        f"ORDER BY dated_at DESC, id DESC LIMIT {WINDOW}) AS one"
    )
    page = (
        "SELECT * FROM (SELECT kind, id, dated_at, CASE WHEN (SELECT COUNT(*) FROM newest "  # noqa: S608
        f"WHERE kind = %s) < {WINDOW} THEN hit ELSE 1 END AS called FROM newest "
        "WHERE kind = %s AND hit > 0 "
        "ORDER BY called DESC, dated_at DESC, id DESC LIMIT %s OFFSET %s) AS page"
    )
    sql = (
        f"WITH newest AS MATERIALIZED ({' UNION ALL '.join([newest] * len(found))}) "  # noqa: S608
        "SELECT kind, COUNT(*), NULL, SUM(CASE WHEN hit > 0 THEN 1 ELSE 0 END) "
        f"FROM newest GROUP BY kind UNION ALL {' UNION ALL '.join([page] * len(found))}"
    )
    params: list[Any] = [value for kind in found for value in (*query.words, kind, True)]
    params += [value for kind in found for value in (kind, kind, last - first + 1, first - 1)]
    rows = _fetch(sql, params)
    hits = [(called, at, pk, kind) for kind, pk, at, called in rows if at is not None]
    for _called, _at, pk, kind in sorted(hits, reverse=True):
        places.setdefault(kind, []).append(pk)
    unsettled = []
    for kind, size, at, number in rows:
        if at is None:
            found[kind].count = int(number)
            found[kind].is_exact = found[kind].titles_first = size < WINDOW
            if size == WINDOW and number < last:
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
    """By the index. Returns the kinds that hold more than can be counted and sorted."""
    like, likes = contains(query)
    documents, terms = _by_index(query, kinds)
    called, words = _called(query) if found[kinds[0]].titles_first else ("1", [])
    sql = (
        f"WITH found AS MATERIALIZED (SELECT id, kind, dated_at, {called} AS called {documents} "  # noqa: S608 - own names
        f"AND kind IN ({', '.join(['%s'] * len(kinds))}) AND is_public = %s AND {like} "
        f"LIMIT {CAP + 1}), "
        "placed AS (SELECT kind, id, COUNT(*) OVER (PARTITION BY kind) AS hits, ROW_NUMBER() OVER "
        "(PARTITION BY kind ORDER BY called DESC, dated_at DESC, id DESC) AS place FROM found) "
        "SELECT kind, id, hits, place FROM placed "
        "WHERE place = 1 OR place BETWEEN %s AND %s ORDER BY kind, place"
    )
    for kind in kinds:
        found[kind].count, found[kind].is_exact = 0, True
        places[kind] = []
    rows = _fetch(sql, [*words, *terms, *kinds, True, *likes, first, last])
    for kind, pk, hits, place in rows:
        found[kind].count = hits
        if first <= place <= last:
            places[kind].append(pk)
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
    return [pk for (pk,) in _fetch(sql, [kind, True, *likes, last - first + 1, first - 1])]


def contains(query: Query) -> SQL:
    """The condition that every word occurs in a document's `text`, to the letter."""
    if connection.vendor == "sqlite":  # in half the time of its LIKE, which knows capital letters
        return " AND ".join(["instr(text, %s) > 0"] * len(query.words)), list(query.words)
    escaped = [
        word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") for word in query.words
    ]
    return " AND ".join(["text LIKE %s ESCAPE '\\'"] * len(escaped)), [f"%{w}%" for w in escaped]


def _called(query: Query) -> SQL:
    """Whether every word occurs in the title, the first line of the `text`, as 1 or 0."""
    place, line_end = _places()
    first_line = f"BETWEEN 1 AND COALESCE(NULLIF({line_end}, 0), LENGTH(text))"
    condition = " AND ".join([f"{place}(text, %s) {first_line}"] * len(query.words))
    return f"CASE WHEN {condition} THEN 1 ELSE 0 END", list(query.words)


def _places() -> tuple[str, str]:
    """The function that tells where in a text a word begins (0: nowhere), and where its first line
    ends (0: with the text)."""
    place = "instr" if connection.vendor == "sqlite" else "strpos"
    return place, f"{place}(text, '\n')"


def _by_index(query: Query, kinds: Collection[str]) -> SQL:
    """The documents of these kinds that may contain the words, as FROM and WHERE: those the index
    names, or all for words of signs alone, which it does not know."""
    whole, begun = index_terms_of(query.words)
    if not whole and not begun:
        return f"FROM {TABLE} WHERE 1 = 1", []
    of_kinds = [] if {*kinds} == {*Kind.values} else [kind_term(kind) for kind in kinds]
    if connection.vendor == "postgresql":
        parts = [f"'{term}'" for term in whole] + [f"'{term}':*" for term in begun]
        quoted = [f"'{term}'" for term in of_kinds]
        parts += [f"({' | '.join(quoted)})"] if quoted else []
        return f"FROM {TABLE} WHERE terms @@ %s::tsquery", [" & ".join(parts)]
    parts = [f'"{term}"' for term in whole] + [f'"{term}" *' for term in begun]
    quoted = [f'"{term}"' for term in of_kinds]
    parts += [f"({' OR '.join(quoted)})"] if quoted else []
    # CROSS JOIN keeps SQLite from beginning with the documents.
    joined = f"FROM {FTS} CROSS JOIN {TABLE} WHERE {FTS} MATCH %s AND id = {FTS}.rowid"
    return joined, [" AND ".join(parts)]


def _fetch(sql: str, params: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()
