"""Other spellings of the words that were typed, offered as searches of their own.

Words are looked for as they are written: 「花壇」 does not find 「花だん」. What is found stays that
way, so that everybody can see why; whoever typed one of the usual spellings is only offered the
others. The table is small on purpose: words of collaboration that cities and groups spell in several
ways. What differs in kana, width or case alone is found anyway (`kyodo_portal.words.text.normalise`).
"""

from collections.abc import Iterator

from kyodo_portal.search.lines import Readings, line_of
from kyodo_portal.words.text import MAX_QUERY, normalise

SPELLINGS = (
    ("子ども", "こども", "子供"),
    ("花だん", "花壇"),
    ("お年寄り", "高齢者", "おとしより"),
    ("障がい", "障害", "障碍"),
    ("まちづくり", "町づくり", "街づくり"),
    ("空き家", "あき家", "空家"),
    ("取り組み", "取組"),
    ("手作り", "手づくり"),
    ("見守り", "見まもり"),
    ("話し合い", "話合い"),
    ("一人暮らし", "ひとり暮らし"),
    ("居場所づくり", "居場所作り"),
    ("草取り", "草とり"),
    ("声かけ", "声掛け"),
)
"""Each line is one word in its usual spellings, the most usual first."""

OFFERED = 4
"""Other spellings that are offered at once."""


def other_spellings(typed: str) -> list[str]:
    """What was typed, with one of its words in another usual spelling each: for 「こどもの 居場所」
    「子どもの 居場所」 and 「子供の 居場所」."""
    found = dict.fromkeys(_respelt(typed.strip()[:MAX_QUERY]))
    return list(found)[:OFFERED]


def _respelt(typed: str) -> Iterator[str]:
    line = line_of(typed, Readings.NONE)
    written = normalise(typed)
    for spellings in SPELLINGS:
        for spelling in spellings:
            spans = line.spans((normalise(spelling),)) if normalise(spelling) in written else []
            for other in spellings if spans else ():
                if other != spelling:
                    yield _replaced(typed, spans, other)


def _replaced(typed: str, spans: list[tuple[int, int]], other: str) -> str:
    pieces: list[str] = []
    at = 0
    for low, high in spans:
        pieces += [typed[at:low], other]
        at = high
    return "".join([*pieces, typed[at:]])
