"""Names of groups and offices that may be one thing, however they are written."""

import pytest

from kyodo_portal.words.alike import likeness

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("one", "other", "is_alike"),
    [
        ("ＮＰＯ法人　花園", "花園", True),
        ("特定非営利活動法人花園", "認定NPO法人 花園", True),
        ("㈱土手", "土手株式会社", True),
        ("一般社団法人まちの灯", "まちの灯", True),
        ("髙橋川を守る会", "高橋川を守る会", True),
        ("はなとみちのかい", "ハナトミチノカイ", True),
        ("子ども・若者の会", "子ども若者の会", True),
        ("サポートセンター", "サポ－トセンタ", True),
        ("しゃぼん玉クラブ", "シヤボン玉クラブ", True),
        ("NPO法人", "ＮＰＯ法人", True),
        ("花と道の会", "花と川の会", False),
        ("第一町内会", "第二町内会", False),
        ("株式会社", "有限会社", False),
        ("環境課", "環境政策課", False),
    ],
)
def test_names_are_alike_however_they_are_written(one: str, other: str, is_alike: bool) -> None:
    assert (likeness(one) == likeness(other)) == is_alike
