"""Which titles are offered while somebody types: those that are called so, or read so."""

import re
from collections.abc import Iterable
from itertools import pairwise

from kyodo_portal.search.marking import is_reading_of
from kyodo_portal.search.models import SearchDocument
from kyodo_portal.search.queries import Query
from kyodo_portal.search.wordings import seen_by, stands
from kyodo_portal.words.text import is_kana, normalise

BEGINNING, BEGINNING_OF_WORD, WITHIN, WITHIN_READING = range(4)
"""Where in a title or its reading a word can stand, the most telling first."""

_KANA = re.compile("[ぁ-ゖー]+")
_SAME_WORD = re.compile(r"\w")
_PARTICLES = "とのやでにをへもがは"


def titles_called(documents: Iterable[SearchDocument], query: Query) -> list[str]:
    """The titles that have every word in one of its ways, as written or in their フリガナ: first those that begin so, then
    those of which a word begins so, the newest first. Kana that only stand inside a word (はな in
    おはなし, えん in コウエン) are offered when nothing else is."""
    placed = [
        (place, document)
        for document in documents
        if (place := place_of(query, document)) is not None
    ]
    if any(place < WITHIN for place, _ in placed):
        last = BEGINNING_OF_WORD if _KANA.fullmatch(query.words[0]) else WITHIN
        placed = [(place, document) for place, document in placed if place <= last]
    placed.sort(key=lambda one: one[1].dated_at, reverse=True)
    placed.sort(key=lambda one: one[0])
    return list(dict.fromkeys(document.title for _, document in placed))


def place_of(query: Query, document: SearchDocument) -> int | None:
    """Where the title has the words: the best place of the first, None when it lacks one."""
    title = document.text.partition("\n")[0]
    reading = normalise(reading_of_title(document))
    there = [
        [way for way in ways if stands(way, title) or stands(way, reading)]
        for ways in query.all_ways
    ]
    if not query or not all(there):
        return None
    return min(
        min(_place(way, title, WITHIN), _place(way, reading, WITHIN_READING)) for way in there[0]
    )


def reading_of_title(document: SearchDocument) -> str:
    """The フリガナ of the title, or of the name that the title begins with; empty where it has none."""
    lines = document.body.split("\n", 3)[:3]
    for name, kana in pairwise(lines):
        if is_kana(kana) and lines[0].startswith(name) and is_reading_of(kana, name):
            return kana
    return ""


def _place(word: str, text: str, within: int) -> int:
    """The place of the first of the word's occurrences that begins a word, or of any."""
    text = seen_by(word, text)
    if text.startswith(word):
        return BEGINNING
    starts = [match.start() for match in re.finditer(re.escape(word), text)]
    if any(_begins_word(text, start) for start in starts):
        return BEGINNING_OF_WORD
    return within if starts else WITHIN_READING


def _begins_word(text: str, start: int) -> bool:
    """After a blank or a sign, where kana begin or end (in 「親子こども食堂」 こども and 食堂), and
    behind a particle alone (in 「市民とこども」 こども)."""
    before, here = text[start - 1], text[start]
    if not _SAME_WORD.match(before) or _is_kana(before) != _is_kana(here):
        return True
    return before in _PARTICLES and start > 1 and not _is_kana(text[start - 2])


def _is_kana(letter: str) -> bool:
    return _KANA.match(letter) is not None
