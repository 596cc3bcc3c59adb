"""Kinds that records use: a profile may close them, and may not forget them.

Every app says which of its columns hold a code or number of the profile (`keep_in_sight`); `forgotten`
counts the records whose kind the profile no longer names.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from kyodo_portal.cities.loading import city
from kyodo_portal.cities.merging import KINDS

BY = {"patterns": "code", **KINDS}
"""Each list of kinds, and what its rows are known by."""


@dataclass(frozen=True, slots=True)
class Use:
    """A column that holds a kind of the list `kinds`; `records` is what people call what has it."""

    kinds: str
    records: str
    rows: Callable[[], QuerySet[Any]]
    column: str


_USES: list[Use] = []


def keep_in_sight(kinds: str, records: str, rows: Callable[[], QuerySet[Any]], column: str) -> None:
    """Say that these records keep a kind of the profile's list `kinds` in a column."""
    _USES.append(Use(kinds, records, rows, column))


def forgotten() -> Iterator[str]:
    """A line for every kind that records use and the profile does not name: how many they are, and what
    to write instead of leaving it out."""
    for kinds, by in BY.items():
        known = {getattr(row, by) for row in getattr(city(), kinds) if row.state != "off"}
        for value, counts in _used(kinds).items():
            if value in known:
                continue
            listed = "、".join(f"{records} {number}件" for records, number in counts.items())
            yield (
                f"{kinds}: {value} は、{counts.total()}件の記録で使われています（{listed}）。"
                f"消さずに、[[{kinds}]] に {by} = {json.dumps(value)} と state = "
                '"closed" を書いてください。新しくは選べなくなり、いまの記録は前のまま見られます。'
            )


def _used(kinds: str) -> dict[Any, Counter[str]]:
    """How many records of each sort have each kind of a list."""
    found: dict[Any, Counter[str]] = {}
    for use in _USES:
        if use.kinds == kinds:
            rows = use.rows().order_by().values_list(use.column).annotate(number_of=Count("pk"))
            for value, number in rows.exclude(**{f"{use.column}__isnull": True}):
                if value != "":
                    found.setdefault(value, Counter())[use.records] += number
    return dict(sorted(found.items(), key=lambda each: str(each[0])))
