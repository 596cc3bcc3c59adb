"""A finished page, piece by piece: its text, and the tags the text stands between."""

import re
from collections.abc import Callable

_PIECE = re.compile(r"(<!--.*?-->|<[^>]*>)", re.DOTALL)
_TAG = re.compile(r"<(/?)([a-zA-Z]+)")

PLAIN = {"title", "option", "text", "desc", "script"}
"""Elements whose text can hold no further element."""

TYPED = {"textarea", "style"}
"""What a person typed into a form goes back to her as she typed it."""


def rewritten(
    html: str,
    *,
    text: Callable[[str, str], str],
    tag: Callable[[str], str] = str,
) -> str:
    """The page with each text made anew by `text(text, element)` and each tag by `tag(tag)`;
    `element` is the one of `PLAIN` or `TYPED` the text stands in, or empty."""
    inside = ""
    out: list[str] = []
    for piece in _PIECE.split(html):
        if not piece.startswith("<"):
            out.append(text(piece, inside) if piece else "")
            continue
        out.append(tag(piece))
        named = _TAG.match(piece)
        if named is None:
            continue
        closes, name = named.group(1), named.group(2).lower()
        if closes and name == inside:
            inside = ""
        elif not closes and not inside and name in PLAIN | TYPED:
            inside = name
    return "".join(out)
