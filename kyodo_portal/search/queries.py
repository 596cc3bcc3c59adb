"""What was typed into a search box, read as words that must all occur."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from kyodo_portal.words.languages import ENGLISH, current
from kyodo_portal.words.text import MAX_QUERY, MAX_WORDS, bigrams, normalise

_PHRASE = re.compile('"([^"]*)"|“([^“”]*)”|「([^「」]*)」|『([^『』]*)』')
_RUN = re.compile(r"[^\W_]+")

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
    `was_cut` tells that more was typed than is read; `left_out` are words that are not looked for."""

    words: tuple[str, ...]
    was_cut: bool
    left_out: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.words)


def parse(typed: str, *, leave_out: Collection[str] = ()) -> Query:
    """Read a search: words parted by blanks, phrases in quotation marks of any kind, at most 8 of
    them, from the first 200 characters. A mark without its partner is a letter like any other. The
    words to `leave_out` stay when nothing else was typed."""
    normalised = normalise(typed, limit=MAX_QUERY)
    words: list[str] = []
    end = 0
    for match in _PHRASE.finditer(normalised):
        words += normalised[end : match.start()].split()
        words.append(next(part for part in match.groups() if part is not None).strip())
        end = match.end()
    words += normalised[end:].split()
    typed_once = [word for word in dict.fromkeys(words) if word]
    distinct = [word for word in typed_once if word not in leave_out] or typed_once
    return Query(
        words=tuple(distinct[:MAX_WORDS]),
        was_cut=len(typed.strip()) > MAX_QUERY or len(distinct) > MAX_WORDS,
        left_out=tuple(word for word in typed_once if word not in distinct),
    )


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
