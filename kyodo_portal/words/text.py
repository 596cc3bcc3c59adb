"""Text as the people of a Japanese city write it: cleaned, searched, in kana, in numbers.

Everything here runs in time linear in its input, also on text made to be slow: towers of combining
marks, on which Unicode normalisation is quadratic, are cut before normalising.
Dates, fiscal years and yen live in `kyodo_portal.words.calendar` and can be imported from here too.
"""

import re
import unicodedata

from django.http import QueryDict

from kyodo_portal.words.calendar import (
    fiscal_year,
    fiscal_year_label,
    fiscal_year_range,
    fiscal_years_short,
    japanese_date,
    japanese_datetime,
    wareki_year,
    yen,
)

__all__ = [
    "MAX_QUERY",
    "bigrams",
    "clean",
    "clean_kana",
    "fiscal_year",
    "fiscal_year_label",
    "fiscal_year_range",
    "fiscal_years_short",
    "half_width",
    "is_kana",
    "mail_address",
    "japanese_date",
    "japanese_datetime",
    "normalise",
    "normalise_width",
    "parse_int",
    "shortened",
    "to_katakana",
    "wareki_year",
    "yen",
]

MAX_QUERY = 200
"""Characters of a search query that are read; the rest is cut before any work is done on it."""

MAX_WORDS = 8
MAX_MARKS = 4
"""Combining marks kept on one letter; no living script writes more."""

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_LINE_ENDS = re.compile("\r\n|[\r\x85\u2028\u2029]")
_SURROGATES = re.compile(r"[\ud800-\udfff]")
_ZWJ = "\u200d"
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u180b-\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufeff\uffa0\ufff0-\ufffb\ufdd0-\ufdef\ufffe\uffff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff]"
)
_JOINED = re.compile("(.)?\u200d(?=(.)?)", re.DOTALL)
_VARIATION = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")

_MARKS = "\u0300-\u034e\u0350-\u036f\u3099\u309a"
_TOWER = re.compile(f"([{_MARKS}]{{{MAX_MARKS}}})[{_MARKS}]+")
_DECOMPOSED = re.compile(
    f"[^{_MARKS}\uf900-\ufaff\U0002f800-\U0002fa1f][{_MARKS}]+"
    "|[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?"
)

_COMBINING = "".join(filter(unicodedata.combining, map(chr, range(0x10000))))
_SURELY_WITHOUT_MARKS = re.compile(f"[^{_COMBINING}\U00010000-\U0010ffff]*")
"""Texts in which no letter stands on another one, as nearly all are; told without looking at each."""

_KATAKANA_TO_HIRAGANA = {code: code - 0x60 for code in (*range(0x30A1, 0x30F7), 0x30FD, 0x30FE)}
_HIRAGANA_TO_KATAKANA = {hira: kata for kata, hira in _KATAKANA_TO_HIRAGANA.items()}
_DASHES = "-\u00ad\u02d7\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\u2500\u2501\u30fc\ufe58\ufe63\uff0d\uff70"
_WAVES = "~\u223c\u223f\u301c\u3030\uff5e"

# Forms of one kanji that people use for each other in names and places; each maps to the one most
# people type. Searching must not depend on which of them the family register happens to hold.
_KANJI = {
    "髙": "高", "﨑": "崎", "碕": "崎", "嵜": "崎", "𠮷": "吉", "邊": "辺", "邉": "辺",
    "濵": "浜", "濱": "浜", "齋": "斉", "齊": "斉", "斎": "斉", "嶋": "島", "嶌": "島",
    "惠": "恵", "德": "徳", "澤": "沢", "櫻": "桜", "廣": "広", "國": "国", "圀": "国",
    "眞": "真", "龍": "竜", "瀧": "滝", "學": "学", "會": "会", "榮": "栄", "條": "条",
    "藏": "蔵", "增": "増", "曾": "曽", "當": "当", "渕": "淵", "渊": "淵",
    "冨": "富", "舘": "館", "峯": "峰", "來": "来", "萬": "万", "靜": "静", "壽": "寿",
    "與": "与", "實": "実", "圓": "円", "關": "関", "舊": "旧", "彌": "弥", "豐": "豊",
    "禮": "礼", "緖": "緒", "槇": "槙", "桒": "桑", "舩": "船",
    "埜": "野", "冝": "宜", "礒": "磯", "遙": "遥", "檜": "桧", "祿": "禄", "凉": "涼",
}  # fmt: skip
_SEARCH_FOLD = (
    _KATAKANA_TO_HIRAGANA
    | {ord(dash): "ー" for dash in _DASHES}
    | {ord(wave): "~" for wave in _WAVES}
    | str.maketrans(_KANJI)
)
_RUN = re.compile(r"[^\W_]+")


