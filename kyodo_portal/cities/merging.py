"""What a profile leaves out comes from `common.toml`: the portal's own words and numbers."""

from collections.abc import Mapping
from typing import Any

from kyodo_portal.cities.tables import SUFFIXES

TABLES = (
    "limits",
    "reminders",
    "notices",
    "waits",
    "events",
    "lectures",
    "opinions",
    "department_opinion",
    "form_days",
    "meetings",
    "taking_part",
    "retention",
    "review",
    "evaluation",
)
"""Tables of which a city may write a part: each key that is left out is the common one."""

KINDS = {
    "forms": "number",
    "group_kinds": "code",
    "fields": "number",
    "place_kinds": "code",
    "event_kinds": "code",
    "opinion_writers": "code",
    "opinion_answers": "code",
    "committee_kinds": "code",
    "call_kinds": "code",
}
"""Lists whose rows are known by a number or code. A city that writes such a list names what it uses;
the words it leaves out are the common ones, and what it does not name is off."""


ADDED = {"search_leads": "key", "clauses": "key"}
"""Lists to which a city adds: a row of its own stands in the place of the common one with its key."""


def merged(own: Mapping[str, Any], common: Mapping[str, Any]) -> dict[str, Any]:
    """The city's tables, filled with the common ones. Rows of the city come first and in its order, so
    that their places are those of its file."""
    whole = {**{key: value for key, value in common.items() if not _is_beside(key, own)}, **own}
    for key in TABLES:
        if isinstance(own.get(key), dict):
            whole[key] = _filled(own[key], common.get(key, {}))
    for key, by in KINDS.items():
        if isinstance(own.get(key), list):
            whole[key] = _with_common_rows(own[key], common[key], by)
    for key, by in ADDED.items():
        if isinstance(own.get(key), list):
            named = {str(row.get(by)) for row in own[key] if isinstance(row, dict)}
            whole[key] = [*own[key], *(row for row in common[key] if row[by] not in named)]
    return whole


def _with_common_rows(own: list[Any], common: list[dict[str, Any]], by: str) -> list[Any]:
    rows = {row[by]: row for row in common}
    named = {row.get(by) for row in own if isinstance(row, dict) and _is_plain(row.get(by))}
    filled = [
        _filled({"state": "on", **row}, rows.get(row.get(by), {}))
        if isinstance(row, dict) and _is_plain(row.get(by))
        else row
        for row in own
    ]
    return [*filled, *({**row, "state": "off"} for key, row in rows.items() if key not in named)]


def _filled(own: Mapping[str, Any], common: Mapping[str, Any]) -> dict[str, Any]:
    """A table with what it leaves out; a translation is taken over only with the words it translates."""
    return {**{key: value for key, value in common.items() if not _is_beside(key, own)}, **own}


def _is_beside(key: str, own: Mapping[str, Any]) -> bool:
    """Whether a key says in another language what the city says in its own words."""
    return any(key.endswith(suffix) and key.removesuffix(suffix) in own for suffix in SUFFIXES)


def _is_plain(value: Any) -> bool:
    return isinstance(value, str | int)
