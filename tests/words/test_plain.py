"""What a short text in another language lacks, as its writer is told."""

import re

import pytest

from kyodo_portal.words.plain import lacks_easy, lacks_english

EMPTY, UNREAD, HALF, LONG, WRITTEN, NO_KANA = (
    *("まだ書いていません", "ふりがなのない漢字", "ふりがなの形になっていない"),
    *("文字の文があります", "「です」「ます」で終わらない", "ひらがなやカタカナがありません"),
)
NOT_ENGLISH, JAPANESE_LEFT, WORDY = "英語で書いて", "全角の文字が残って", "語の文があります"
FORTY = "あ" * 37 + "します。"


def kinds(found: list[str], known: tuple[str, ...]) -> set[str]:
    assert [told for told in found if not any(kind in told for kind in known)] == []
    return {kind for kind in known if any(kind in told for told in found)}


@pytest.mark.parametrize(
    ("text", "lacks"),
    [
        ("", {EMPTY}),
        (" \n　", {EMPTY}),
        ("｜花《はな》を ｜植《う》えます。", set()),
        ("｜花《はな》を 植えます。", {UNREAD}),
        ("12月6日、3人で します。", set()),
        ("2026年度に します。", {UNREAD}),
        ("3時間 します。", {UNREAD}),
        ("｜花《ハナ》を みます。", set()),
        ("｜花(はな)を みます。", {UNREAD, HALF}),
        ("｜花《花》を みます。", {UNREAD, HALF}),
        ("「はな」《まち》を みます。", {HALF}),
        (FORTY, set()),
        (f"あ{FORTY}", {LONG}),
        (f"あ い う え お か き く け こ\n{FORTY}", set()),
        (f"{FORTY}{FORTY}", set()),
        (f"｜花《{'は' * 30}》{'あ' * 35}します。", set()),
        ("これは はなだ。", {WRITTEN}),
        ("これは はなである。まだ", {WRITTEN}),
        ("どうぞ きてください！", set()),
        ("花", {NO_KANA}),
        ("Flowers", {NO_KANA}),
        ("🌸", {NO_KANA}),
    ],
)
def test_easy(text: str, lacks: set[str]) -> None:
    known = (EMPTY, UNREAD, HALF, LONG, WRITTEN, NO_KANA)
    assert kinds(lacks_easy(text), known) == lacks


@pytest.mark.parametrize(
    ("text", "lacks"),
    [
        ("", {EMPTY}),
        ("We plant flowers – together.", set()),
        ("We plant 花 together.", {JAPANESE_LEFT}),
        ("Ｗe plant flowers。", {JAPANESE_LEFT}),
        ("花を植えます。", {NOT_ENGLISH}),
        ("123", {NOT_ENGLISH}),
        (" ".join(["we"] * 25) + ".", set()),
        (" ".join(["we"] * 26) + ".", {WORDY}),
        (" ".join(["we"] * 20) + ". " + " ".join(["we"] * 20), set()),
    ],
)
def test_english(text: str, lacks: set[str]) -> None:
    assert kinds(lacks_english(text), (EMPTY, NOT_ENGLISH, JAPANESE_LEFT, WORDY)) == lacks


def test_words_without_reading_are_named_once_and_the_first_of_many() -> None:
    [told] = lacks_easy("町を きれいに します。町です。")
    assert "：町。" in told

    [told] = lacks_easy("".join(f"{kanji}と" for kanji in "一二三四五六七八九十") + "です。")
    assert re.findall("：(.*?)。", told) == ["一、二、三、四、五、六、七、八、…"]


def test_example_of_a_reading_is_told_as_it_is_typed() -> None:
    [told] = lacks_easy("町です。")
    assert "｜協働《きょうどう" in told.replace("\u200b", "")
    assert "\u200b》" in told
