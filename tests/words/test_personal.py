"""What looks like somebody's personal data before a text becomes public; and what does not."""

import pytest

from kyodo_portal.words.personal import looks_personal

pytestmark = pytest.mark.once

#: A text, and what is found in it: the words, and what they look like.
FOUND = [
    ("連絡は090-0000-0000まで", [("090-0000-0000", "電話番号")]),
    ("連絡は０９０－００００－００００まで", [("０９０－００００－００００", "電話番号")]),
    ("電話0300000000です", [("0300000000", "電話番号")]),
    ("０３（００００）００００", [("０３（００００）００００", "電話番号")]),
    ("090ー0000ー0000へ", [("090ー0000ー0000", "電話番号")]),
    ("090 0000 0000", [("090 0000 0000", "電話番号")]),
    ("+81-90-0000-0000", [("+81-90-0000-0000", "電話番号")]),
    ("hanako@example.jp へ", [("hanako@example.jp", "メールアドレス")]),
    (
        "ｈａｎａｋｏ＠ｅｘａｍｐｌｅ．ｊｐ",
        [("ｈａｎａｋｏ＠ｅｘａｍｐｌｅ．ｊｐ", "メールアドレス")],
    ),
    ("見本町一丁目2番3号に集合", [("見本町一丁目2番3号", "住所")]),
    ("見本町１－２－３", [("見本町１－２－３", "住所")]),
    ("見本１２３番地の４", [("見本１２３番地の４", "住所")]),
    ("〒000-0000", [("〒000-0000", "郵便番号")]),
    ("普通口座 1234567 へ", [("普通口座 1234567", "口座の番号")]),
    ("普通　１２３４５６７", [("普通　１２３４５６７", "口座の番号")]),
    ("見本花子さんが話しました", [("見本花子さん", "人の名前")]),
    ("見本 花子さんが", [("見本 花子さん", "人の名前")]),
    ("太郎くんと花子ちゃん", [("太郎くん", "人の名前"), ("花子ちゃん", "人の名前")]),
    ("見本様のお宅", [("見本様", "人の名前")]),
    (
        "見本さん（090-0000-0000、a@example.jp）、見本さん",
        [
            ("見本さん", "人の名前"),
            ("090-0000-0000", "電話番号"),
            ("a@example.jp", "メールアドレス"),
        ],
    ),
]

NOTHING = [
    "",
    "皆さんで花を植えました。お客様も来ました。",
    "みなさん、お母さん、子どもさん、市民の皆様、参加者の皆さん",
    "職員さんと住民さんが集まった",
    "見本町一丁目の公園で、二丁目の子ども会と",
    "2026-04-01 10:00-12:00",
    "令和8年4月1日、2026/4/1、10時から12時",
    "費用は1,234,567円、参加は090人",
    "3-2で勝った",
    "第1-2-3会議室",
    "番号は 12345678",
    "多様な人、仕様、模様、同様に、王様",
    "まちづくり@広場",
]


@pytest.mark.parametrize(("text", "found"), FOUND, ids=[text for text, _ in FOUND])
def test_personal_data_are_found_in_any_width(text: str, found: list[tuple[str, str]]) -> None:
    assert [(each.words, str(each.looks_like)) for each in looks_personal(text)] == found


@pytest.mark.parametrize("text", NOTHING)
def test_other_words_are_left_alone(text: str) -> None:
    assert looks_personal(text) == []


def test_what_is_public_already_is_not_asked_about() -> None:
    text = "窓口は048-000-0000（desk@example.jp）"

    assert looks_personal(text, known=("０４８-０００-００００", "desk@example.jp")) == []
    assert len(looks_personal(text)) == 2
