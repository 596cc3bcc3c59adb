"""Whether a reading can be the reading of a word."""

import re

from kyodo_portal.words.text import to_katakana

_KANA = re.compile(r"[ァ-ヺー]+")
_NOT_READ = re.compile(r"[・\s（）()「」、。\-−‐]")


def fits_reading(word: str, reading: str) -> bool:
    """Whether the kana of the word stand in its reading in the same order, with something in the
    place of every run of other letters: 町づくり is read まちづくり, and not まちおこし."""
    heard = _NOT_READ.sub("", to_katakana(reading))
    parts, end = [], 0
    written = _NOT_READ.sub("", to_katakana(word))
    for kana in _KANA.finditer(written):
        parts += [".+"] * (kana.start() > end) + [re.escape(kana[0])]
        end = kana.end()
    parts += [".+"] * (len(written) > end)
    return re.fullmatch("".join(parts), heard) is not None
