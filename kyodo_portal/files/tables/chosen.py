"""One of a fixed list in a file: by its number, by its name, or by both (8 補助)."""

import re
from functools import cache
from typing import Any

from django.db.models import IntegerChoices

from kyodo_portal.files.tables.values import Check, Fault
from kyodo_portal.words.languages import in_japanese
from kyodo_portal.words.text import half_width, normalise


def numbered(kinds: type[IntegerChoices], reason: str) -> Check:
    """One of a numbered list: its number, its name, or both (8 補助)."""

    def check(value: Any) -> int:
        number = _number_of(kinds, value) if isinstance(value, str) else value
        if isinstance(number, bool) or number not in kinds.values:
            raise Fault(reason)
        return int(number)

    return check


_NUMBERED = re.compile(r"[(\[]?(?P<number>[0-9]{1,3})[)\].:\s]*(?P<name>.*)")


def _number_of(kinds: type[IntegerChoices], typed: str) -> int | None:
    names = _names(kinds)
    if (named_so := names.get(normalise(typed, 100))) is not None:
        return named_so
    match = _NUMBERED.fullmatch(half_width(typed[:100]))
    if match is None:
        return None
    number = int(match["number"])
    return number if names.get(normalise(match["name"]), number) == number else None


@cache
def _names(kinds: type[IntegerChoices]) -> dict[str, int]:
    with in_japanese():
        return {normalise(str(kind.label)): kind.value for kind in kinds}
