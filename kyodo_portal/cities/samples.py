"""What in a profile is still the sample's: words that stand for a city's own until it has written them."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path as File
from typing import Any

from kyodo_portal.cities.mistakes import key_of
from kyodo_portal.cities.positions import Path
from kyodo_portal.cities.profile import City

_SAMPLE = re.compile(r"見本|〇〇|○○|例示|\bexample\.|000-000-0000|999997")


STARTING_FILE = File(__file__).parent / "starting_file.txt"
_TEXT = re.compile(r'"([^"\n]{11,}[^a-z"\n])"')
"""A sentence of the starting file; shorter words (a name, a key) may well be a city's own too."""


def samples_in(profile: City) -> list[tuple[str, str]]:
    """Every place that still says what a sample says, as (key, text), in the order of the profile."""
    shown = _shown_as_examples()
    return [
        (key_of(path), text)
        for path, text in _texts(profile, ())
        if _SAMPLE.search(text) or text in shown
    ]


@cache
def _shown_as_examples() -> frozenset[str]:
    """The sentences by which the starting file shows what may be written."""
    lines = STARTING_FILE.read_text(encoding="utf-8").splitlines()
    return frozenset(text for line in lines if line.startswith("#") for text in _TEXT.findall(line))


def _texts(thing: Any, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(thing, str):
        yield path, thing
    elif isinstance(thing, tuple):
        for place, part in enumerate(thing):
            yield from _texts(part, (*path, place))
    elif is_dataclass(thing):
        for each in fields(thing):
            if not each.metadata.get("inside"):
                yield from _texts(getattr(thing, each.name), (*path, each.name))
