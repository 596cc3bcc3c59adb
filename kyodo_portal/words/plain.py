"""What a short text in やさしい日本語 or in English still lacks for those who read it.

The rules are those of docs/decisions/0052, as far as a machine can see them. They advise and refuse nothing: what
a sentence means, only people can judge.
"""

import re
from collections.abc import Iterable

from django.utils.translation import gettext

from kyodo_portal.words.languages import listed
from kyodo_portal.words.readings import AS_TYPED, READING, without_readings

LONGEST_SENTENCE = 40
"""Letters of a sentence in やさしい日本語, without its readings."""
MOST_WORDS = 25
"""Words of an English sentence that somebody still learning English reads without going back."""
SHOWN = 8
"""So many words are named at once; the rest is found when these are mended."""

_KANJI = re.compile("[一-鿿々〆]+")
_COUNTED = re.compile("(?<=[0-9０-９])[年月日円件人時分回点](?![一-鿿々〆])")
"""Behind a figure these are read by everybody who reads figures."""
_ENDS = re.compile("[。．！？!?\n]+")
_ENGLISH_ENDS = re.compile(r"(?<=[.!?])\s+|\n+")
_WRITTEN_STYLE = re.compile("(?:である|であった|だった|[^ま]だ)$")
_KANA = re.compile("[ぁ-ゖァ-ヺ]")
_LATIN = re.compile("[A-Za-z]")
_WIDE = re.compile("[ぁ-ゖァ-ヺー一-鿿々〆、。「」・｜《》！-～]+")


def lacks_easy(text: str) -> list[str]:
    """What a text in やさしい日本語 lacks, one sentence each, in the language of the page."""
    if not text.strip():
        return [gettext("まだ書いていません。だれが、なにをするかを、1文だけでも書いてください。")]
    return [*_unread(text), *_long(text), *_written_style(text)]


def lacks_english(text: str) -> list[str]:
    """What an English text lacks, one sentence each, in the language of the page."""
    if not text.strip():
        return [gettext("まだ書いていません。だれが、なにをするかを、1文だけでも書いてください。")]
    if not _LATIN.search(text):
        return [gettext("英語で書いてください。英語の文字がありません。")]
    found = []
    if wide := _some(_WIDE.findall(text)):
        found.append(
            gettext("日本語の文字か、全角の文字が残っています：{words}").format(words=wide)
        )
    for sentence in _ENGLISH_ENDS.split(text):
        number = len(sentence.split())
        if number > MOST_WORDS:
            told = gettext(
                "{number}語の文があります（{beginning}…）。{most}語までの文に分けてください。"
            )
            beginning = " ".join(sentence.split()[:5])
            found.append(told.format(number=number, beginning=beginning, most=MOST_WORDS))
    return found


def _unread(text: str) -> list[str]:
    """Words that not everybody can read, and readings begun and not ended."""
    rest = READING.sub("\n", text)
    if not _KANA.search(text):
        return [gettext("ひらがなやカタカナがありません。やさしい日本語で書いてください。")]
    found = []
    if words := _some(_KANJI.findall(_COUNTED.sub("\n", rest))):
        told = gettext("ふりがなのない漢字があります：{words}。{example} のように書いてください。")
        found.append(told.format(words=words, example=AS_TYPED))
    if re.search("[｜《》]", rest):
        found.append(
            gettext(
                "ふりがなの形になっていないところがあります。"
                "｜の後に言葉、《》の中にひらがなかカタカナの読みを書いてください。"
            )
        )
    return found


def _long(text: str) -> list[str]:
    told = gettext(
        "{number}文字の文があります（{beginning}…）。{most}文字までの文に分けてください。"
    )
    return [
        told.format(number=len(sentence), beginning=sentence[:12], most=LONGEST_SENTENCE)
        for sentence in _sentences(text)
        if len(sentence) > LONGEST_SENTENCE
    ]


def _written_style(text: str) -> list[str]:
    ends = [sentence[-8:] for sentence in _sentences(text) if _WRITTEN_STYLE.search(sentence)]
    if not ends:
        return []
    told = gettext("「です」「ます」で終わらない文があります：{words}")
    return [told.format(words=_some(f"…{end}" for end in ends))]


def _sentences(text: str) -> list[str]:
    """The sentences without readings and without the blanks that part their words."""
    parts = _ENDS.split(without_readings(text))
    return ["".join(part.split()) for part in parts if part.strip()]


def _some(words: Iterable[str]) -> str:
    """The first of these, each once; nothing where there are none."""
    once = list(dict.fromkeys(words))
    return listed([*once[:SHOWN], *(["…"] if len(once) > SHOWN else [])])
