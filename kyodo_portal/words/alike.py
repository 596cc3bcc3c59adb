"""Names that a reader takes for the same, and letters that only look like the usual ones."""

import re
import unicodedata

from kyodo_portal.words.text import clean, normalise, normalise_width

# Capitals and small letters of other scripts that nobody tells from the Latin ones beside which they
# stand. Greek letters that people write into Japanese names (α, β, Σ, Ω) look like none of them.
_CYRILLIC = dict(
    zip("АВЕЅЗІЈКМНОРСТУХаесіјорѕухԁһԛԝѵ", "ABESЗIJKMHOPCTYXaecijopsyxdhqwv", strict=True)
)
_GREEK = dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϲοινυ", "ABEZHIKMNOPTYXcoivu", strict=True))
_LATIN = {ord(letter): alike for letter, alike in (_CYRILLIC | _GREEK).items()}

#: Kanji and kana that look alike; each to the one that is more often meant.
_JAPANESE = str.maketrans("ロ囗ニハカエタトーチミオヘベペリ", "口口二八力工夕卜一千三才へべぺり")

_BLANK_LETTERS = "\u034f\u115f\u1160\u2800\u3164\uffa0"
_ZWJ = "\u200d"
_BETWEEN = re.compile(r"[\W_]+")


def has_invisible(text: str) -> bool:
    """Whether there is something in the text that nobody sees: characters without width, blank
    letters, signs that turn the direction. What joins the parts of an emoji counts as seen."""
    if any(unicodedata.category(one) == "Cf" and one != _ZWJ for one in text):
        return True
    if any(one in _BLANK_LETTERS for one in text):
        return True
    try:
        return clean(text).count(_ZWJ) != text.count(_ZWJ)
    except ValueError:
        return False  # it cannot be kept anyway


def foreign_look_alikes(text: str) -> list[str]:
    """The Cyrillic and Greek letters in a text that look like Latin ones, where they stand among
    letters of another script. A name that is all Cyrillic or all Greek is a name."""
    scripts = {_script(letter) for letter in text if letter.isalpha()}
    if len(scripts) < 2:
        return []
    return list(dict.fromkeys(letter for letter in text if ord(letter) in _LATIN))


def as_read(name: str) -> str:
    """A name as a reader takes it in: width, case and signs between the letters put aside, and
    every letter as the one it looks like. Two names that are the same here look the same."""
    seen = normalise_width(name).translate(_LATIN).casefold().translate(_JAPANESE)
    return _BETWEEN.sub("", seen)


def _script(letter: str) -> str:
    """CYRILLIC, GREEK, LATIN, or one word for all that is Japanese."""
    first = unicodedata.name(letter, "").partition(" ")[0]
    return first if first in {"CYRILLIC", "GREEK", "LATIN"} else "OTHER"


_LEGAL_FORM = re.compile(
    r"\((?:株|有|合|資|名|同|特非|npo|一社|公社|一財|公財|社|財|福|学|任)\)"
    r"|(?:認定)?特定非営利活動法人|(?:認定)?npo(?:法人)?"
    r"|(?:一般|公益|特例)?(?:社団|財団)法人|社会福祉法人|学校法人|宗教法人|医療法人"
    r"|株式会社|有限会社|合同会社|合資会社|合名会社|任意団体"
)
_SMALL = str.maketrans("ゖゕぁぃぅぇぉっゃゅょゎ", "けかあいうえおつやゆよわ")


def likeness(name: str) -> str:
    """By what the name of a group or an office is recognised however it is written: width, case, kana,
    old kanji, small kana, signs, and the legal form before or behind it put aside (㈱花園, 花園
    株式会社). Two names that are the same here may be one thing; whether they are, people decide."""
    folded = "".join(normalise(name, 200).split())
    bare = _BETWEEN.sub("", _LEGAL_FORM.sub("", folded)).replace("ー", "")
    return (bare or _BETWEEN.sub("", folded)).translate(_SMALL)
