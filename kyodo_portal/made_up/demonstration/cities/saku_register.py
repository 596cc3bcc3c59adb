"""The register of 佐久市: as many 区, NPO and volunteer groups as its guideline counts, all made up.

They are written at once and not lived through: nobody ever signs in for them. Their names are put together from
the words of made-up places, so that none is that of a real one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, product

from django.utils import timezone

from groups.models import Group, GroupField, GroupStatus, User
from kyodo_portal.made_up.demonstration.cities.saku import FIELDS
from kyodo_portal.search import index_new

COUNTED = {"neighbourhood": 239, "npo": 35, "volunteer": 130}
"""How many groups of each kind the guideline counts, those with a story of their own among them."""

_BEFORE = (
    ("上", "カミ"), ("下", "シモ"), ("中", "ナカ"), ("東", "ヒガシ"), ("西", "ニシ"), ("南", "ミナミ"),
    ("北", "キタ"), ("新", "シン"), ("奥", "オク"), ("前", "マエ"), ("大", "オオ"), ("小", "コ"),
)  # fmt: skip
_PLACES = (
    ("霧ヶ窪", "キリガクボ"), ("鈴掛", "スズカケ"), ("雲雀原", "ヒバリハラ"), ("水車", "スイシャ"),
    ("栗並", "クリナミ"), ("星見平", "ホシミダイラ"), ("鹿ノ辻", "シカノツジ"), ("麦浜", "ムギハマ"),
    ("鳥居坂", "トリイザカ"), ("白樺沢", "シラカバザワ"), ("樫尾", "カシオ"), ("朝凪", "アサナギ"),
    ("石舞台", "イシブタイ"), ("風越", "カザコシ"), ("花立", "ハナタテ"), ("月待", "ツキマチ"),
    ("蔵前田", "クラマエダ"), ("夕映", "ユウバエ"), ("杉小路", "スギコウジ"), ("笹舟", "ササブネ"),
)  # fmt: skip
_THEMES = (
    ("見守り", "ミマモリ", 1), ("おはなし", "オハナシ", 2), ("花づくり", "ハナヅクリ", 7),
    ("太鼓", "タイコ", 6), ("防災", "ボウサイ", 8), ("子育て", "コソダテ", 13), ("里山", "サトヤマ", 7),
    ("国際交流", "コクサイコウリュウ", 11), ("体操", "タイソウ", 6), ("学び", "マナビ", 2),
)  # fmt: skip
_ENDINGS = (
    ("の会", "ノカイ"), ("の輪", "ノワ"), ("クラブ", "クラブ"), ("ひろば", "ヒロバ"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of the register."""

    name: str
    kana: str
    kind: str
    field: int


def fill_register(*, by: User) -> list[Group]:
    """Write the groups that are still missing from what the guideline counts."""
    lines = [line for kind in COUNTED for line in _missing(kind)]
    groups = [
        Group(
            name=line.name,
            name_kana=line.kana,
            kind=line.kind,
            purpose="住む人どうしが助け合い、暮らしやすい地域をつくる。",
            activities="集まり、行事、清掃、学び合い。",
            area=line.name if line.kind == "neighbourhood" else "市内全域",
            members_count=12 + 7 * place % 300,
            status=GroupStatus.REGISTERED,
            registered_at=timezone.now(),
            created_by=by,
        )
        for place, line in enumerate(lines)
    ]
    Group.objects.bulk_create(groups)
    GroupField.objects.bulk_create(
        GroupField(group=group, number=FIELDS[line.field])
        for group, line in zip(groups, lines, strict=True)
    )
    index_new(Group, [group.pk for group in groups])
    return groups


def _missing(kind: str) -> Iterator[Listed]:
    there = Group.objects.registered().filter(kind=kind).count()
    makers = {"neighbourhood": _neighbourhoods, "npo": _npos, "volunteer": _volunteers}
    return islice(makers[kind](), max(0, COUNTED[kind] - there))


def _neighbourhoods() -> Iterator[Listed]:
    for (name, kana), (before, before_kana) in product(_PLACES, _BEFORE):
        yield Listed(f"{before}{name}区", f"{before_kana}{kana}ク", "neighbourhood", 3)


def _npos() -> Iterator[Listed]:
    for (name, kana), (theme, theme_kana, field) in _mixed():
        yield Listed(
            f"NPO法人 {name}{theme}ネット",
            f"エヌピーオーホウジン {kana}{theme_kana}ネット",
            "npo",
            field,
        )


def _volunteers() -> Iterator[Listed]:
    for (ending, ending_kana), ((name, kana), (theme, theme_kana, field)) in product(
        _ENDINGS, tuple(_mixed())
    ):
        yield Listed(
            f"{name}{theme}{ending}", f"{kana}{theme_kana}{ending_kana}", "volunteer", field
        )


def _mixed() -> Iterator[tuple[tuple[str, str], tuple[str, str, int]]]:
    """Places with themes so that both change from one to the next."""
    for turn in range(len(_THEMES)):
        for at, place in enumerate(_PLACES):
            yield place, _THEMES[(at + turn) % len(_THEMES)]
