"""From the tables of a TOML file to the rows of a profile: keys, types, what is missing."""

import types
from dataclasses import MISSING, Field, fields
from difflib import get_close_matches
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from kyodo_portal.cities.mistakes import Notes
from kyodo_portal.cities.positions import Path
from kyodo_portal.cities.rows.base import TOLD
from kyodo_portal.words.languages import EASY, ENGLISH, Language

Row = TypeVar("Row")

SUFFIXES = {"_easy": EASY, "_en": ENGLISH}
INSIDE = {"inside": True}
"""Metadata of an attribute that is not a key of the file."""

_NAMES = {str: '文字（"…"）', int: "整数", float: "数", bool: "true か false"}
_EMPTY: dict[Any, Any] = {str: "", int: 0, float: 0.0, bool: False}


def read_row(kind: type[Row], table: Any, path: Path, notes: Notes, **inside: Any) -> Row:
    """One table as a row. Every mistake in it is noted; what could not be read is empty in the row."""
    if not isinstance(table, dict):
        notes.wrong(path, "表の形（[名前] か [[名前]]）で書いてください。")
        table = {}
        values = {key: _empty(hint) for key, hint in _hints(kind).items()}
        return kind(**values, **inside)
    hints = _hints(kind)
    missing = {key for key in _required(kind) if key not in table}
    _note_unknown(kind, table, path, missing, notes)
    for key in sorted(missing):
        notes.wrong((*path, key), "書かれていません。この項目は、なくてはなりません。")
    values = {
        key: read_value(hints[key], table[key], (*path, key), notes)
        for key in hints
        if key in table
    }
    _take_translations(table, hints, path, notes)
    return kind(**{key: _empty(hints[key]) for key in _required(kind)} | values, **inside)


def read_value(hint: Any, value: Any, path: Path, notes: Notes) -> Any:
    """One value of the type its attribute has; noted and empty where it is not."""
    kind = _plain(hint)
    if get_origin(kind) is tuple:
        return _read_list(get_args(kind)[0], value, path, notes)
    if get_origin(kind) is Literal:
        if value not in get_args(kind):
            notes.wrong(
                path,
                f"{_shown(value)} は使えません。{_listed(get_args(kind))} のどれかにしてください。",
            )
            return get_args(kind)[0]
        return value
    if isinstance(kind, type) and kind not in _EMPTY:
        return read_row(kind, value, path, notes)
    if kind is float and type(value) is int:
        value = float(value)
    if type(value) is not kind:
        notes.wrong(path, f"{_shown(value)} ではなく、{_NAMES[kind]}で書いてください。")
        return _EMPTY[kind]
    if kind is str and not value.strip():
        if _is_told(hint):
            notes.wrong(path, "空です。言葉を書くか、この行を消してください。")
        return ""
    return value


def _read_list(hint: Any, value: Any, path: Path, notes: Notes) -> tuple[Any, ...]:
    if not isinstance(value, list):
        kind = _plain(hint)
        asked = f"{_NAMES[kind]}を [ ] に並べて" if kind in _NAMES else f"[[{path[-1]}]] の形で"
        notes.wrong(path, f"{_shown(value)} ではなく、{asked}書いてください。")
        return ()
    return tuple(read_value(hint, each, (*path, at), notes) for at, each in enumerate(value))


def _note_unknown(
    kind: type[Any], table: dict[str, Any], path: Path, missing: set[str], notes: Notes
) -> None:
    """Keys that nothing reads, each with the nearest that is read. Where that one is missing, it was
    meant, and is not told a second time."""
    known = known_keys(kind)
    for key in table:
        if key in known:
            continue
        free = [name for name in known if name not in table]
        near = get_close_matches(key, free, n=1, cutoff=0.6)
        if near:
            missing.discard(near[0])
            notes.misspelt.add((*path, near[0]))
            notes.wrong((*path, key), f"知らない項目です。{near[0]} のことではありませんか。")
        else:
            listed = "、".join(name for name in _hints(kind))
            notes.wrong((*path, key), f"知らない項目です。ここに書けるのは {listed} です。")


