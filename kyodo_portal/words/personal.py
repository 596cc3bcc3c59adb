"""What in a text looks like somebody's personal data: telephone, mail, address, account, a name with さん.

A guess, for a question before a text becomes public: it may be wrong either way, and refuses nothing.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from kyodo_portal.words.languages import Words

_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_HYPHENS = dict.fromkeys(map(ord, "‐‑‒–—―−ｰ－"), "-")
#: One sign for one sign, so that what is found stands at the same place of the text as it was written.
_NARROW: dict[int, int | str] = {**_WIDE, **_HYPHENS, ord("　"): " "}

_DIGITS_APART = r"[-ー ()]{0,2}"
_PHONE = re.compile(
    rf"(?<![\d-])(?:\(0\d{{1,4}}\)|0\d{{1,4}}){_DIGITS_APART}\d{{1,4}}{_DIGITS_APART}\d{{3,4}}(?![\d-])"
    rf"|(?<![\d+])\+81{_DIGITS_APART}\d{{1,4}}{_DIGITS_APART}\d{{1,4}}{_DIGITS_APART}\d{{3,4}}(?!\d)"
)
_MAIL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._%+-]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_NUMBER = "[0-9〇一二三四五六七八九十]{1,4}"
_ADDRESS = re.compile(
    rf"[一-龠々ァ-ヶ]{{1,8}}(?<!第) ?(?:{_NUMBER}丁目 ?{_NUMBER}(?:番地?)?(?:[-の]?{_NUMBER}号?)?"
    rf"|{_NUMBER}番地(?:の?{_NUMBER})?|\d{{1,3}}-\d{{1,4}}-\d{{1,4}}(?![-\d]))"
)
"""A house: a 丁目 alone is a part of the town, and no more."""

_POSTAL = re.compile(r"〒 ?\d{3}-?\d{4}")
_ACCOUNT = re.compile(
    r"(?:口座|普通|当座|預金)[^\d\n]{0,12}(\d{6,8})(?!\d)|記号 ?\d{5}[^\n]{0,6}?番号 ?\d{2,8}"
)
_NAME = re.compile(
    r"([一-龠々]{1,5}(?: [一-龠々ぁ-ん]{1,4})?)(?:さん|様|さま|氏|くん|君|ちゃん)(?![ぁ-ん]*か[?？])"
)

_NOBODY = """
皆 皆皆 客 お客 母 父 兄 姉 弟 妹 娘 息子 孫 奥 旦那 子 子供 子ども 赤 医者 先生 職員 担当 担当者 業者 商店 市民 住民
団体 会員 参加者 利用者 保護者 地元 近所 隣 隣近所 友 同 多 王 神 仏 各 有 模 仕 八百屋 魚屋 大工 生徒 学生 若者
高齢者 外国人 農家 店 学校 会社 消防団 町内会 自治会
"""
NOBODY = frozenset(_NOBODY.split())
"""Words before さん or 様 that name nobody."""


@dataclass(frozen=True, slots=True)
class Found:
    """Something in a text that looks personal: the words as they stand there, and what they look like."""

    words: str
    looks_like: Words


def looks_personal(text: str, *, known: Collection[str] = ()) -> list[Found]:
    """What in the text looks personal, each once, in its order. `known` are numbers and addresses that are
    public already: the city's own desk."""
    narrow = text.translate(_NARROW)
    public = {_bare(word) for word in known}
    found: dict[tuple[int, int], Found] = {}
    for pattern, looks_like in _KINDS:
        for match in pattern.finditer(narrow):
            start, end = match.span()
            if _bare(match.group()) in public or any(
                start < other_end and other_start < end for other_start, other_end in found
            ):
                continue
            if pattern is _PHONE and not _is_phone(match.group()):
                continue
            if pattern is _NAME and _names_nobody(match[1]):
                continue
            found[start, end] = Found(text[start:end].strip(), looks_like)
    told = {found[place].words: found[place] for place in sorted(found)}
    return list(told.values())


_KINDS: tuple[tuple[re.Pattern[str], Words], ...] = (
    (_MAIL, _("メールアドレス")),
    (_ACCOUNT, _("口座の番号")),
    (_POSTAL, _("郵便番号")),
    (_PHONE, _("電話番号")),
    (_ADDRESS, _("住所")),
    (_NAME, _("人の名前")),
)


def _bare(word: str) -> str:
    return re.sub(r"[-ー() ]", "", word.translate(_NARROW)).lower()


def _is_phone(written: str) -> bool:
    """Ten or eleven digits; with the number of the country in place of the 0, a digit more."""
    digits = len(re.sub(r"\D", "", written))
    return digits in ((11, 12) if written.startswith("+") else (10, 11))


def _names_nobody(before: str) -> bool:
    words = before.replace(" ", "")
    ends = any(len(each) > 1 and words.endswith(each) for each in NOBODY)
    return ends or words in NOBODY
