"""The map of the actors around what they work for: where each box stands, and its words in lines.

Three lanes as in the picture of the way: citizens, between them and the city, the city. In the middle
stands the goal; from every box a line leads to it. The page gives the same as a list.
"""

import unicodedata
from dataclasses import dataclass

from kyodo_portal.cities import City
from kyodo_portal.words.readings import without_readings

LANES = {"citizens": 4, "between": 124, "city": 244}
"""The left edge of each lane."""

WIDTH, BOX, GAP, LINE, TOP = 112, 56, 16, 18, 44
"""Of a lane; height of a box and of what lies between two; of a line of words; above the first box."""

WIDEST = 14
"""What fits into a line, in letters of which a Japanese one counts as two."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of words by its middle."""

    x: int
    y: int
    text: str


@dataclass(frozen=True, slots=True)
class Box:
    """An actor, or the goal, on the map: its left and upper edge, and its height."""

    place: str
    x: int
    y: int
    height: int
    lines: tuple[Line, ...]

    @property
    def middle(self) -> tuple[int, int]:
        return self.x + WIDTH // 2, self.y + self.height // 2


@dataclass(frozen=True, slots=True)
class Map:
    """The whole picture."""

    height: int
    goal: Box
    boxes: tuple[Box, ...]


def map_of(city: City) -> Map | None:
    """The map in the language of the page; None for a city that draws none."""
    if city.actor_map is None:
        return None
    lanes = {
        place: [_wrapped(city.said(actor.name)) for actor in city.actors if actor.place == place]
        for place in LANES
    }
    goal = _wrapped(city.said(city.actor_map.goal))
    half = (len(lanes["between"]) + 1) // 2
    middle = [*lanes["between"][:half], goal, *lanes["between"][half:]]
    box = max(BOX, LINE * max(map(len, (*middle, *lanes["citizens"], *lanes["city"]))) + 20)
    rows = max(len(middle), len(lanes["citizens"]), len(lanes["city"]))
    height = TOP + rows * (box + GAP)
    drawn = {
        place: _stacked(place, words, box, height)
        for place, words in ({**lanes, "between": middle}).items()
    }
    goal_box = drawn["between"].pop(half)
    return Map(height, goal_box, tuple(each for boxes in drawn.values() for each in boxes))


def _stacked(place: str, words: list[list[str]], box: int, height: int) -> list[Box]:
    """The boxes of a lane, spread over its height."""
    step = (height - TOP) / max(1, len(words))
    tops = [round(TOP + step * at + (step - box) / 2) for at in range(len(words))]
    return [_box(place, top, box, lines) for top, lines in zip(tops, words, strict=True)]


def _box(place: str, top: int, height: int, words: list[str]) -> Box:
    x = LANES[place]
    first = top + height // 2 - LINE * (len(words) - 1) // 2 + 5
    lines = (Line(x + WIDTH // 2, first + LINE * at, text) for at, text in enumerate(words))
    return Box(place, x, top, height, tuple(lines))


def _wrapped(name: str) -> list[str]:
    """A name in lines that fit: broken after ・ and before （, between words, or where it must be."""
    plain = without_readings(name)
    for sign in ("・", " "):
        plain = plain.replace(sign, f"{sign}\n")
    plain = plain.replace("（", "\n（")
    lines = [""]
    for piece in plain.split("\n"):
        for letters in _cut(piece):
            if _wide(lines[-1] + letters) <= WIDEST:
                lines[-1] += letters
            else:
                lines.append(letters)
    return [line.strip() for line in lines if line.strip()]


def _cut(piece: str) -> list[str]:
    parts = [""]
    for letter in piece:
        if _wide(parts[-1] + letter) > WIDEST:
            parts.append("")
        parts[-1] += letter
    return parts


def _wide(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(each) in "WFA" else 1 for each in text.rstrip())
