"""The other ways to write what somebody typed: こども for 子ども, 町内会 for 自治会.

The table is `words.toml`, to which a city's profile adds (`search_words`). It only adds to what is
found, and every result found by it says by which word. What differs in kana, width or case alone is
found anyway (`kyodo_portal.words.text.normalise`), and nothing is guessed. Where a word stands by chance
in a longer one (催し in 主催した), the table says so (`not_in`), and it is not found there.
"""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import islice, product
from pathlib import Path

from django.conf import settings

from kyodo_portal.cities import load_city
from kyodo_portal.cities.rows import SearchWords
from kyodo_portal.words.text import is_kana, normalise, to_katakana

FILE = Path(__file__).parent / "words.toml"

MOST = 6
"""Other ways of one word that are looked for."""

WITHIN = 3
"""Letters of a word in kana that is known inside of longer words."""

HIDDEN = "\x1f"
"""Stands for each letter of a longer word in which a word is not meant: no normalised text has it."""

LOOKED_AT = 64
"""Ways among which these are chosen, of a word that consists of several."""


@dataclass(frozen=True, slots=True)
class Way:
    """Another way to write a word that was typed: normalised as it is looked for, and the words of the
    table that stand in it, as people write them."""

    text: str
    by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wordings:
    """What is looked for in the place of a word, by the word normalised: each as it is written, the most
    usual first. `within` finds the Japanese words inside of what was typed, the longest first, and of
    words in kana only those of three letters and more: shorter ones are parts of many others. `longer`
    are for a word the longer ones in which it stands without being meant."""

    others: dict[str, tuple[str, ...]]
    within: re.Pattern[str]
    longer: dict[str, tuple[str, ...]]

    @classmethod
    def of(cls, rows: Iterable[SearchWords]) -> "Wordings":
        """The table of these rows. A word in two rows has the others of both."""
        found: dict[str, dict[str, None]] = {}
        longer: dict[str, tuple[str, ...]] = {}
        for row in rows:
            not_in = [normalise(word) for word in row.not_in]
            for known in map(normalise, row.words):
                if without := tuple(one for one in not_in if known in one):
                    longer[known] = (*longer.get(known, ()), *without)
            for word in (*row.words, *row.typed):
                mine = found.setdefault(normalise(word), {})
                mine |= dict.fromkeys(each for each in row.words if each != word)
        japanese = [word for word in found if not word.isascii() and not _is_short(word)]
        japanese.sort(key=len, reverse=True)
        pattern = "|".join(map(re.escape, japanese)) or "(?!)"
        others = {word: tuple(of_word) for word, of_word in found.items()}
        return cls(others, re.compile(pattern), longer)

    def ways_of(self, word: str) -> tuple[Way, ...]:
        """The other ways to write a normalised word. Japanese words are known inside of longer ones too
        (こども in こども食堂), short ones and words in Latin letters where they were typed alone."""
        if word in self.others:
            return _ways(word, [[word, *self.others[word]]])
        if word.isascii():
            return ()
        pieces: list[list[str]] = []
        end = 0
        for match in self.within.finditer(word):
            pieces += [[word[end : match.start()]], [match[0], *self.others[match[0]]]]
            end = match.end()
        return _ways(word, [*pieces, [word[end:]]])


def _is_short(word: str) -> bool:
    return len(word) < WITHIN and is_kana(to_katakana(word))


def _ways(typed: str, pieces: list[list[str]]) -> tuple[Way, ...]:
    """What comes of the pieces, each in one of its ways, the usual ones first; not what contains the word
    that was typed, for that is found by the word."""
    chosen = [*islice(product(*(range(len(piece)) for piece in pieces)), 1, LOOKED_AT)]
    found: dict[str, Way] = {}
    for places in sorted(chosen, key=max):
        parts = [piece[place] for piece, place in zip(pieces, places, strict=True)]
        text = normalise("".join(parts))
        if typed not in text:
            by = tuple(part for part, place in zip(parts, places, strict=True) if place)
            found.setdefault(text, Way(text, by))
    return tuple(found.values())[:MOST]


@cache
def common_rows() -> tuple[SearchWords, ...]:
    """The table that every city has."""
    table = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return tuple(
        SearchWords(
            words=tuple(row["words"]),
            typed=tuple(row.get("typed", ())),
            not_in=tuple(row.get("not_in", ())),
        )
        for row in table["search_words"]
    )


@cache
def wordings(city_name: str) -> Wordings:
    """The common table and that of a city."""
    return Wordings.of((*load_city(city_name).search_words, *common_rows()))


def ways_of(word: str) -> tuple[Way, ...]:
    """The other ways to write a normalised word, in this city."""
    return wordings(settings.KYODO_CITY).ways_of(word)


def longer_than(word: str) -> tuple[str, ...]:
    """The longer words in which a normalised word stands without being meant, in this city."""
    return wordings(settings.KYODO_CITY).longer.get(word, ())


def seen_by(word: str, text: str) -> str:
    """A normalised text as one looks through it for a word: letter for letter the same, but without the
    longer words in which it is not meant."""
    for longer in longer_than(word):
        text = text.replace(longer, HIDDEN * len(longer))
    return text


def stands(word: str, text: str) -> bool:
    """Whether a normalised word is found in a normalised text."""
    return word in text and word in seen_by(word, text)
