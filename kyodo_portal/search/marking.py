"""Showing where the words are: found in the normalised text, marked in the text as it was written."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from kyodo_portal.readings import READING, without_readings
from kyodo_portal.text import is_kana, normalise

SNIPPET = 120
"""Characters of a text shown around the first word found in it."""

BEFORE = 30
"""Of these, characters before the word."""


class Written(Protocol):
    """What has words to be marked: a document, or a part of a page."""

    @property
    def title(self) -> str: ...
    @property
    def body(self) -> str: ...
    @property
    def text(self) -> str: ...


@dataclass(frozen=True, slots=True)
class _Line:
    """A line to be shown. `shown` is what stands for each letter of `text`: the letter itself, or for
    a word with its reading all of it in the place of its first letter."""

    text: str
    shown: Sequence[str]

    def whole(self, low: int, high: int) -> tuple[int, int]:
        """The same place, widened so that no word is parted from its reading."""
        while 0 < low < len(self.shown) and not self.shown[low]:
            low -= 1
        while high < len(self.shown) and not self.shown[high]:
            high += 1
        return low, high

    def piece(self, low: int, high: int) -> SafeString:
        return escape("".join(self.shown[low:high]))


def _line(written: str, *, readings: bool) -> _Line:
    if not readings:
        return _Line(written, written)
    shown: list[str] = []
    end = 0
    for match in READING.finditer(written):
        word = match.group(1)
        shown += [*written[end : match.start()], match.group(), *[""] * (len(word) - 1)]
        end = match.end()
    return _Line(without_readings(written), [*shown, *written[end:]])


def marked_title(
    document: Written, words: tuple[str, ...], *, readings: bool = False
) -> SafeString:
    """The title as safe HTML, its matched words in <mark>. With `readings`, words may bear theirs
    (`kyodo_portal.readings`), and keep them."""
    line = _line(document.title, readings=readings)
    return _marked(line, _spans(line.text, words), 0, len(line.text))


def snippet(document: Written, words: tuple[str, ...], *, readings: bool = False) -> SafeString:
    """A piece of the document's words as safe HTML: around the first word found beyond the title,
    or its beginning when all words stand in the title."""
    lines = [_line(line, readings=readings) for line in document.body.split("\n")]
    texts = document.text.split("\n")
    in_title = texts[0]
    told = [
        (line, text)
        for line, text in zip(lines[1:], texts[1:], strict=True)
        if text not in in_title
    ]
    # A フリガナ tells a reader little: shown only where nothing else has the word.
    told.sort(key=lambda pair: is_kana(pair[0].text))
    wanted = [word for word in words if word not in in_title] or list(words)
    for word in wanted:
        for line, text in told:
            if word in text:
                return _cut(line, _spans(line.text, words), _first_of(line.text, word))
    line = next(
        (line for line, _ in told if len(line.text) > BEFORE), told[0][0] if told else _Line("", "")
    )
    return _cut(line, [], 0)


def _first_of(line: str, word: str) -> int:
    spans = _spans(line, (word,))
    return spans[0][0] if spans else 0


def _cut(line: _Line, spans: list[tuple[int, int]], first: int) -> SafeString:
    start = max(0, first - BEFORE)
    start, end = line.whole(start, min(start + SNIPPET, len(line.text)))
    html = _marked(line, spans, start, end)
    return mark_safe(  # noqa: S308 - put together from escaped pieces
        ("…" if start else "") + html + ("…" if end < len(line.text) else "")
    )


def _marked(line: _Line, spans: list[tuple[int, int]], start: int, end: int) -> SafeString:
    pieces: list[str] = []
    at = start
    for low, high in _merged([line.whole(*span) for span in spans]):
        if low < end and high > start:
            low, high = max(low, start), min(high, end)
            pieces += [line.piece(at, low), "<mark>", line.piece(low, high), "</mark>"]
            at = high
    pieces.append(line.piece(at, end))
    return mark_safe("".join(pieces))  # noqa: S308 - every piece is escaped


def _spans(text: str, words: tuple[str, ...]) -> list[tuple[int, int]]:
    """Where in a written text the normalised words are, in order and without overlap. Empty where
    the text cannot be followed letter by letter: nothing is then marked rather than the wrong thing."""
    normalised, starts, ends = _followed(text)
    if normalised.strip() != normalise(text):
        return []
    spans: list[tuple[int, int]] = []
    for word in words:
        at = normalised.find(word)
        while at >= 0:
            spans.append((starts[at], ends[at + len(word) - 1]))
            at = normalised.find(word, at + len(word))
    return _merged(spans)


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for low, high in sorted(spans):
        if merged and low <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(high, merged[-1][1]))
        else:
            merged.append((low, high))
    return merged


def _followed(text: str) -> tuple[str, list[int], list[int]]:
    """The text normalised letter by letter, and for every letter of it where its origin begins and
    ends in the text."""
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
