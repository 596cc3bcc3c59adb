"""What people type, and what they must find: exactly what a plain look through the texts and
the table of wordings finds."""

import pytest

from kyodo_portal.search import Kind, SearchDocument, finding
from kyodo_portal.search.finding import find, object_ids
from kyodo_portal.search.queries import parse
from tests.search.documents import CITY, write_city

pytestmark = pytest.mark.django_db

FLOWERS, MARKET, WATCH, POND, JAPANESE = (title for _, title, _ in CITY[:5])
RND, WORKSHOP, MAP, FESTIVAL, DATA = (title for _, title, _ in CITY[5:10])
GREEN, SUN, PICTURE_BOOKS = (title for _, title, _ in CITY[10:13])
CALL, EMPTY_HOUSES, REPORT, BUS = (title for _, title, _ in CITY[13:])

QUERIES: list[tuple[str, list[str]]] = [
    # one and two characters
    ("祭", [FESTIVAL]),
    ("花", [FLOWERS, GREEN, CALL, REPORT]),
    ("緑", [FLOWERS, GREEN, CALL]),
    ("市", [MARKET, CALL]),
    ("池", [POND]),
    ("C", [RND]),
    ("9", [SUN]),
    ("防災", [MAP, CALL]),
    ("花だ", [FLOWERS, REPORT]),
    ("駅前", [MARKET]),
    ("空き", [EMPTY_HOUSES]),
    ("IT", [RND]),
    ("犬", []),
    ("鳥類", []),
    # longer words
    ("花だんづくり", [FLOWERS, REPORT]),
    ("日本語教室", [JAPANESE]),
    ("本語教", [JAPANESE]),
    ("教室日本語", []),
    ("社会実験", [BUS]),
    ("花だんづくりの会", []),
    # width
    ("ＮＰＯ", [SUN]),
    ("npo", [SUN]),
    ("ｍａｐ", []),
    ("ﾏﾙｼｪ", [MARKET]),
    ("マップ", [MAP]),
    ("ﾏｯﾌﾟ", [MAP]),
    ("ＪａｖａＳｃｒｉｐｔ", [RND]),
    ("２０２６", [MARKET]),
    ("500,000", [CALL]),
    ("５００，０００円", [CALL]),
    # hiragana and katakana, フリガナ
    ("まるしぇ", [MARKET]),
    ("マルシェ", [MARKET]),
    ("つうがくろ", [FLOWERS, REPORT]),
    ("ニホンゴ", [JAPANESE]),
    ("ぼうさいまっぷ", [MAP]),
    ("えぬぴーおー", [SUN]),
    ("わたなべ", [PICTURE_BOOKS]),
    ("コドモ", [FLOWERS]),
    ("べっどたうん", [BUS]),
    ("へっどたうん", []),
    # dashes and long vowels
    ("コミュニティーバス", [BUS]),
    ("コミュニティ―バス", [BUS]),
    ("9:00-12:00", [SUN]),
    ("９：００－１２：００", [SUN]),
    ("～第1回～", [DATA]),
    ("〜第１回〜", [DATA]),
    # forms of one kanji
    ("高橋", [WATCH]),
    ("髙橋", [WATCH]),
    ("山崎川", [WATCH]),
    ("山﨑川", [WATCH]),
    ("吉田", [POND]),
    ("𠮷田", [POND]),
    ("渡辺", [PICTURE_BOOKS]),
    ("渡邉", [PICTURE_BOOKS]),
    # several words
    ("花 緑", [FLOWERS, GREEN, CALL]),
    ("花　防災", [CALL]),
    ("花 祭", []),
    ("ため池 ごみ", [POND]),
    ("花だん 花だん", [FLOWERS, REPORT]),
    ("吉川駅 マルシェ 2026", [MARKET]),
    # phrases
    ('"花と緑"', [FLOWERS, GREEN]),
    ("「花と緑の会」", [FLOWERS, GREEN]),
    ("“NPO法人 ひだまり”", [SUN]),
    ('"NPO法人 ひろば"', []),
    ("＂花と緑＂ まち", [GREEN]),
    ("『はじめの一歩』", [JAPANESE]),
    ('花と緑" こども', []),
    # across two fields
    ("づくりこども", []),
    ('"花だんづくり こどもと"', []),
    ("祭まつり", []),
    ("会場 植える", []),
    # signs
    ("R&D", [RND]),
    ("Ｒ＆Ｄ", [RND]),
    ("&", [RND]),
    ("おじいちゃん's", [WORKSHOP]),
    ("おじいちゃん’s", []),
    ("'", [WORKSHOP]),
    ("C++", [RND]),
    ("++", [RND]),
    ("100%", [WORKSHOP]),
    ("%", [WORKSHOP]),
    ("料_た", [WORKSHOP]),
    ("_", [WORKSHOP]),
    ("料％た", []),
    ("\\", []),
    ("①調査", [EMPTY_HOUSES]),
    ("1調査", [EMPTY_HOUSES]),
    ("株数", [REPORT]),
    ("㈱見本交通", [BUS]),
    ("(株)見本交通", [BUS]),
    # numbers and dates
    ("2025年12月7日", [MAP]),
    ("１２月", [MAP]),
    ("令和7年度", [REPORT]),
    ("年4回", [POND]),
    ("第1回", [DATA]),
    ("第2回", []),
    # nothing
    ("", []),
    ("　 ", []),
    ('""', []),
    ("「」", []),
]


def scan(typed: str) -> list[str]:
    """What a plain look through every normalised text finds, for each word in any of its ways."""
    words = parse(typed).all_ways
    return sorted(
        document.title
        for document in SearchDocument.objects.all()
        if words and all(any(way in document.text for way in ways) for ways in words)
    )


def titles(typed: str) -> list[str]:
    found = find(parse(typed), Kind.values, last=50)
    assert [one.count for one in found] == [len(one.documents) for one in found]
    assert all(one.is_exact for one in found)
    return sorted(document.title for one in found for document in one.documents)


@pytest.mark.parametrize(
    ("few", "window"), [(500, 1), (0, 2_000), (0, 1)], ids=["rare", "newest", "index"]
)
@pytest.mark.parametrize(("typed", "expected"), QUERIES)
def test_query_finds_what_it_should(
    typed: str, expected: list[str], few: int, window: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "FEW", few)
    monkeypatch.setattr(finding, "WINDOW", window)
    write_city()

    assert titles(typed) == sorted(expected)
    assert scan(typed) == sorted(expected)
    if parse(typed):
        ids = [pk for kind in Kind.values for pk in object_ids(parse(typed), kind) or []]
        assert sorted(CITY[pk - 1][1] for pk in ids) == sorted(expected)


def test_test_set_is_large_enough() -> None:
    assert len(QUERIES) >= 60
