"""What was typed into a search box, read as words that must all occur."""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Self

from kyodo_portal.search.wordings import Way, ways_of
from kyodo_portal.words.languages import ENGLISH, current
from kyodo_portal.words.text import MAX_QUERY, MAX_WORDS, bigrams, normalise

_PHRASE = re.compile('"([^"]*)"|“([^“”]*)”|「([^「」]*)」|『([^『』]*)』')
_RUN = re.compile(r"[^\W_]+")

MOST_WAYS = 12
"""Other ways to write its words that are looked for in one search."""

SMALL_WORDS = frozenset({
    "a", "an", "the", "to", "of", "in", "on", "at", "for", "from", "by", "with", "and", "or",
    "as", "is", "are", "be", "do", "does", "can", "could", "should", "would", "will", "how",
    "what", "when", "where", "which", "who", "why", "i", "me", "my", "we", "our", "us", "you",
    "your", "it", "its", "this", "that", "these", "those", "there", "if", "about", "any", "some",
    "please",
})  # fmt: skip
"""English words that tell nothing of what is looked for."""


@dataclass(frozen=True, slots=True)
class Query:
    """`words` are normalised; each must occur somewhere in a thing, a phrase with its blanks.
    `was_cut` tells that more was typed than is read; `left_out` are words that are not looked for.
    `ways` are for each word the other ways to write it (`wordings`), any of which will do in its place;
    `beyond` asks for what is found by these alone, and not by the words as they were typed."""

    words: tuple[str, ...]
    was_cut: bool
    left_out: tuple[str, ...] = ()
    ways: tuple[tuple[Way, ...], ...] = ()
    beyond: bool = False

    def __bool__(self) -> bool:
        return bool(self.words)

    @property
    def has_ways(self) -> bool:
        """Whether anything is looked for otherwise than it was typed."""
        return any(self.ways)

    @property
    def all_ways(self) -> tuple[tuple[str, ...], ...]:
        """For each word all that is looked for in its place, first the word itself."""
        if not self.ways:
            return tuple((word,) for word in self.words)
        return tuple(
            (word, *(way.text for way in others))
            for word, others in zip(self.words, self.ways, strict=True)
        )

    @property
    def otherwise(self) -> tuple[str, ...]:
        """The words of the table that are looked for beside those that were typed, as people write them."""
        called = (word for ways in self.ways for way in ways for word in way.by)
        return tuple(dict.fromkeys(called))

    @property
    def as_typed(self) -> Self:
        """The same search for the words alone."""
        return replace(self, ways=(), beyond=False)

    @property
    def only_otherwise(self) -> Self:
        """The same search for what the words alone do not find."""
        return replace(self, beyond=True)

    def without_ways(self, texts: Collection[str]) -> Self:
        """The same search without these other ways to write its words."""
        ways = (tuple(way for way in others if way.text not in texts) for others in self.ways)
        return replace(self, ways=tuple(ways))

    def one_by_one(self) -> list[Self]:
        """A search for each word alone, in all its ways."""
        ways = self.ways or ((),) * len(self.words)
        return [
            replace(self, words=(word,), ways=(others,))
            for word, others in zip(self.words, ways, strict=True)
        ]


def parse(typed: str, *, leave_out: Collection[str] = ()) -> Query:
    """Read a search: words parted by blanks, phrases in quotation marks of any kind, at most 8 of
    them, from the first 200 characters. A mark without its partner is a letter like any other. The
    words to `leave_out` stay when nothing else was typed. A phrase is looked for as it stands, any
    other word in all its ways."""
    normalised = normalise(typed, limit=MAX_QUERY)
    words: list[str] = []
    phrases: set[str] = set()
    end = 0
    for match in _PHRASE.finditer(normalised):
        words += normalised[end : match.start()].split()
        phrase = next(part for part in match.groups() if part is not None).strip()
        words.append(phrase)
        phrases.add(phrase)
        end = match.end()
    words += normalised[end:].split()
    typed_once = [word for word in dict.fromkeys(words) if word]
    distinct = [word for word in typed_once if word not in leave_out] or typed_once
    looked_for = tuple(distinct[:MAX_WORDS])
    return Query(
        words=looked_for,
        was_cut=len(typed.strip()) > MAX_QUERY or len(distinct) > MAX_WORDS,
        left_out=tuple(word for word in typed_once if word not in distinct),
        ways=_ways(looked_for, phrases),
    )


def _ways(words: tuple[str, ...], phrases: set[str]) -> tuple[tuple[Way, ...], ...]:
    """The other ways of each word, so many at most in all; none where no word has any."""
    left = MOST_WAYS
    ways: list[tuple[Way, ...]] = []
    for word in words:
        ways.append(() if word in phrases else ways_of(word)[:left])
        left -= len(ways[-1])
    return tuple(ways) if any(ways) else ()


def parse_for_page(typed: str) -> Query:
    """Read a search on a page in the language of the visit: in English without its small words
    (how, to, the), of which the texts that answer a question have few."""
    return parse(typed, leave_out=SMALL_WORDS if current() == ENGLISH else ())


def index_terms_of(words: tuple[str, ...]) -> tuple[list[str], list[str]]:
    """The index terms every text with these words has: whole ones, and ones that begin so.

    A run of one letter is the beginning of some pair, or a last letter: so many that it is left out
    beside whole terms. Of a longer run only the pairs count: its last letter stands alone in a text
    only where a run ends there.
    """
    whole: dict[str, None] = {}
    begun: dict[str, None] = {}
    for word in words:
        for run in _RUN.findall(word):
            if len(run) == 1:
                begun[run] = None
            else:
                whole |= dict.fromkeys(pair for pair in bigrams(run) if len(pair) == 2)
    return list(whole), [] if whole else list(begun)
