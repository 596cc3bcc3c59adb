"""The catalogues: complete in every language, saying the same things, and compiled."""

import re

import pytest
from babel.messages.catalog import Message

from kyodo_portal.words.readings import READING
from tests import catalogues

pytestmark = pytest.mark.once

CODES = list(catalogues.LOCALES)

PLACEHOLDER = re.compile(
    r"%\([a-z_0-9]+\)[sd]|\{[a-z_0-9]*(?:[:!][^}]*)?\}|</?[a-z]+|href=\"[^\"]*\""
)
KANJI = re.compile(r"[一-鿿々〆]")
KANA_OR_KANJI = re.compile(r"[ぁ-ゖァ-ヺ一-鿿々〆]")
COUNTED = re.compile(r"(?<=[0-9}s,])[年月日円件人時分回点度字]+")
"""Behind a figure these are read by everybody who reads figures."""


def messages(code: str) -> list[Message]:
    return [message for message in catalogues.read(code) if message.id]


def said(message: Message) -> list[str]:
    return list(message.string) if isinstance(message.string, tuple) else [message.string]


def source(message: Message) -> str:
    said = message.id if isinstance(message.id, str) else message.id[0]
    return f"{message.context}{catalogues.IN_CONTEXT}{said}" if message.context else said


def unread(text: str) -> bool:
    """Whether a word of it lacks its reading."""
    rest = COUNTED.sub("", READING.sub("", text))
    return bool(KANJI.search(rest)) or "｜" in rest


@pytest.mark.parametrize("code", CODES)
def test_catalogue_holds_exactly_the_texts_in_use(code: str) -> None:
    assert {source(message) for message in messages(code)} == set(catalogues.texts())


@pytest.mark.parametrize("code", CODES)
def test_every_text_is_translated(code: str) -> None:
    assert [source(message) for message in messages(code) if not all(said(message))] == []


@pytest.mark.parametrize("code", CODES)
def test_translations_hold_the_same_placeholders_and_marks(code: str) -> None:
    wrong = []
    for message in messages(code):
        wanted = sorted(PLACEHOLDER.findall(source(message)))
        found = [sorted(PLACEHOLDER.findall(each)) for each in said(message)]
        if found[-1] != wanted or any(set(each) - set(wanted) for each in found):
            wrong.append(source(message))
    assert wrong == []


@pytest.mark.parametrize("code", CODES)
def test_no_translation_ends_an_attribute_it_stands_in(code: str) -> None:
    loud = [
        source(message)
        for message in messages(code)
        if any('"' in re.sub(r"<[^>]*>", "", each) for each in said(message))
    ]
    assert loud == []


def test_english_is_english() -> None:
    assert [
        source(message)
        for message in messages("en")
        if any(KANA_OR_KANJI.search(each) for each in said(message))
    ] == []


def test_every_word_of_easy_japanese_can_be_read() -> None:
    everything = [each for message in messages("ja-easy") for each in said(message)]
    assert [each for each in everything if unread(each)] == []


@pytest.mark.parametrize("code", CODES)
def test_compiled_catalogue_is_the_written_one(code: str) -> None:
    path = catalogues.catalogue_path(code)
    assert path.with_suffix(".mo").read_bytes() == catalogues.as_mo(catalogues.read(code))
    assert path.read_bytes() == catalogues.as_po(catalogues.renewed(code))
