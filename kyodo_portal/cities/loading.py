"""From the file to the profile: found by name or path, read once, refused with all its mistakes."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from kyodo_portal.cities.checks import check
from kyodo_portal.cities.merging import merged
from kyodo_portal.cities.mistakes import BrokenProfile, Mistake, Notes
from kyodo_portal.cities.positions import positions
from kyodo_portal.cities.profile import City
from kyodo_portal.cities.tables import read_row, take_translations

FOLDER = Path(__file__).parent
COMMON = "common"
"""The name of the file with what a profile may leave out: no city's."""

_AT_LINE = re.compile(r"\(at line (\d+), column \d+\)|\(at end of document\)")


def city() -> City:
    """The profile of the city this portal serves (`settings.KYODO_CITY`)."""
    return load_city(settings.KYODO_CITY)


def said(text: str) -> str:
    """Words of the city's profile, in the language of the page."""
    return city().said(text)


def city_names() -> list[str]:
    """The profiles that come with the portal, by the name `KYODO_CITY` takes."""
    return sorted(path.stem for path in FOLDER.glob("*.toml") if path.stem != COMMON)


def city_file(name: str) -> Path:
    """Where the profile of a name lies, or of a path that ends in `.toml`. Raises ImproperlyConfigured,
    one line, where there is none."""
    if name.endswith(".toml") and Path(name).is_file():
        return Path(name)
    if name not in city_names():
        raise ImproperlyConfigured(
            f"KYODO_CITY={name!r}: no such city profile; it takes one of {', '.join(city_names())}, "
            "or the path of a file that ends in .toml."
        )
    return FOLDER / f"{name}.toml"


@cache
def load_city(name: str) -> City:
    """One profile, read once. Raises ImproperlyConfigured where there is no such file, and
    BrokenProfile, with a line for each mistake, where it cannot be used."""
    found, mistakes = read_city(city_file(name))
    if mistakes:
        raise BrokenProfile(mistakes)
    return found


@cache
def common() -> City:
    """What is the same in every city, without any: the words and numbers a profile may leave out."""
    table = tomllib.loads((FOLDER / f"{COMMON}.toml").read_text(encoding="utf-8"))
    return read_row(City, table, (), Notes(file=""), slug=COMMON, translations={})


def read_city(path: Path) -> tuple[City, list[Mistake]]:
    """The profile in a file, as far as it can be read, and everything that is wrong in it."""
    file = file_as_shown(path)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise BrokenProfile(
            [Mistake(file, 1, "ファイル全体", f"読めません（{error.strerror}）。")]
        ) from error
    return parse_city(path.stem, content, file=file)


def file_as_shown(path: Path) -> str:
    """Where a profile lies, as its readers know it."""
    return f"kyodo_portal/cities/{path.name}" if path.is_relative_to(FOLDER) else str(path)


def parse_city(slug: str, content: bytes, *, file: str = "") -> tuple[City, list[Mistake]]:
    """A profile from the bytes of its file, and its mistakes."""
    common = tomllib.loads((FOLDER / f"{COMMON}.toml").read_text(encoding="utf-8"))
    notes = Notes(file=file or f"{slug}.toml")
    own = _read_toml(content, notes)
    inside = {"slug": slug, "translations": notes.translations}
    if own is None:
        unread = Notes(file=notes.file)  # what is missing in a file nobody could read is no news
        return read_row(City, common, (), unread, **inside), notes.mistakes
    parsed = read_row(City, merged(own, common), (), notes, **inside)
    check(parsed, own, notes)
    take_translations(City, common, notes)
    return parsed, notes.mistakes


def _read_toml(content: bytes, notes: Notes) -> dict[str, Any] | None:
    """The tables of the file, and where they stand; None, noted, for what is no TOML in UTF-8."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        notes.lines = {("文字コード",): content[: error.start].count(b"\n") + 1}
        notes.wrong(
            ("文字コード",),
            f"UTF-8 ではありません{_encoding_of(content)}。UTF-8 で保存し直してください。",
        )
        return None
    text = text.replace("\r\n", "\n")
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        at = _AT_LINE.search(str(error))
        last = text.count("\n") + 1
        notes.lines = {("TOML",): int(at[1]) if at and at[1] else last}
        notes.wrong(("TOML",), f"TOML として読めません。{_reason(str(error))}")
        return None
    notes.lines = positions(text)
    return table


_REASONS = (
    (r"overwrite|twice|redefine|Duplicate|mutate", "同じ項目か同じ表が、二度書かれています。"),
    (r"^Invalid value", '言葉は "…" で囲んでください。'),
    (r"^Unterminated|^Illegal character", '引用符（"）が閉じていません。'),
    (r"^Unclosed|^Expected '\]", "かっこ（[ ] か { }）が閉じていません。"),
    (
        r"^Expected '='|^Invalid statement|initial character",
        "項目の名前 = 値 の形で書いてください。",
    ),
    (r"^Expected newline", "一行に書けるのは、一つの項目だけです。"),
    (r"Unescaped|Escaped", "言葉の中の \\ は、\\\\ と二つ書いてください。"),
)
"""What the reader of TOML says, in English, and what there is to do."""


def _reason(said: str) -> str:
    told = next((told for pattern, told in _REASONS if re.search(pattern, said)), "")
    return f"{told}この行とその前の行を確かめてください。"


def _encoding_of(content: bytes) -> str:
    """What the file seems to be written in instead, as far as it can be told."""
    for encoding, called in (("utf-16", "UTF-16"), ("cp932", "Shift_JIS"), ("euc_jp", "EUC-JP")):
        if encoding == "utf-16" and content[:2] not in (b"\xff\xfe", b"\xfe\xff"):
            continue
        try:
            content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return f"（{called} のようです）"
    return ""
