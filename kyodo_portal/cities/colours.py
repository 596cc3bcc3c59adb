"""The city's own colours: whether they can be read, and the style sheet they make.

A colour of the city's is the colour of words on the papers of the page, and lies under the words of a
button. WCAG 2.2 asks for 4.5:1 between words and what lies behind them; a city chooses within that, for
light and for dark screens.
"""

import hashlib
import re
from collections.abc import Iterator

from kyodo_portal.cities.rows import Colours

PAPERS = (
    ("明るい画面", "#ffffff", "#f7f7f5", "#e8f1fe"),
    ("暗い画面", "#17191c", "#202327", "#1b2540"),
)
"""What lies behind words of this colour, on light and on dark screens (`static/css/tokens.css`)."""

INKS = ("#ffffff", "#101a3d")
"""What is written on a button, on light and on dark screens."""

WORDS = 4.5
"""The least contrast of words; what is pressed, or tells something by its shape, needs 3:1, which every
such colour has then as well."""

_HEX = re.compile(r"#[0-9a-fA-F]{6}")

PRIMARY, ACCENT = (
    ("--link", "--action", "--action-hover", "--action-active", "--city"),
    ("--citizens",),
)
"""Which tokens of the style sheet each colour stands for."""


def faults(colours: Colours) -> Iterator[tuple[str, str]]:
    """What is wrong with the colours: the key, and what is right."""
    for name, pair in (("primary", colours.primary), ("accent", colours.accent)):
        if not pair:
            continue
        if len(pair) != 2 or not all(_HEX.fullmatch(colour) for colour in pair):
            yield (
                name,
                '明るい画面と暗い画面の色を、["#123a7a", "#9db7f5"] のように二つ書いてください。',
            )
            continue
        for colour, (screen, *papers), ink in zip(pair, PAPERS, INKS, strict=True):
            worst = min(contrast(colour, behind) for behind in (*papers, ink))
            if worst < WORDS:
                yield (
                    name,
                    (
                        f"{screen}の {colour} は、紙や文字の色との差が {worst:.1f}:1 です。"
                        f"読めるように {WORDS}:1 以上の色にしてください。"
                    ),
                )
                break


def contrast(one: str, other: str) -> float:
    """How far apart two colours are, from 1 (the same) to 21 (black and white), as WCAG counts it."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def style_sheet(colours: Colours) -> str:
    """The style sheet that puts the city's colours in the place of the portal's; empty without any."""
    light, dark = (
        "".join(
            f"{token}:{pair[screen]};"
            for tokens, pair in ((PRIMARY, colours.primary), (ACCENT, colours.accent))
            for token in (tokens if pair else ())
        )
        for screen in (0, 1)
    )
    if not light:
        return ""
    return f":root{{{light}}}@media (prefers-color-scheme:dark){{:root{{{dark}}}}}\n"


def digest_of(sheet: str) -> str:
    """The name of a style sheet, which changes with what it says; none for none."""
    return hashlib.sha256(sheet.encode()).hexdigest()[:12] if sheet else ""


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
