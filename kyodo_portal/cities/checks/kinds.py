"""Patterns, forms, kinds of group and of event, fields: known numbers, a city's own in their range."""

from collections.abc import Mapping, Sequence
from typing import Any

from kyodo_portal.cities import rows
from kyodo_portal.cities.mistakes import Notes
from kyodo_portal.cities.profile import City
from kyodo_portal.cities.rows import kinds

KNOWN = {
    "patterns": ("code", kinds.PATTERNS, "A、B、C、D のどれか"),
    "forms": (
        "number",
        kinds.FORM_NUMBERS,
        "1 から 12、市独自の形態なら 20 から 39",
    ),
    "group_kinds": (
        "code",
        kinds.GROUP_KIND_CODES,
        f"{'、'.join(kinds.GROUP_KINDS)}、市独自の種別なら own01 から own20",
    ),
    "place_kinds": (
        "code",
        kinds.PLACE_KIND_CODES,
        f"{'、'.join(kinds.PLACE_KINDS)}、市独自の種別なら own01 から own20",
    ),
    "fields": (
        "number",
        kinds.FIELD_NUMBERS,
        "1 から 20、市独自の分野なら 50 から 69",
    ),
    "event_kinds": (
        "code",
        kinds.EVENT_KIND_CODES,
        f"{'、'.join(kinds.EVENT_KINDS)}、市独自の種類なら own01 から own20",
    ),
    "opinion_writers": (
        "code",
        kinds.OPINION_WRITER_CODES,
        f"{'、'.join(kinds.OPINION_WRITERS)}、市独自の区分なら own01 から own20",
    ),
    "opinion_answers": (
        "code",
        kinds.OPINION_ANSWER_CODES,
        f"{'、'.join(kinds.OPINION_ANSWERS)}、市独自の区分なら own01 から own20",
    ),
    "committee_kinds": (
        "code",
        kinds.COMMITTEE_KIND_CODES,
        f"{'、'.join(kinds.COMMITTEE_KINDS)}、市独自の会議なら own01 から own20",
    ),
    "call_kinds": ("code", kinds.CALL_KINDS, f"{'、'.join(kinds.CALL_KINDS)} のどれか"),
}
"""Each list with the key of its rows, the values it takes, and how they are told."""


def check_kinds(parsed: City, own: Mapping[str, Any], notes: Notes) -> None:
    """Every code is one the records can keep, and something is offered of each list there is."""
    for name, (by, values, told) in KNOWN.items():
        listed: Sequence[rows.Kind] = getattr(parsed, name)
        for place, row in enumerate(listed):
            value = getattr(row, by)
            if value not in values:
                notes.wrong((name, place, by), f"{value} は使えません。{told} にしてください。")
        may_be_closed = name == "patterns"  # a city may give them up
        if name in own and not may_be_closed and not any(row.state == "on" for row in listed):
            notes.wrong(
                (name,),
                '選べるものが一つもありません。少なくとも一つは state = "on" にしてください。',
            )
    for place, form in enumerate(parsed.forms):
        _check_form(place, form, notes)


def _check_form(place: int, form: rows.Form, notes: Notes) -> None:
    path = ("forms", place, "follows")
    if form.number in kinds.OWN_FORMS and form.follows not in kinds.COMMON_FORMS:
        notes.wrong(
            path, "市独自の形態には、どの形態（1 から 12）と同じ手順で進むかを書いてください。"
        )
    if form.number in kinds.COMMON_FORMS and form.follows is not None:
        notes.wrong(path, "1 から 12 の形態には書けません。この行を消してください。")
