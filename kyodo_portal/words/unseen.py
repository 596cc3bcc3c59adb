"""Letters that others do not see: an office's own characters (外字), code points that mean nothing
yet, halves of letters, control codes. Each machine shows them otherwise, or not at all.
"""

import unicodedata

_TO_COME = (range(0x1F000, 0x1FB00), range(0x1FC00, 0x1FFFE), range(0x20000, 0x40000))
"""Where emoji and kanji are added every year; a newer machine shows what this one does not know."""

_LAYOUT = "\t\n\v\f\r\x1c\x1d\x1e\x85"
"""Controls that only lay out a text; what they meant is a blank or a new line."""


def unseen_in(text: str) -> list[str]:
    """The letters of a text that others would not see, each once, in their order. Signs that merely
    disguise a text (direction marks, joiners) are `clean`'s affair."""
    if text.isascii() and text.isprintable():
        return []
    return [letter for letter in dict.fromkeys(text) if _is_unseen(letter)]


def _is_unseen(letter: str) -> bool:
    if letter == "\ufffd":  # what a conversion has lost before
        return True
    kind = unicodedata.category(letter)
    if kind == "Cn":
        return not any(ord(letter) in block for block in _TO_COME)
    return kind in ("Co", "Cs") or (kind == "Cc" and letter not in _LAYOUT)


def named(letter: str) -> str:
    """A letter that cannot be shown, as it can be told: U+E000."""
    return f"U+{ord(letter):04X}"
