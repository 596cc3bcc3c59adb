"""Reading a file of past projects: JSON or CSV, in the encodings that city offices use.

What comes out is one `FileRow` per record, as plain values; whether they make sense is judged by
`projects.imports.rows`. Lists stand in one CSV cell, parted by semicolons; a cell that begins like a
formula may carry the apostrophe with which the open data keep it text.
"""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kyodo_portal.files.csv_cells import unguarded
from projects.imports.labels import key_of

MAX_BYTES = 50 * 1024 * 1024
ENCODINGS = ("utf-8-sig", "cp932")


class ImportRefused(Exception):
    """The file could not be read, or what it says could not be taken in; nothing has changed.
    `reasons` are full Japanese sentences, one per thing to mend."""

    def __init__(self, *reasons: str) -> None:
        super().__init__("\n".join(reasons))
        self.reasons = reasons


@dataclass(frozen=True, slots=True)
class FileRow:
    """One record as it stands in the file. `number` counts from 1; `line` is the last line of a
    CSV record; `is_text` says that every value came as text and an empty one means nothing."""

    number: int
    values: dict[str, Any]
    line: int | None = None
    is_text: bool = False

    @property
    def label(self) -> str:
        """Where to look in the file: 3件目（4行目、id：nagareyama-12）."""
        identity = self.values.get("id")
        parts = [f"{self.line}行目"] if self.line else []
        if isinstance(identity, str) and identity.strip():
            parts.append(f"id：{shortened(identity)}")
        return f"{self.number}件目" + (f"（{'、'.join(parts)}）" if parts else "")


def shortened(value: Any, limit: int = 30) -> str:
    """A value as it can be shown in one line of a report, whatever it holds."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    plain = "".join(letter if letter.isprintable() else "�" for letter in text[: limit + 1])
    return plain if len(plain) <= limit else plain[: limit - 1] + "…"


def read_rows(path: Path) -> list[FileRow]:
    """Every record of a .json or .csv file. Raises `ImportRefused` where it cannot be read."""
    kind = path.suffix.lower()
    if kind not in (".json", ".csv"):
        raise ImportRefused(
            "ファイルの種類が分かりません。名前が .json か .csv で終わるファイルを指定してください。"
        )
    text = _text_of(path)
    rows = _json_rows(text) if kind == ".json" else list(_csv_rows(text))
    if not rows:
        raise ImportRefused("記録が1件もありません。ファイルの中身を確かめてください。")
    return rows


def _text_of(path: Path) -> str:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ImportRefused(
                "ファイルが大きすぎます（50MBまで）。いくつかに分けて取り込んでください。"
            )
        data = path.read_bytes()
    except FileNotFoundError:
        raise ImportRefused(f"ファイルが見つかりません：{shortened(str(path), 200)}") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", "") or "開けません"
        raise ImportRefused(
            f"ファイルを読めません（{reason}）：{shortened(str(path), 200)}"
        ) from None
    for encoding in ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ImportRefused(
        "文字コードを読み取れません。UTF-8（BOMの有無は問いません）かShift_JIS（CP932）で保存し直してください。"
    )


def _json_rows(text: str) -> list[FileRow]:
    try:
        records = json.loads(text, parse_constant=_no_such_number)
    except RecursionError:
        raise ImportRefused("JSONの入れ子が深すぎて読めません。") from None
    except json.JSONDecodeError as error:
        raise ImportRefused(
            f"JSONとして読めません（{error.lineno}行目の{error.colno}文字目あたり）。"
            "かっこやコンマの抜けがないか確かめてください。"
        ) from None
    except ValueError as error:
        raise ImportRefused(
            f"JSONとして読めない数があります（{shortened(str(error), 60)}）。"
        ) from None
    if not isinstance(records, list):
        raise ImportRefused("JSONの全体は、記録を並べたリスト（[ … ]）にしてください。")
    wrong = [
        f"{number}件目：記録が「項目: 値」の組（{{ … }}）になっていません：{shortened(record)}"
        for number, record in enumerate(records, start=1)
        if not isinstance(record, dict)
    ]
    if wrong:
        raise ImportRefused(*wrong)
    return [FileRow(number, record) for number, record in enumerate(records, start=1)]


def _no_such_number(name: str) -> None:
    raise ValueError(name)


def _csv_rows(text: str) -> Iterator[FileRow]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = [key_of(name.strip()) for name in next(reader, [])]
        doubled = sorted({name for name in header if header.count(name) > 1})
        if doubled:
            names = "、".join(shortened(name) for name in doubled)
            raise ImportRefused(f"1行目に同じ列の名前が二度出てきます：{names}")
        number = 0
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            number += 1
            if len(cells) != len(header):
                raise ImportRefused(
                    f"{number}件目（{reader.line_num}行目）：列の数が{len(cells)}で、"
                    f"1行目の{len(header)}と合いません。コンマや引用符の抜けがないか確かめてください。"
                )
            values = dict(zip(header, map(unguarded, cells), strict=True))
            yield FileRow(number, values, line=reader.line_num, is_text=True)
    except csv.Error as error:
        raise ImportRefused(
            f"CSVとして読めません（{reader.line_num}行目あたり：{shortened(str(error), 60)}）。"
        ) from None