def _take_translations(
    table: dict[str, Any], hints: dict[str, Any], path: Path, notes: Notes
) -> None:
    """Note the words in other languages, each by the Japanese words it stands by."""
    for key in (key for key, hint in hints.items() if _is_told(hint)):
        for suffix, language in SUFFIXES.items():
            if f"{key}{suffix}" not in table:
                continue
            at, told = (*path, f"{key}{suffix}"), table[f"{key}{suffix}"]
            japanese: Any = table.get(key)
            words, others = (japanese, told) if isinstance(japanese, list) else ([japanese], [told])
            if japanese is None:
                notes.wrong(at, f"元の日本語の {key} がありません。")
            elif not isinstance(others, list) or len(others) != len(words):
                notes.wrong(at, f"{key} と同じ数だけ、[ ] に並べて書いてください。")
            elif not all(isinstance(each, str) and each.strip() for each in others):
                notes.wrong(at, f"{_NAMES[str]}で書いてください。空にもできません。")
            else:
                for word, other in zip(words, others, strict=True):
                    _keep(language, word, other, at, notes)


def _keep(language: Language, japanese: Any, told: str, at: Path, notes: Notes) -> None:
    kept = notes.translations[language]
    if not isinstance(japanese, str):
        return
    notes.told_at.setdefault((language, japanese), at)
    if kept.setdefault(japanese, told) != told:
        notes.wrong(
            at,
            f"「{japanese}」の訳が、ほかの場所では「{kept[japanese]}」です。"
            "ページは日本語の言葉から訳を引くため、同じ言葉には同じ訳を書いてください。",
        )


def known_keys(kind: type[Any]) -> tuple[str, ...]:
    """Every key of the table, those of the other languages among them."""
    hints = _hints(kind)
    told = [f"{key}{suffix}" for key in hints if _is_told(hints[key]) for suffix in SUFFIXES]
    return (*hints, *told)


def _hints(kind: type[Any]) -> dict[str, Any]:
    hints = get_type_hints(kind, include_extras=True)
    return {each.name: hints[each.name] for each in _keys(kind)}


def _keys(kind: type[Any]) -> list[Field[Any]]:
    return [each for each in fields(kind) if not each.metadata.get("inside")]


def _required(kind: type[Any]) -> list[str]:
    return [
        each.name
        for each in _keys(kind)
        if each.default is MISSING and each.default_factory is MISSING
    ]


def _plain(hint: Any) -> Any:
    """The type of a value that is there: without its mark, and without None."""
    if hasattr(hint, "__metadata__"):
        return get_args(hint)[0]
    if get_origin(hint) in (Union, types.UnionType):
        return _plain(next(each for each in get_args(hint) if each is not type(None)))
    return hint


def _is_told(hint: Any) -> bool:
    of = get_args(hint)[0] if get_origin(hint) is tuple else hint
    return TOLD in getattr(of, "__metadata__", ())


def _empty(hint: Any) -> Any:
    """What stands in a row for what could not be read, so that the rest of the file is read on."""
    kind = _plain(hint)
    if get_origin(kind) is tuple:
        return ()
    if get_origin(kind) is Literal:
        return get_args(kind)[0]
    if kind in _EMPTY:
        return _EMPTY[kind]
    return kind(**{key: _empty(_hints(kind)[key]) for key in _required(kind)})


def _shown(value: Any) -> str:
    """A value as the file has it, cut where it is long."""
    text = str(value).lower() if isinstance(value, bool) else repr(value)
    return text if len(text) <= 40 else f"{text[:40]}…"


def _listed(values: tuple[Any, ...]) -> str:
    return "、".join(str(value) for value in values)


def take_translations(kind: type[Any], table: dict[str, Any], notes: Notes) -> None:
    """The words in other languages of a file that is right in itself, where none are kept yet."""
    hints = _hints(kind)
    for key, hint in hints.items():
        inner = _plain(hint)
        of = _plain(get_args(inner)[0]) if get_origin(inner) is tuple else inner
        value: Any = table.get(key)
        if isinstance(of, type) and of not in _EMPTY:
            for row in value if isinstance(value, list) else [value] if value else []:
                take_translations(of, row, notes)
        elif _is_told(hint):
            for suffix, language in SUFFIXES.items():
                told = table.get(f"{key}{suffix}", [])
                words, others = (value, told) if isinstance(told, list) else ([value], [told])
                for japanese, other in zip(words or [], others, strict=False):
                    notes.translations[language].setdefault(japanese, other)
