"""A line of text as it is shown, and where in it words are: as they are written, however that is, or
as they are read aloud."""

import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString

from kyodo_portal.search.pages import beginnings
from kyodo_portal.search.wordings import seen_by
from kyodo_portal.words.readings import READING, without_readings
from kyodo_portal.words.text import normalise


class Readings(Enum):
    """Whether words may bear a reading (`kyodo_portal.words.readings`), and whether it is shown."""

    NONE = 0
    SHOWN = 1
    KNOWN = 2


@dataclass(frozen=True, slots=True)
class Line:
    """A line to be shown. `shown` is what stands for each letter of `text`: the letter itself, or for
    a word with its reading all of it in the place of its first letter. `aloud` is the text with the
    readings in the place of their words, `origins` for each letter of it where its origin begins and
    ends, and `heard` where in it a reading begins."""

    text: str
    shown: Sequence[str]
    aloud: str = ""
    origins: Sequence[tuple[int, int]] = ()
    heard: Collection[int] = ()

    def spans(self, words: tuple[str, ...]) -> list[tuple[int, int]]:
        """Where the words are; those that are not written here, where they are read."""
        spans = _spans(self.text, words)
        if self.aloud:
            written = normalise(self.text)
            only_read = tuple(word for word in words if len(word) > 1 and word not in written)
            for low, high in _spans(self.aloud, only_read):
                if low in self.heard:
                    spans.append((self.origins[low][0], self.origins[high - 1][1]))
        return merged(spans)

    def reads(self, word: str) -> bool:
        """Whether something here is read so."""
        return self.aloud != "" and word in normalise(self.aloud) and bool(self.spans((word,)))

    def whole(self, low: int, high: int) -> tuple[int, int]:
        """The same place, widened so that no word is parted from its reading."""
        while 0 < low < len(self.shown) and not self.shown[low]:
            low -= 1
        while high < len(self.shown) and not self.shown[high]:
            high += 1
        return low, high

    def piece(self, low: int, high: int) -> SafeString:
        return escape("".join(self.shown[low:high]))


def line_of(written: str, readings: Readings) -> Line:
    return Line(written, written) if readings is Readings.NONE else _read(written, readings)


@lru_cache(maxsize=1000)  # as many as the guide's pages have in a language
def _read(written: str, readings: Readings) -> Line:
    shown: list[str] = []
    aloud: list[str] = []
    origins: list[tuple[int, int]] = []
    heard: set[int] = set()
    at = end = 0

    def take(plain: str) -> None:
        nonlocal at
        shown.extend(plain)
        aloud.append(plain)
        origins.extend((place, place + 1) for place in range(at, at + len(plain)))
        at += len(plain)

    for match in READING.finditer(written):
        word, reading = match.groups()
        take(written[end : match.start()])
        heard.update(beginnings("".join(aloud), len(origins)))
        whole = readings is Readings.SHOWN
        shown += [match.group(), *[""] * (len(word) - 1)] if whole else word
        aloud.append(reading)
        origins += [(at, at + len(word))] * len(reading)
        at += len(word)
        end = match.end()
    take(written[end:])
    return Line(without_readings(written), shown, "".join(aloud), origins, heard)


def _spans(text: str, words: tuple[str, ...]) -> list[tuple[int, int]]:
    """Where in a written text the normalised words are, in order and without overlap. Empty where
    the text cannot be followed letter by letter: nothing is then marked rather than the wrong thing."""
    normalised, starts, ends = _followed(text)
    if normalised.strip() != normalise(text):
        return []
    spans: list[tuple[int, int]] = []
    for word in words:
        seen = seen_by(word, normalised)
        at = seen.find(word)
        while at >= 0:
            spans.append((starts[at], ends[at + len(word) - 1]))
            at = seen.find(word, at + len(word))
    return merged(spans)


def merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for low, high in sorted(spans):
        if merged and low <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(high, merged[-1][1]))
        else:
            merged.append((low, high))
    return merged


def _followed(text: str) -> tuple[str, Sequence[int], Sequence[int]]:
    """The text normalised letter by letter, and for every letter of it where its origin begins and
    ends in the text."""
    one_by_one = list(map(_letter, text))
    normalised = "".join(one_by_one)
    is_plain = "  " not in normalised and not any(map(_belongs_before, text))
    if is_plain and set(map(len, one_by_one)) <= {1}:  # as nearly always: a letter for a letter
        return normalised, range(len(text)), range(1, len(text) + 1)
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    while at < len(text):
        end = at + 1
        while end < len(text) and _belongs_before(text[end]):
            end += 1
        for letter in _letter(text[at:end]):
            if letter == " " and letters and letters[-1] == " ":
                continue
            letters.append(letter)
            starts.append(at)
            ends.append(end)
        at = end
    return "".join(letters), starts, ends


@lru_cache(maxsize=8192)
def _letter(cluster: str) -> str:
    """One letter with its marks, normalised; blanks survive between two letters."""
    return normalise(f"x{cluster}x")[1:-1]


@lru_cache(maxsize=8192)
def _belongs_before(letter: str) -> bool:
    """Marks that change the letter before them, half-width ゛ and ゜ among them."""
    return letter in "ﾞﾟ" or unicodedata.combining(letter) > 0
