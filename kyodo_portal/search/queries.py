"""What was typed into a search box, read as words that must all occur."""

import re
from dataclasses import dataclass

from kyodo_portal.text import MAX_QUERY, MAX_WORDS, bigrams, normalise

_PHRASE = re.compile('"([^"]*)"|“([^“”]*)”|「([^「」]*)」|『([^『』]*)』')
_RUN = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Query:
    """`words` are normalised; each must occur somewhere in a thing, a phrase with its blanks.
    `was_cut` tells that more was typed than is read."""

    words: tuple[str, ...]
    was_cut: bool

    def __bool__(self) -> bool:
        return bool(self.words)


def parse(typed: str) -> Query:
    """Read a search: words parted by blanks, phrases in quotation marks of any kind, at most 8 of
    them, from the first 200 characters. A mark without its partner is a letter like any other."""
    normalised = normalise(typed, limit=MAX_QUERY)
    words: list[str] = []
    end = 0
    for match in _PHRASE.finditer(normalised):
        words += normalised[end : match.start()].split()
        words.append(next(part for part in match.groups() if part is not None).strip())
        end = match.end()
    words += normalised[end:].split()
    distinct = [word for word in dict.fromkeys(words) if word]
    return Query(
        words=tuple(distinct[:MAX_WORDS]),
        was_cut=len(typed.strip()) > MAX_QUERY or len(distinct) > MAX_WORDS,
    )


def terms_of(words: tuple[str, ...]) -> tuple[list[str], list[str]]:
    """The index terms every text with these words has: whole ones, and ones that begin so.

    A run of one letter is the beginning of some pair, or a last letter. Of a longer run only the
    pairs count: its last letter stands alone in a text only where a run ends there.
    """
    whole: dict[str, None] = {}
    begun: dict[str, None] = {}
    for word in words:
        for run in _RUN.findall(word):
            if len(run) == 1:
                begun[run] = None
            else:
                whole |= dict.fromkeys(pair for pair in bigrams(run) if len(pair) == 2)
    return list(whole), list(begun)
