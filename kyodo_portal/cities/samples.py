"""What in a profile is still the sample's: words that stand for a city's own until it has written them."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from kyodo_portal.cities.mistakes import key_of
from kyodo_portal.cities.positions import Path
from kyodo_portal.cities.profile import City

_SAMPLE = re.compile(r"見本|〇〇|○○|例示|\bexample\.|000-000-0000|999997")


def samples_in(profile: City) -> list[tuple[str, str]]:
    """Every place that still says what a sample says, as (key, text), in the order of the profile."""
    return [(key_of(path), text) for path, text in _texts(profile, ()) if _SAMPLE.search(text)]


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
