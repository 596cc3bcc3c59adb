"""The glossary: one English word and one easy word for each of the portal's own words."""

import re
import tomllib
from typing import Any

import pytest

from kyodo_portal.words.readings import READING
from tests import catalogues
from tests.words.test_catalogues import messages, said

pytestmark = pytest.mark.once

GLOSSARY = catalogues.LOCALE / "glossary.toml"
NEVER = {"en": "not_en", "ja-easy": "not_easy"}


def terms() -> list[dict[str, Any]]:
    return tomllib.loads(GLOSSARY.read_text(encoding="utf-8"))["term"]


def second_words(code: str) -> list[tuple[str, str, str]]:
    """Where a translation calls a term something else: the term, the Japanese, the word."""
    found = []
    texts = [(message.id, each) for message in messages(code) for each in said(message)]
    for term in terms():
        never = [re.compile(each) for each in term.get(NEVER[code], ())]
        for ids, translated in texts:
            japanese = ids if isinstance(ids, str) else ids[0]
            if term["ja"] not in japanese or any(w in japanese for w in term.get("but", ())):
                continue
            plain = READING.sub(lambda match: match[1], translated)
            found += [
                (term["ja"], japanese, hit[0]) for word in never if (hit := word.search(plain))
            ]
    return found


@pytest.mark.parametrize("code", list(catalogues.LOCALES))
def test_no_term_has_a_second_word(code: str) -> None:
    assert second_words(code) == []


def test_every_term_stands_once_and_says_both_words() -> None:
    names = [each["ja"] for each in terms()]
    assert sorted(set(names)) == sorted(names)
    assert [each["ja"] for each in terms() if not (each["en"] and each["easy"])] == []
