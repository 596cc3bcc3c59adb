"""Words in やさしい日本語: their readings are written as the pages can show them."""

import re

from kyodo_portal.cities.mistakes import Notes
from kyodo_portal.words.languages import EASY
from kyodo_portal.words.readings import READING

_LEFT = re.compile("[｜《]")
_KANJI = re.compile(r"[一-鿿々〆]+")
_COUNTED = re.compile(r"(?<=[0-9])[年月日円件人時分回点度字]+")
"""What everybody reads behind a figure."""


def check_translations(notes: Notes) -> None:
    """Every reading is whole (one that is not would stand on the page with its marks), and no kanji is
    without one."""
    for japanese, told in notes.translations[EASY].items():
        rest = READING.sub("", told)
        if _LEFT.search(rest):
            notes.wrong(
                notes.told_at[EASY, japanese],
                f"読みの書き方がちがいます（{_around(rest)}）。｜協働《きょうどう》のように、前に ｜、後ろに 《かな》 を書いてください。",
            )
        elif kanji := _KANJI.search(_COUNTED.sub("", rest)):
            notes.wrong(
                notes.told_at[EASY, japanese],
                f"漢字に読みがありません（{kanji[0][:12]}）。｜協働《きょうどう》のように書いてください。",
            )


def _around(rest: str) -> str:
    found = _LEFT.search(rest)
    start = found.start() if found else 0
    return rest[start : start + 12]
