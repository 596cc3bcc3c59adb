"""When nothing has all the words: what has most of them, and which word stands nowhere.

Looked through are the documents that the index names for each word, as far as they are few, and the newest
of each kind, where a frequent word stands anyway: two queries, however long the city's record is.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from kyodo_portal.search.conditions import by_index, contains
from kyodo_portal.search.finding import FEW, Found, fetch
from kyodo_portal.search.models import TABLE, SearchDocument
from kyodo_portal.search.pages import PagePart
from kyodo_portal.search.queries import Query

NEWEST = 300
"""Documents of each kind that are looked through whatever they say."""


@dataclass(frozen=True, slots=True)
class Most:
    """What has most of the words. `found` are the kinds, the one with most words first, each with its
    documents in this order; `parts` those of the portal's own pages, with most words first. `nowhere`
    are the words that are surely nowhere."""

    found: list[Found]
    parts: list[PagePart]
    nowhere: tuple[str, ...]


def find_most(query: Query, kinds: Collection[str], parts: list[PagePart], *, last: int) -> Most:
    """The public documents of these kinds, and the parts, with most of several words, so many of each
    kind at most."""
    single = query.one_by_one()
    rows = fetch(*_statement(single, kinds, last)) if kinds else []
    documents = [row for row in rows if row[1] is not None]
    named = {number: (count, hits) for kind, pk, number, count, hits in rows if pk is None}
    by_pk = SearchDocument.objects.defer("terms").in_bulk([row[1] for row in documents])
    found: dict[str, Found] = {}
    in_order = [*kinds]
    documents.sort(key=lambda row: (-row[2], row[3], in_order.index(row[0])))
    for kind, pk, *_ in documents:
        one = found.setdefault(kind, Found(kind))
        one.documents += [by_pk[pk]] if pk in by_pk else []
        one.count = len(one.documents)
    scored = [(sum(_part_has(part, each) for each in single), part) for part in parts]
    with_some = sorted((one for one in scored if one[0]), key=lambda one: -one[0])
    nowhere = tuple(
        each.words[0]
        for number, each in enumerate(single)
        if _is_nowhere(*named.get(number, (0, 0)))
        and not any(_part_has(part, each) for part in parts)
    )
    return Most(list(found.values()), [part for _, part in with_some[:last]], nowhere)


def _is_nowhere(named: int, hits: int | None) -> bool:
    """Whether all that the index names for a word was looked through, and nothing has it."""
    return named <= FEW and not hits


def _part_has(part: PagePart, word: Query) -> bool:
    return any(part.has(way) for way in word.all_ways[0])


def _statement(single: list[Query], kinds: Collection[str], last: int) -> tuple[str, list[Any]]:
    """The documents: kind, id, how many words, place, and nothing; and a row for each word: no kind and no
    id, its number, how many documents the index names for it, and how many have it."""
    tables: list[str] = []
    params: list[Any] = []
    for number, word in enumerate(single):
        documents, terms = by_index(word, kinds)
        tables.append(
            f"named{number} AS MATERIALIZED (SELECT {TABLE}.id {documents} LIMIT {FEW + 1})"
        )
        params += terms
    newest = (
        f"SELECT id FROM (SELECT id FROM {TABLE} WHERE kind = %s AND is_public = %s "  # noqa: S608
        f"ORDER BY dated_at DESC, id DESC LIMIT {NEWEST}) AS one"
    )
    named = [f"SELECT id FROM named{number}" for number in range(len(single))]  # noqa: S608
    tables.append(f"candidates AS ({' UNION '.join([*named, *[newest] * len(kinds)])})")
    params += [value for kind in kinds for value in (kind, True)]
    columns = []
    for number, word in enumerate(single):
        condition, likes = contains(word)
        columns.append(f"CASE WHEN {condition} THEN 1 ELSE 0 END AS has{number}")
        params += likes
    tables.append(
        f"looked AS MATERIALIZED (SELECT kind, id, dated_at, {', '.join(columns)} FROM {TABLE} "  # noqa: S608
        "WHERE id IN (SELECT id FROM candidates) AND is_public = %s "
        f"AND kind IN ({', '.join(['%s'] * len(kinds))}))"
    )
    params += [True, *kinds]
    score = " + ".join(f"has{number}" for number in range(len(single)))
    tables.append(
        f"placed AS (SELECT kind, id, {score} AS score, ROW_NUMBER() OVER "  # noqa: S608
        f"(PARTITION BY kind ORDER BY {score} DESC, dated_at DESC, id DESC) AS place FROM looked)"
    )
    selects = ["SELECT kind, id, score, place, NULL FROM placed WHERE score > 0 AND place <= %s"]
    params.append(last)
    selects += [
        f"SELECT NULL, NULL, {number}, (SELECT COUNT(*) FROM named{number}), "  # noqa: S608
        f"(SELECT SUM(has{number}) FROM looked)"
        for number in range(len(single))
    ]
    return f"WITH {', '.join(tables)} {' UNION ALL '.join(selects)}", params
