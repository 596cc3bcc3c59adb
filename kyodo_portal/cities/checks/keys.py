"""Keys that are told apart by: each once, and written as keys are."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from kyodo_portal.cities.mistakes import Notes
from kyodo_portal.cities.positions import Path
from kyodo_portal.cities.profile import City

LISTS = {
    "patterns": "code",
    "forms": "number",
    "group_kinds": "code",
    "fields": "number",
    "place_kinds": "code",
    "event_kinds": "code",
    "opinion_writers": "code",
    "opinion_answers": "code",
    "committee_kinds": "code",
    "call_kinds": "code",
    "precepts": "key",
    "definitions": "key",
    "actors": "key",
    "issues": "key",
    "measures": "key",
    "committees": "key",
    "districts": "code",
    "search_leads": "key",
    "eligibility": "key",
    "criteria": "key",
    "screening": "key",
    "clauses": "key",
    "phases": "key",
    "evaluation_items": "key",
    "ratings": "code",
}
"""Every list of a profile, with the key by which its rows are told apart."""

_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")


def check_keys(parsed: City, notes: Notes) -> None:
    """No row of a list has the key of another; `key` is of small letters, digits and _."""
    for name, by in LISTS.items():
        _check_list(getattr(parsed, name), by, (name,), notes)
    for place, precepts in enumerate(parsed.precepts):
        _check_list(precepts.items, "key", ("precepts", place, "items"), notes)


def _check_list(rows: Sequence[Any], by: str, path: Path, notes: Notes) -> None:
    seen: Counter[Any] = Counter()
    for place, row in enumerate(rows):
        value = getattr(row, by)
        if seen[value]:
            notes.wrong(
                (*path, place, by),
                f"{value} は二度書かれています。どちらかを変えるか、消してください。",
            )
        elif by == "key" and not _KEY.fullmatch(value):
            notes.wrong(
                (*path, place, by),
                f"「{value}」は使えません。英小文字で始め、英小文字・数字・_ だけで書いてください。",
            )
        seen[value] += 1
