"""What is asked of a document, as SQL: that it has the words, that it is called so, and which documents
the index names for them.

A word may be written in several ways (`wordings`); then any of them will do in its place.
"""

from collections.abc import Callable, Collection
from typing import Any

from django.db import connection

from kyodo_portal.search.models import FTS, TABLE, Kind, kind_term
from kyodo_portal.search.queries import Query, index_terms_of
from kyodo_portal.search.wordings import HIDDEN, longer_than

SQL = tuple[str, list[Any]]
"""A statement or a part of one, and its parameters."""


def contains(query: Query) -> SQL:
    """The condition that every word occurs in a document's `text`, to the letter."""
    condition, params = _all_of(query.all_ways, _stands)
    if query.beyond:
        typed, words = _all_of(query.as_typed.all_ways, _stands)
        return f"{condition} AND NOT ({typed})", [*params, *words]
    return condition, params


def called(query: Query) -> SQL:
    """Whether every word occurs in the title, the first line of the `text`, as 1 or 0."""
    first_line = f"BETWEEN 1 AND COALESCE(NULLIF({line_end()}, 0), LENGTH(text))"

    def in_first_line(way: str) -> SQL:
        place, params = place_of(way)
        return f"{place} {first_line}", params

    condition, params = _all_of(query.all_ways, in_first_line)
    return f"CASE WHEN {condition} THEN 1 ELSE 0 END", params


def place_of(way: str) -> SQL:
    """Where in a text a word begins first, but for the longer words in which it is not meant; 0: nowhere."""
    place = f"{_place()}(text, %s)"
    longer = longer_than(way)
    if not longer:
        return place, [way]
    seen, params = "text", []
    for word in longer:
        seen = f"REPLACE({seen}, %s, %s)"
        params += [word, HIDDEN * len(word)]
    return f"CASE WHEN {place} = 0 THEN 0 ELSE {_place()}({seen}, %s) END", [way, *params, way]


def line_end() -> str:
    """Where the first line of a text ends; 0: with the text."""
    return f"{_place()}(text, '\n')"


def _place() -> str:
    return "instr" if connection.vendor == "sqlite" else "strpos"


def by_index(query: Query, kinds: Collection[str]) -> SQL:
    """The documents of these kinds that may contain the words, as FROM and WHERE: those the index
    names, or all for words of signs alone, which it does not know."""
    asked = _asked_of_index(query)
    if not asked:
        return f"FROM {TABLE} WHERE 1 = 1", []
    of_kinds = [] if {*kinds} == {*Kind.values} else [kind_term(kind) for kind in kinds]
    if of_kinds:
        asked.append(_any_of([_quoted(term) for term in of_kinds]))
    if connection.vendor == "postgresql":
        return f"FROM {TABLE} WHERE terms @@ %s::tsquery", [" & ".join(asked)]
    # CROSS JOIN keeps SQLite from beginning with the documents.
    joined = f"FROM {FTS} CROSS JOIN {TABLE} WHERE {FTS} MATCH %s AND id = {FTS}.rowid"
    return joined, [" AND ".join(asked)]


def _asked_of_index(query: Query) -> list[str]:
    """What the index is asked, each part of which must be so. A word in several ways has whole terms in
    each of them, for the table of wordings has no word of one letter."""
    alone = tuple(ways[0] for ways in query.all_ways if len(ways) == 1)
    whole, begun = index_terms_of(alone)
    several = [ways for ways in query.all_ways if len(ways) > 1]
    asked = [_quoted(term) for term in whole]
    asked += [] if several else [_quoted(term, begins=True) for term in begun]
    for ways in several:
        both = " & " if connection.vendor == "postgresql" else " AND "
        asked.append(_any_of([f"({both.join(map(_quoted, terms_of(way)))})" for way in ways]))
    return asked


def terms_of(way: str) -> list[str]:
    """The whole terms of one way to write a word."""
    return index_terms_of((way,))[0]


def _quoted(term: str, *, begins: bool = False) -> str:
    if connection.vendor == "postgresql":
        return f"'{term}':*" if begins else f"'{term}'"
    return f'"{term}" *' if begins else f'"{term}"'


def _any_of(parts: list[str]) -> str:
    either = " | " if connection.vendor == "postgresql" else " OR "
    return f"({either.join(parts)})"


def _stands(way: str) -> SQL:
    # On SQLite in half the time of its LIKE, which knows capital letters.
    if connection.vendor == "sqlite" or longer_than(way):
        place, params = place_of(way)
        return f"{place} > 0", params
    escaped = way.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return "text LIKE %s ESCAPE '\\'", [f"%{escaped}%"]


def _all_of(words: tuple[tuple[str, ...], ...], condition_of: Callable[[str], SQL]) -> SQL:
    """The condition that of each word one way is so."""
    conditions: list[str] = []
    params: list[Any] = []
    for ways in words:
        parts = [condition_of(way) for way in ways]
        either = " OR ".join(condition for condition, _ in parts)
        conditions.append(f"({either})" if len(parts) > 1 else either)
        params += [param for _, more in parts for param in more]
    return " AND ".join(conditions), params