# ---- what people type into forms ------------------------------------------------------------


def clean(text: str) -> str:
    """The text as it is kept: what was typed, without what nobody typed on purpose.

    Line ends become a single newline, control characters and invisible or direction-changing ones
    go, letters that arrive in pieces (か followed by a loose ゛, as from a Mac's file names) are
    put together. Compatibility kanji such as 神 stay as they were typed, and so do emoji.
    Raises ValueError on NUL and on half of a surrogate pair: no person can type either.
    """
    if "\0" in text or _SURROGATES.search(text):
        raise ValueError("text contains NUL or a lone surrogate")
    text = _LINE_ENDS.sub("\n", text)
    if text.isascii():
        return _CONTROLS.sub("", text)
    text = _INVISIBLE.sub("", _CONTROLS.sub("", text))
    if _ZWJ in text:
        text = _JOINED.sub(_joiner_where_it_belongs, text)
    text = _TOWER.sub(r"\1", text)
    return _DECOMPOSED.sub(lambda match: unicodedata.normalize("NFC", match[0]), text)


def _joiner_where_it_belongs(match: re.Match[str]) -> str:
    """Keep a zero-width joiner between emoji and after a virama; elsewhere it only disguises."""
    before, after = match[1] or "", match[2] or ""
    after_virama = before and unicodedata.combining(before) == 9
    emoji = before and (unicodedata.category(before) in {"So", "Sk"} or before == "\ufe0f")
    if after_virama or (emoji and after and unicodedata.category(after) == "So"):
        return match[0]
    return before


# ---- searching ------------------------------------------------------------------------------


def normalise(text: str, limit: int | None = None) -> str:
    """The text as search compares it: width, case, kana, dashes and kanji variants made one.

    `limit` cuts first (for what comes from outside). Idempotent. Never raises.
    """
    if limit is not None:
        text = text[:limit]
    text = _SURROGATES.sub(" ", text)
    text = _VARIATION.sub("", _INVISIBLE.sub("", text)).replace(_ZWJ, "")
    folded = _nfkc(_nfkc(text).casefold()).translate(_SEARCH_FOLD)
    return " ".join(_CONTROLS.sub(" ", folded).split())


def shortened(query: QueryDict) -> QueryDict:
    """A copy of an address's query, to be changed, whose values are cut at what is read of them:
    what somebody pasted into a search box is not repeated in every link of the page."""
    short = QueryDict(mutable=True)
    for name, values in query.lists():
        short.setlist(name, [value[:MAX_QUERY] for value in values])
    return short


def bigrams(text: str) -> list[str]:
    """The index terms of a normalised text: overlapping pairs within runs of letters and digits,
    and each run's last character alone, so that a one-letter word is a prefix of some term.
    Each term once, in order of first appearance."""
    terms: dict[str, None] = {}
    for match in _RUN.finditer(text):
        run = match[0]
        for start in range(len(run)):
            terms[run[start : start + 2]] = None
    return list(terms)


def _nfkc(text: str) -> str:
    """NFKC in linear time: no letter keeps more marks than a script could mean."""
    return unicodedata.normalize("NFKC", text if text.isascii() else _without_towers(text))


def _without_towers(text: str) -> str:
    if _SURELY_WITHOUT_MARKS.fullmatch(text):
        return text
    kept: list[str] = []
    marks = 0
    for letter in text:
        marks = marks + 1 if unicodedata.combining(letter) else 0
        if marks <= MAX_MARKS:
            kept.append(letter)
    return "".join(kept)


# ---- kana and numbers -----------------------------------------------------------------------

