"""Charts drawn on the server: values in, places on the paper out. The templates write the SVG.

Every chart is 360 units wide, so that it can be read on a phone without being shrunk, and stands
beside a table of the same values, which is what screen readers read. A meaning is carried by shape
and words as well as by colour. Pure functions: they know nothing of projects or evaluations.
"""

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from kyodo_portal.words.readings import without_readings

WIDTH = 360
"""The width of every chart in its own units; the style sheet decides how large a unit is."""

LINE = 20
"""The height of a line of text."""

FIRST_CJK = "\u2e80"
"""Where in Unicode the scripts begin that may be broken after any letter."""

LABEL_EMS, LABEL_LINES = 22, 2
"""How much of a label is drawn: full-width letters in a line, and lines. The table has it whole."""


@dataclass(frozen=True, slots=True)
class Text:
    """A line of text and where it begins."""

    x: float
    y: float
    words: str


@dataclass(frozen=True, slots=True)
class Point:
    x: float
    y: float


def ems(words: str) -> float:
    """The width of a text in full-width letters: Latin letters and half-width kana count half."""
    wide = sum(unicodedata.east_asian_width(letter) in "WFA" for letter in words)
    return (wide + len(words)) / 2


def wrapped(words: str, width: float = LABEL_EMS, lines: int = LABEL_LINES) -> list[str]:
    """A label cut into lines of at most `width` full-width letters; what does not fit ends in …"""
    rest = " ".join(without_readings(str(words)).split())
    made: list[str] = []
    while rest and len(made) < lines:
        fits = _fitting(rest, width)
        if len(fits) < len(rest) and len(made) == lines - 1:
            made.append(_fitting(rest, width - 1).rstrip() + "…")
            return made
        made.append(fits.strip())
        rest = rest[len(fits) :].lstrip()
    return made


def _fitting(words: str, width: float) -> str:
    """The longest beginning that fits, without a torn word where words are parted by spaces; at
    least one letter, so that wrapping always gets on."""
    used = 0.0
    for place, letter in enumerate(words):
        used += ems(letter)
        if used > width and place:
            torn = all(" " < each < FIRST_CJK for each in words[place - 1 : place + 1])
            space = words.rfind(" ", 0, place)
            return words[:space] if torn and space > 0 else words[:place]
    return words


# ---- two ratings of each item, beside each other -------------------------------------------------


@dataclass(frozen=True, slots=True)
class Pair:
    """One item as two sides rated it, in steps from 1; None where a side said nothing."""

    label: str
    first: int | None
    second: int | None

    @property
    def gap(self) -> int | None:
        if self.first is None or self.second is None:
            return None
        return abs(self.first - self.second)


@dataclass(frozen=True, slots=True)
class PairRow:
    """One item as drawn: its label, its rail, both marks, and the gap between them in words, wide from
    `wide` steps on."""

    label: list[Text]
    rail_y: float
    first: Point | None
    second: Point | None
    gap: int | None
    note: Text | None
    wide: int

    @property
    def is_wide(self) -> bool:
        return self.gap is not None and self.gap >= self.wide


@dataclass(frozen=True, slots=True)
class PairChart:
    """Items one under the other on one scale; the first side's marks above each rail. The key to
    the marks takes the first line, the names of the steps the second."""

    height: float
    scale: list[Text]
    rows: list[PairRow]
    width: int = WIDTH


SCALE_LEFT, SCALE_RIGHT = 20, 260
"""Where the lowest and the highest step lie; to the right of it stands the gap in words."""

LANE = 8
"""How far a mark lies above or below its rail, so that equal ratings do not hide each other."""


