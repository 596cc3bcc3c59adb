"""Showing where the words are: found in the normalised text, marked in the text as it was written."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Protocol

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from kyodo_portal.search.lines import Line, Readings, line_of, merged
from kyodo_portal.search.wordings import stands
from kyodo_portal.words.text import is_kana, normalise, to_katakana

SNIPPET = 120
"""Characters of a text shown around the first word found in it."""

BEFORE = 30
"""Of these, characters before the word."""

LONGEST_NAME = 60
"""Letters of a name that can be shown with its reading."""

_KANA = re.compile("[ァ-ヺー]+")


class Written(Protocol):
    """What has words to be marked: a document, or a part of a page."""

    @property
    def title(self) -> str: ...
    @property
    def body(self) -> str: ...
    @property
    def text(self) -> str: ...


def marked_title(
    document: Written, words: tuple[str, ...], *, readings: Readings = Readings.NONE
) -> SafeString:
    """The title as safe HTML, its matched words in <mark>; a word that bears a reading is also marked
    where it is read so."""
    line = line_of(document.body.partition("\n")[0] if readings.value else document.title, readings)
    return _marked(line, line.spans(words), 0, len(line.text))


def marked_text(text: str, words: tuple[str, ...]) -> SafeString:
    """One line of text with its readings as safe HTML, its matched words in <mark>."""
    line = line_of(text, Readings.SHOWN)
    return _marked(line, line.spans(words), 0, len(line.text))


def snippet(
    document: Written, words: tuple[str, ...], *, readings: Readings = Readings.NONE
) -> SafeString:
    """A piece of the document's words as safe HTML: around the first word found beyond the title,
    or its beginning when all words stand in the title. What is only a フリガナ tells a reader little:
    where nothing else has the word, it is shown behind the name it belongs to."""
    written = document.body.split("\n")
    in_title, *texts = document.text.split("\n")
    title = line_of(written[0], readings)
    told = [pair for pair in zip(written[1:], texts, strict=True) if pair[1] not in in_title]
    missing = [word for word in words if not stands(word, in_title) and not title.reads(word)]
    for word in missing or words:
        for line in _with_word(word, told, readings):
            return _around(line, word, words)
    for word in missing:
        for kana, line in _in_kana(written):
            if word in normalise(kana):
                return _around(line, word, words)
    first = _NOTHING
    for raw, _ in told:
        line = line_of(raw, readings)
        if is_kana(line.text):
            continue
        if len(line.text) > BEFORE:
            return _cut(line, [], 0)
        first = first if first.text else line
    return _cut(first, [], 0)


_NOTHING = Line("", "")


def _with_word(word: str, told: list[tuple[str, str]], readings: Readings) -> Iterator[Line]:
    """Of lines and their normalised texts those with the word, but for a フリガナ. A page of results
    has hundreds of lines and shows a few: the others are not read."""
    for written, text in told:
        is_written = stands(word, text)
        if is_written or readings.value:
            line = line_of(written, readings)
            if (is_written or line.reads(word)) and not is_kana(line.text):
                yield line


def opening(text: str, words: tuple[str, ...]) -> SafeString:
    """A text of few sentences as safe HTML: around the first word found in it, or its beginning."""
    line = line_of(" ".join(text.split()), Readings.SHOWN)
    spans = line.spans(words)
    return _cut(line, spans, spans[0][0] if spans and spans[0][0] > SNIPPET else 0)


def _in_kana(lines: list[str]) -> Iterator[tuple[str, Line]]:
    """The lines of kana alone, each as it is shown: one that reads the line before it is its フリガナ
    and stands behind it in parentheses."""
    for name, kana in pairwise(lines):
        if is_kana(kana):
            named = gettext("{name}（{reading}）").format(name=name, reading=kana)
            line = named if is_reading_of(kana, name) else kana
            yield kana, Line(line, line)


def is_reading_of(kana: str, name: str) -> bool:
    """Whether a フリガナ can be that of a name: it has the name's own kana in their order."""
    kana, at = kana.replace(" ", ""), 0
    for run in _KANA.findall(to_katakana(name)):
        at = kana.find(run, at) + len(run)
        if at < len(run):
            return False
    return len(kana) >= len(name.replace(" ", "")) and len(name) <= LONGEST_NAME


def _around(line: Line, word: str, words: tuple[str, ...]) -> SafeString:
    """A piece of the line around the first place of one of the words, all of them marked."""
    spans = line.spans(words)
    own = spans if words == (word,) else line.spans((word,))
    return _cut(line, spans, own[0][0] if own else 0)


def _cut(line: Line, spans: list[tuple[int, int]], first: int) -> SafeString:
    start = max(0, first - BEFORE)
    start, end = _between_words(line.text, start, min(start + SNIPPET, len(line.text)))
    start, end = line.whole(start, end)
    html = _marked(line, spans, start, end)
    return mark_safe(  # noqa: S308 - put together from escaped pieces
        ("…" if start else "") + html + ("…" if end < len(line.text) else "")
    )


def _between_words(text: str, start: int, end: int) -> tuple[int, int]:
    """The same piece, widened so that no word in Latin letters is parted, unless it is no word."""
    low, high = start, end
    while low > 0 and _is_latin(text[low - 1]) and _is_latin(text[low]):
        low -= 1
    while high < len(text) and _is_latin(text[high - 1]) and _is_latin(text[high]):
        high += 1
    return (low if start - low < BEFORE else start), (high if high - end < BEFORE else end)


def _is_latin(letter: str) -> bool:
    return letter.isascii() and letter.isalnum()


def _marked(line: Line, spans: list[tuple[int, int]], start: int, end: int) -> SafeString:
    pieces: list[str] = []
    at = start
    for low, high in merged([line.whole(*span) for span in spans]):
        if low < end and high > start:
            low, high = max(low, start), min(high, end)
            pieces += [line.piece(at, low), "<mark>", line.piece(low, high), "</mark>"]
            at = high
    pieces.append(line.piece(at, end))
    return mark_safe("".join(pieces))  # noqa: S308 - every piece is escaped
