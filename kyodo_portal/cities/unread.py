"""Names of a profile that people still learning Japanese cannot read."""

import re

from kyodo_portal.cities.mistakes import key_of
from kyodo_portal.cities.profile import City
from kyodo_portal.words.languages import EASY

NAMED = ("patterns", "forms", "group_kinds", "fields", "place_kinds", "event_kinds")
"""The lists of kinds by which records are called; a 地区 always has its reading."""
READ_SO = "name_easy に、漢字の読みを ｜協働《きょうどう》のように書いてください。"

_KANJI = re.compile("[一-鿿々〆]")


def unread_names(profile: City) -> list[tuple[str, str]]:
    """Every name with kanji of which the profile says nothing in やさしい日本語, as (key, name)."""
    known = profile.translations.get(EASY, {})
    return [
        (key_of((kinds, place, "name")), row.name)
        for kinds in NAMED
        for place, row in enumerate(getattr(profile, kinds))
        if row.state != "off" and _KANJI.search(row.name) and row.name not in known
    ]
