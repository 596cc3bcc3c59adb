"""What people look for: words that can be looked for, leads to pages that exist."""

import re
from urllib.parse import parse_qsl

from kyodo_portal.cities.mistakes import Notes
from kyodo_portal.cities.pages import PAGES
from kyodo_portal.cities.positions import Path
from kyodo_portal.cities.profile import City
from kyodo_portal.words.text import normalise

FEWEST = 2
"""Letters of a word: one letter stands in nearly every text."""

_RUN = re.compile(r"[^\W_]+")


def check_search(parsed: City, notes: Notes) -> None:
    """Words of one run of letters, in rows of at least two; leads to a page of the portal."""
    for place, row in enumerate(parsed.search_words):
        for name in ("words", "typed"):
            for at, word in enumerate(getattr(row, name)):
                if not is_usable(word):
                    _refuse(word, ("search_words", place, name, at), notes)
        for at, longer in enumerate(row.not_in):
            if not any(_is_part(word, longer) for word in row.words):
                notes.wrong(
                    ("search_words", place, "not_in", at),
                    f"「{longer}」には、words のどの言葉も入っていません。"
                    "言葉をふくむ、もっと長い言葉を書いてください。",
                )
        told = [normalise(word) for word in (*row.words, *row.typed)]
        if not row.words or len(set(told)) < max(2, len(told)):
            notes.wrong(
                ("search_words", place, "words"),
                "同じことを指す、ちがう書き方の言葉を、二つ以上並べてください"
                "（ひらがなとカタカナ、全角と半角のちがいは、書かなくても同じに探されます）。",
            )
    for place, lead in enumerate(parsed.search_leads):
        path: Path = ("search_leads", place)
        if lead.page not in PAGES:
            notes.wrong(
                (*path, "page"),
                f"{lead.page} はどこにもありません。書けるのは {'、'.join(PAGES)} です。",
            )
        if lead.query and not parse_qsl(lead.query, strict_parsing=False):
            notes.wrong((*path, "query"), "when=sunday のように、名前=値 の形で書いてください。")
        for at, word in enumerate(lead.words):
            if len(normalise(word)) < FEWEST:
                _refuse(word, (*path, "words", at), notes)


def is_usable(word: str) -> bool:
    """Whether a word can stand in the table of wordings: one run of letters, and not so short that it
    stands in nearly every text."""
    known = normalise(word)
    return _RUN.fullmatch(known) is not None and len(known) >= FEWEST


def _is_part(word: str, longer: str) -> bool:
    return normalise(word) in normalise(longer) != normalise(word)


def _refuse(word: str, path: Path, notes: Notes) -> None:
    notes.wrong(
        path,
        f"「{word}」は使えません。空白や記号のない一語で、{FEWEST}文字以上にしてください。",
    )
