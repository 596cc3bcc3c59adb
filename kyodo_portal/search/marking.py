"""Showing where the words are: found in the normalised text, marked in the text as it was written."""

import unicodedata
from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from kyodo_portal.search.models import SearchDocument
from kyodo_portal.text import is_kana, normalise

SNIPPET = 120
"""Characters of a text shown around the first word found in it."""

BEFORE = 30
"""Of these, characters before the word."""


def marked_title(document: SearchDocument, words: tuple[str, ...]) -> SafeString:
    """The title as safe HTML, its matched words in <mark>."""
    return _marked(document.title, _spans(document.title, words))


def snippet(document: SearchDocument, words: tuple[str, ...]) -> SafeString:
    """A piece of the document's words as safe HTML: around the first word found beyond the title,
    or its beginning when all words stand in the title."""
    lines = document.body.split("\n")
    texts = document.text.split("\n")
    in_title = texts[0]
    told = [
        (line, text)
        for line, text in zip(lines[1:], texts[1:], strict=True)
        if text not in in_title
    ]
    # A フリガナ tells a reader little: shown only where nothing else has the word.
    told.sort(key=lambda pair: is_kana(pair[0]))
    wanted = [word for word in words if word not in in_title] or list(words)
    for word in wanted:
        for line, text in told:
            if word in text:
                return _cut(line, _spans(line, words), _first_of(line, word))
    line = next((line for line, _ in told if len(line) > BEFORE), told[0][0] if told else "")
    return _cut(line, [], 0)


def _first_of(line: str, word: str) -> int:
    spans = _spans(line, (word,))
    return spans[0][0] if spans else 0


def _cut(line: str, spans: list[tuple[int, int]], first: int) -> SafeString:
    start = max(0, first - BEFORE)
    end = start + SNIPPET
    inside = [
        (max(low, start) - start, min(high, end) - start)
        for low, high in spans
        if low < end and high > start
    ]
    html = _marked(line[start:end], inside)
    return mark_safe(  # noqa: S308 - put together from escaped pieces
        ("…" if start else "") + html + ("…" if end < len(line) else "")
    )


def _marked(text: str, spans: list[tuple[int, int]]) -> SafeString:
    pieces: list[str] = []
    end = 0
    for low, high in spans:
        pieces += [escape(text[end:low]), "<mark>", escape(text[low:high]), "</mark>"]
        end = high
    pieces.append(escape(text[end:]))
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
