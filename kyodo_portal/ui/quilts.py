"""The quilt of a record: the picture that stands for it where it has no photo.

Five by three cells. The field of the record gives shapes and colours (`quilts.toml`), its number gives
their order: two records of one field look alike and differ, and each keeps its quilt for good. It is
decoration and says nothing: beside it stands the field in words.
"""

import hashlib
import tomllib
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import count
from pathlib import Path
from typing import TypeVar

from django.urls import reverse

COLUMNS, ROWS, SIDE = 5, 3, 64
WIDTH, HEIGHT = COLUMNS * SIDE, ROWS * SIDE
"""Of a quilt, in its own units."""

EVERY_FIELD = 0
"""Whose quilt is made of the shapes of all fields: of a record without a field, or with one of the
city's own."""

DIFFERENT = 1_000
"""So many quilts there are of each field."""

WHITE = "#fff"

Item = TypeVar("Item")
Colours = tuple[str, str, str, str, str]
"""Two grounds, and the three colours of a shape."""


@cache
def _drawn() -> tuple[dict[int, tuple[Colours, list[str]]], dict[str, str]]:
    """The colours and the names of the shapes of each field; the shapes by their names."""
    told = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    fields = {
        row["number"]: (tuple(told["colours"][row["colours"]]), row["shapes"])
        for row in told["fields"]
    }
    return fields, told["shapes"]


def quilt_url(field: int | None, record: int) -> str:
    """Where the quilt of the record with this number is, by the number of its field."""
    known = field if field in _drawn()[0] else EVERY_FIELD
    return reverse("quilt", args=[known, record % DIFFERENT])


def is_quilt(field: int, number: int) -> bool:
    return (field == EVERY_FIELD or field in _drawn()[0]) and number < DIFFERENT


class _Choices:
    """Choices that are the same whenever they are made for the same name, on every machine."""

    def __init__(self, name: str) -> None:
        self.numbers = (
            byte for n in count() for byte in hashlib.sha256(f"{name}-{n}".encode()).digest()
        )

    def one_of(self, items: Sequence[Item]) -> Item:
        return items[next(self.numbers) % len(items)]


@lru_cache(maxsize=500)
def quilt(field: int, number: int) -> str:
    """The picture as SVG, with attributes only: no styles, no scripts, no words."""
    fields, _shapes = _drawn()
    choose = _Choices(f"{field}-{number}")
    cells: list[str] = []
    shown: dict[tuple[int, int], str] = {}
    for y in range(ROWS):
        for x in range(COLUMNS):
            colours, names = fields[field or choose.one_of(list(fields))]
            if (x + y) % 2:
                cells.append(_cell(x, y, *_plain(choose, colours)))
                continue
            around = {shown.get((x - 1, y - 1)), shown.get((x + 1, y - 1))}
            shown[x, y] = choose.one_of([name for name in names if name not in around] or names)
            ground = choose.one_of((*colours[:2], WHITE))
            cells.append(_cell(x, y, ground, _shape(shown[x, y], colours)))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}"'
        f' width="{WIDTH}" height="{HEIGHT}">{"".join(cells)}</svg>\n'
    )


def _cell(x: int, y: int, ground: str, content: str) -> str:
    return (
        f'<svg x="{x * SIDE}" y="{y * SIDE}" width="{SIDE}" height="{SIDE}" viewBox="0 0 64 64">'
        f'<path d="M0 0h65v65H0z" fill="{ground}"/>{content}</svg>'
    )


def _shape(name: str, colours: Colours) -> str:
    drawn = _drawn()[1][name]
    for word, colour in zip(("MAIN", "STRONG", "SPOT"), colours[2:], strict=True):
        drawn = drawn.replace(word, colour)
    return drawn


def _plain(choose: _Choices, colours: Colours) -> tuple[str, str]:
    """A cell between two shapes, which says nothing: its ground, and what stands on it."""
    light, middle, main = colours[:3]
    ground = choose.one_of((light, middle, middle, light, main))
    soft = {light: middle, middle: light}.get(ground, middle)
    strong = WHITE if ground == main else main
    dots = (
        f'<circle cx="{10 + 22 * i}" cy="{10 + 22 * j}" r="4" fill="{strong}"/>'
        for i in range(3)
        for j in range(3)
    )
    lines = (
        f'<path d="M8 {y}h48" stroke="{strong}" stroke-width="4" stroke-linecap="round"/>'
        for y in (16, 32, 48)
    )
    return ground, choose.one_of(
        (
            f'<path d="M0 64A64 64 0 0 1 64 0v64z" fill="{soft}"/>',
            f'<path d="M0 0h64A64 64 0 0 1 0 64z" fill="{soft}"/>',
            f'<path d="M0 32a32 32 0 0 1 64 0v32H0z" fill="{soft}"/>',
            f'<circle cx="32" cy="32" r="32" fill="{soft}"/>',
            f'<path d="M0 0h64L0 64z" fill="{soft}"/>',
            "".join(dots),
            "".join(lines),
        )
    )
