"""Finding written words by how they are read: きょうどう finds 協働.

The readings are those that the portal's own やさしい日本語 and the city's profile bear (`kyodo_portal.words.readings`); nothing is
guessed. A word that it never reads aloud is found as it is written.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation.trans_real import catalog

from kyodo_portal.cities import load_city
from kyodo_portal.search.pages import PagePart, spoken
from kyodo_portal.words.languages import EASY
from kyodo_portal.words.readings import READING, without_readings


@dataclass(frozen=True, slots=True)
class Reader:
    """Knows words and how each of them is mostly read: by the word and the letter after it (行う is
    not read like 行く), and by the word alone."""

    readings: dict[tuple[str, str], str]
    ambiguous: frozenset[str]
    words: dict[str, list[str]]

    @classmethod
    def of(cls, lines: Iterable[str]) -> "Reader":
        """Learn from lines that bear readings."""
        heard: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        for line in lines:
            for match in READING.finditer(line):
                word, reading = match.groups()
                for after in ("", line[match.end() : match.end() + 1]):
                    heard[word, after][reading] += 1
        readings = {key: counts.most_common(1)[0][0] for key, counts in heard.items()}
        ambiguous = frozenset(word for word, after in heard if len(heard[word, ""]) > 1)
        words: defaultdict[str, list[str]] = defaultdict(list)
        for word in sorted({word for word, _ in heard}, key=len, reverse=True):
            words[word[0]].append(word)
        return cls(readings, ambiguous, dict(words))

    def with_readings(self, line: str) -> str:
        """The line, each known word with its reading: ｜協働《きょうどう》."""
        pieces: list[str] = []
        at = 0
        while at < len(line):
            word, reading = self._word_at(line, at)
            pieces.append(f"｜{word}《{reading}》" if reading else word)
            at += len(word)
        return "".join(pieces)

    def _word_at(self, line: str, at: int) -> tuple[str, str]:
        """The longest known word that begins here, and its reading; or one letter without any."""
        for word in self.words.get(line[at], ()):
            if not line.startswith(word, at):
                continue
            end = at + len(word)
            after = line[end : end + 1]
            # One kanji within a longer word, or with an ending never heard, may be read otherwise.
            if len(word) == 1 and (_is_kanji(line[at - 1 : at]) or _is_kanji(after)):
                continue
            reading = self.readings.get((word, after))
            if reading is None and len(word) == 1 and word in self.ambiguous and after:
                continue
            return word, reading or self.readings[word, ""]
        return line[at], ""


def _is_kanji(letter: str) -> bool:
    return "一" <= letter <= "鿿" or letter in ("々", "〆", "ヶ")


@cache
def portal_reader(city_name: str) -> Reader:
    """Who has read every text of the portal in やさしい日本語, and the profile of this city."""
    with translation.override(EASY.code):
        loaded: Any = catalog()
        texts = dict(loaded._catalog.items()).values()
    words = load_city(city_name).translations[EASY].values()
    return Reader.of(text for text in (*texts, *words) if isinstance(text, str))


def read_aloud(parts: Iterable[PagePart]) -> list[PagePart]:
    """The parts, found by the readings of their words too; they are shown as they were written."""
    reader = portal_reader(settings.KYODO_CITY)
    read = []
    for part in parts:
        body = "\n".join(map(reader.with_readings, without_readings(part.body).split("\n")))
        read.append(replace(part, body=body, spoken=spoken(body), shows_readings=False))
    return read
