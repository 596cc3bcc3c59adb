"""On which line of a TOML file each of its keys stands: what `tomllib` reads and does not tell."""

import re
from collections import Counter
from collections.abc import Mapping

Path = tuple[str | int, ...]
"""Where something stands: ("actors", 2, "roles", 0, "name") is the name of the first role of the third actor."""

_APART = re.compile(
    r'"""(?:\\.|[^\\])*?"""|\'\'\'.*?\'\'\'|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|#[^\n]*', re.DOTALL
)
_LIST_HEAD = re.compile(r"\[\[\s*([\w.-]+)\s*\]\]")
_HEAD = re.compile(r"\[\s*([\w.-]+)\s*\]")
_KEY = re.compile(r"([\w.-]+)\s*=(.*)")


def positions(content: str) -> dict[Path, int]:
    """Tables, rows and keys with their lines, counted from 1. The rows of a list written as inline
    tables are found where each begins on a line of its own, as people write them."""
    found: dict[Path, int] = {}
    rows: Counter[Path] = Counter()
    within: Path = ()
    open_list: Path = ()
    depth = 0
    for number, line in enumerate(_without_texts(content).split("\n"), start=1):
        text = line.strip()
        if depth:
            if text.startswith("{"):
                found.setdefault((*open_list, rows[open_list]), number)
                rows[open_list] += 1
            depth += _opened(text)
        elif head := _LIST_HEAD.match(text):
            path = _full(head[1], rows)
            within = (*path, rows[path])
            rows[path] += 1
            found.setdefault(path, number)
            found[within] = number
        elif head := _HEAD.match(text):
            within = _full(head[1], rows)
            found.setdefault(within, number)
        elif key := _KEY.match(text):
            open_list = (*within, *key[1].split("."))
            found.setdefault(open_list, number)
            depth += _opened(key[2])
    return found


def line_of(path: Path, lines: Mapping[Path, int]) -> int:
    """The line of what is there, or of what it would stand in."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)


def _without_texts(content: str) -> str:
    """The file without comments and with every text emptied, its lines as they were."""
    return _APART.sub(
        lambda text: "" if text[0][0] == "#" else '""' + "\n" * text[0].count("\n"), content
    )


def _opened(text: str) -> int:
    return sum(text.count(sign) for sign in "[{") - sum(text.count(sign) for sign in "]}")


def _full(dotted: str, rows: Mapping[Path, int]) -> Path:
    """The path of a heading: `[[actors.roles]]` belongs to the latest of the actors."""
    path: Path = ()
    for step in dotted.split("."):
        if rows.get(path):
            path = (*path, rows[path] - 1)
        path = (*path, step)
    return path
