"""Two readings of the same city, held against each other."""

import difflib
import json
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

Reading = dict[tuple[str, str], list[str]]


def reading_of(files: Iterable[Path]) -> Reading:
    """What each person was told at each address, from the files of one reading."""
    reading: Reading = {}
    for kept in files:
        pages: dict[str, list[str]] = {}
        for line in kept.read_text().splitlines():
            row = json.loads(line)
            if "lines" in row:
                pages[row["page"]] = row["lines"]
            else:
                reading[row["who"], row["path"]] = pages[row["page"]]
    return reading


def differences(before: Reading, after: Reading) -> dict[tuple[str, ...], list[str]]:
    """Every way in which an answer changed, as the lines that went and came, with the answers that
    changed so. An answer that only one reading has is a difference too."""
    found: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for who, path in sorted(before.keys() | after.keys()):
        old, new = before.get((who, path)), after.get((who, path))
        if old != new:
            found[_change(old or [], new or [])].append(f"{path} as {who}")
    return dict(sorted(found.items(), key=lambda item: -len(item[1])))


def _change(old: list[str], new: list[str]) -> tuple[str, ...]:
    lines = difflib.unified_diff(old, new, lineterm="", n=0)
    return tuple(line for line in lines if not line.startswith(("---", "+++", "@@")))
