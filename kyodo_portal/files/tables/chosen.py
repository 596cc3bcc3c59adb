"""One of a numbered list in a file: by its number, by its name, or by both (8 補助)."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from kyodo_portal.files.tables.values import Check, Fault
from kyodo_portal.words.text import half_width, normalise

Names = Mapping[int, tuple[str, ...]]
"""Every number of a list, with what it is called."""


def numbered(known: Callable[[], Names], shared: Sequence[int], what: str) -> Check:
    """One of a numbered list: its number, its name, or both (8 補助). `known` gives the names of each;
    `shared` are those of every city."""

    def check(value: Any) -> int:
        names = known()
        number: Any = _number_of(names, value) if isinstance(value, str) else value
        if isinstance(number, bool) or number not in names:
            whole = f"1から{max(shared)}まで" if names.keys() >= set(shared) else ""
            rest = [str(each) for each in names if not (whole and each in shared)]
            raise Fault(
                f"{what}は{'、'.join(filter(None, (whole, *rest)))}の番号か、その名前です。"
            )
        return int(number)

    return check


_NUMBERED = re.compile(r"[(\[]?(?P<number>[0-9]{1,3})[)\].:\s]*(?P<name>.*)")


def _number_of(known: Names, typed: str) -> int | None:
    names = {normalise(name): number for number, called in known.items() for name in called}
    if (named_so := names.get(normalise(typed, 100))) is not None:
        return named_so
    match = _NUMBERED.fullmatch(half_width(typed[:100]))
    if match is None:
        return None
    number = int(match["number"])
    return number if names.get(normalise(match["name"]), number) == number else None
