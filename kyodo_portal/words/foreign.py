"""On an English page, what is written in Japanese is marked as Japanese.

People's own words stay as they wrote them. Without the mark a screen reader would read them out as
English (WCAG 2.2, 3.1.2).
"""

import re

from kyodo_portal.words.markup import PLAIN, TYPED, rewritten

_LETTER = "ぁ-ゖァ-ヺ一-鿿々〆ー"
_JAPANESE = re.compile(rf"[「（]?[{_LETTER}](?:[^\n&<>]*[{_LETTER}])?[」）。]?")


def mark_japanese(html: str) -> str:
    """The page with every run of Japanese within a `<span lang="ja">`."""

    def text(piece: str, inside: str) -> str:
        if inside in PLAIN | TYPED:
            return piece
        return _JAPANESE.sub(r'<span lang="ja">\g<0></span>', piece)

    return rewritten(html, text=text)