def pair_chart(pairs: Sequence[Pair], steps: Sequence[str], wide: int) -> PairChart:
    """Both sides' ratings on the scale `steps`, named from the lowest to the highest; a gap of `wide` steps
    or more is drawn as a wide one."""

    def x_of(step: int) -> float:
        return SCALE_LEFT + (SCALE_RIGHT - SCALE_LEFT) * (step - 1) / max(len(steps) - 1, 1)

    y, rows = 2 * LINE + 14.0, []
    for pair in pairs:
        lines = wrapped(pair.label)
        label = [Text(0, y + LINE * (place + 1) - 4, line) for place, line in enumerate(lines)]
        rail = y + LINE * len(lines) + 4 + LANE + 7
        words = _gap_words(pair)
        rows.append(
            PairRow(
                label=label,
                rail_y=rail,
                first=None if pair.first is None else Point(x_of(pair.first), rail - LANE),
                second=None if pair.second is None else Point(x_of(pair.second), rail + LANE),
                gap=pair.gap,
                note=Text(SCALE_RIGHT + 20, rail + 5, words),
                wide=wide,
            )
        )
        y = rail + LANE + 7 + 10
    scale = [Text(x_of(number), 2 * LINE + 2, name) for number, name in enumerate(steps, start=1)]
    return PairChart(height=y, scale=scale, rows=rows)


def _gap_words(pair: Pair) -> str:
    if pair.gap is None:
        return gettext("一方だけ") if (pair.first or pair.second) else gettext("評価なし")
    return gettext("差 {gap}段階").format(gap=pair.gap) if pair.gap else gettext("同じ")


# ---- amounts as bars -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Bar:
    """One amount as drawn: its label above, the bar from the left edge, the amount behind it."""

    label: list[Text]
    y: float
    width: float
    amount: Text


@dataclass(frozen=True, slots=True)
class BarChart:
    """Amounts one under the other, the longest bar reaching `BAR_RIGHT`."""

    height: float
    bars: list[Bar]
    width: int = WIDTH


BAR_RIGHT, BAR_HEIGHT = 270, 14


def bar_chart(
    amounts: Iterable[tuple[str, int]],
    *,
    unit: str = "",
    told: Callable[[int], str] = "{:,}".format,
) -> BarChart:
    """Horizontal bars in the order given. Nothing is drawn for zero, and something for the least
    amount above it. Each amount is written as `told` tells it, and its unit behind it."""
    rows = list(amounts)
    most = max((amount for _, amount in rows), default=0)
    y, bars = 0.0, []
    for label, amount in rows:
        lines = wrapped(label)
        texts = [Text(0, y + LINE * (place + 1) - 4, line) for place, line in enumerate(lines)]
        top = y + LINE * len(lines) + 2
        long = max(BAR_RIGHT * amount / most, 2.0) if most and amount > 0 else 0.0
        behind = Text(round(long, 1) + 8, top + BAR_HEIGHT - 2, f"{told(amount)}{unit}")
        bars.append(Bar(label=texts, y=top, width=round(long, 1), amount=behind))
        y = top + BAR_HEIGHT + 10
    return BarChart(height=y, bars=bars)


# ---- a figure year by year -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Column:
    """One year as drawn: its column on the ground line, its figure above, its name beneath."""

    x: float
    y: float
    width: float
    height: float
    amount: Text
    name: Text | None


@dataclass(frozen=True, slots=True)
class YearChart:
    """A figure year by year, from the left."""

    columns: list[Column]
    ground: float
    height: float
    width: int = WIDTH


COLUMNS_HEIGHT, MOST_NAMES = 120, 8


def year_chart(amounts: Sequence[tuple[str, int]]) -> YearChart:
    """Columns side by side in the order given. Where there are many, every second or third is
    named, the last one always; the table names them all."""
    most = max((amount for _, amount in amounts), default=0)
    ground = LINE + COLUMNS_HEIGHT
    room = WIDTH / max(len(amounts), 4)
    stride = -(-len(amounts) // MOST_NAMES) or 1
    columns = []
    for place, (name, amount) in enumerate(amounts):
        tall = max(COLUMNS_HEIGHT * amount / most, 2.0) if most and amount > 0 else 0.0
        middle = round(room * (place + 0.5), 1)
        named = (len(amounts) - 1 - place) % stride == 0
        columns.append(
            Column(
                x=round(room * (place + 0.15), 1),
                y=round(ground - tall, 1),
                width=round(room * 0.7, 1),
                height=round(tall, 1),
                amount=Text(middle, round(ground - tall - 5, 1), f"{amount:,}"),
                name=Text(middle, ground + LINE, name) if named else None,
            )
        )
    return YearChart(columns=columns, ground=ground, height=ground + LINE + 8)