_HALF_WIDTH_KANA = re.compile("[\uff61-\uff9f]+")
_KANA = re.compile("[ァ-ヺヽヾ・ー]+(?: [ァ-ヺヽヾ・ー]+)*")
_DASH_BETWEEN_KANA = re.compile(f"(?<=[ァ-ヺー])[{re.escape(_DASHES)}]")
_DIGITS = r"(?=[0-9])(?:[0-9]{1,6}千)?(?:[0-9]百)?[0-9]{0,18}"
_NUMBER = re.compile(
    rf"[¥\\]?(?P<sign>-?)(?:(?P<oku>{_DIGITS})億)?(?:(?P<man>{_DIGITS})万)?(?P<rest>{_DIGITS})?"
    r"(?:円|人|名|件|回|点|日|年|か月|団体|世帯|部|個|本|枚)?"
)
_THOUSANDS_AND_HUNDREDS = re.compile(
    r"(?:(?P<sen>[0-9]+)千)?(?:(?P<hyaku>[0-9])百)?(?P<rest>[0-9]*)"
)
_THOUSANDS = re.compile(r"(?<![0-9])([0-9]{1,3}(?:[,、][0-9]{3})+)(?![0-9,、])")


def to_katakana(text: str) -> str:
    """Hiragana and half-width kana as full-width katakana; everything else untouched."""
    wide = _HALF_WIDTH_KANA.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
    return wide.translate(_HIRAGANA_TO_KATAKANA)


def is_kana(text: str) -> bool:
    """Whether the text is a フリガナ as `clean_kana` leaves it."""
    return _KANA.fullmatch(text) is not None


def clean_kana(text: str) -> str:
    """A フリガナ in full-width katakana, words parted by one half-width space (DS-431).

    Takes hiragana, half-width kana and the usual wrong dashes. Raises ValueError for the rest.
    """
    kana = to_katakana(" ".join(clean(text).split()))
    kana = clean(_DASH_BETWEEN_KANA.sub("ー", kana))
    if not is_kana(kana):
        raise ValueError("not kana")
    return kana


def normalise_width(text: str) -> str:
    """Mail and web addresses in half width; case and dashes as they are, trimmed."""
    return _nfkc(text).strip()


_PARTS_BETWEEN_DOTS = re.compile(r"(?:^|\.)(?=\.|$)")
_PLAIN_LOCAL = re.compile(r"[a-z0-9._+-]+", re.IGNORECASE)


def mail_address(text: str) -> str:
    """A mail address in half width. One with two dots in a row or a dot before the ＠, as telephones
    in Japan had them, is written in quotes, without which no other server takes it (RFC 5321)."""
    address = normalise_width(text)
    local, at, domain = address.rpartition("@")
    if _PLAIN_LOCAL.fullmatch(local) and _PARTS_BETWEEN_DOTS.search(local):
        return f'"{local}"{at}{domain}'
    return address


def half_width(text: str) -> str:
    """Numbers, addresses and telephone numbers in half width, every dash a hyphen, trimmed."""
    narrow = _nfkc(text)
    return re.sub(f"[{re.escape(_DASHES)}]", "-", narrow).strip()


def parse_int(text: str) -> int:
    """A whole number as people write it: １，２３４円, 50万円, 3万5千円, 1億2000万, 30人.

    Raises ValueError for anything else, misplaced commas and decimals included.
    """
    narrow = half_width(text[:100]).replace(" ", "")
    match = _NUMBER.fullmatch(_THOUSANDS.sub(lambda m: re.sub("[,、]", "", m[1]), narrow))
    if match is None or len(text) > 100 or not (match["oku"] or match["man"] or match["rest"]):
        raise ValueError("not a whole number")
    oku, man, rest = (_counted(match[part] or "") for part in ("oku", "man", "rest"))
    value = oku * 10**8 + man * 10**4 + rest
    return -value if match["sign"] else value


def _counted(digits: str) -> int:
    """The value of digits among which 千 and 百 may stand: 35, 3千5百, 2千. What follows 千 and 百
    is smaller than they are; anything else is a slip of the pen (ValueError)."""
    match = _THOUSANDS_AND_HUNDREDS.fullmatch(digits)
    if match is None:
        raise ValueError("not a whole number")
    sen, hyaku, rest = (int(match[part] or 0) for part in ("sen", "hyaku", "rest"))
    if (match["hyaku"] and rest >= 100) or (match["sen"] and rest >= 1000):
        raise ValueError("not a whole number")
    return sen * 1000 + hyaku * 100 + rest
