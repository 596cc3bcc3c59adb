"""Reading a file of past projects: JSON, CSV or XLSX, as city offices keep them.

What comes out is one `FileRow` per record, as plain values; whether they make sense is judged by
`projects.imports.rows`. Lists stand in one cell, parted by semicolons; a cell that begins like a
formula may carry the apostrophe with which the open data keep it text.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from projects.imports.encodings import text_of
from projects.imports.labels import key_of
from projects.imports.read import Content, FileRow, own_headings, shortened
from projects.imports.refused import ImportRefused
from projects.imports.tables import csv_lines, table_of
from projects.imports.workbooks import workbook_lines

MAX_BYTES = 50 * 1024 * 1024
KINDS = (".json", ".csv", ".tsv", ".txt", ".xlsx")


def read_rows(path: Path) -> Content:
    """Every record of a file. Raises `ImportRefused` where it cannot be read."""
    kind = path.suffix.lower()
    if kind not in KINDS:
        raise ImportRefused(
            "ファイルの種類が分かりません。"
            "名前が .json か .csv か .xlsx で終わるファイルを指定してください。"
        )
    data = _bytes_of(path)
    if kind == ".json":
        content = Content(_json_rows(text_of(data)))
    elif kind == ".xlsx":
        content = table_of(workbook_lines(data))
    else:
        content = table_of(csv_lines(text_of(data)))
    if not content.rows:
        raise ImportRefused("記録が1件もありません。ファイルの中身を確かめてください。")
    return content


def _bytes_of(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ImportRefused(
                "ファイルが大きすぎます（50MBまで）。いくつかに分けて取り込んでください。"
            )
        return path.read_bytes()
    except FileNotFoundError:
        raise ImportRefused(f"ファイルが見つかりません：{shortened(str(path), 200)}") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", "") or "開けません"
        raise ImportRefused(
            f"ファイルを読めません（{reason}）：{shortened(str(path), 200)}"
        ) from None


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
    return [_json_row(number, record) for number, record in enumerate(records, start=1)]


def _json_row(number: int, record: Mapping[str, Any]) -> FileRow:
    named = {key_of(name): name for name in record}
    values = {key: record[name] for key, name in named.items()}
    return FileRow(number, values, headings=own_headings(named))


def _no_such_number(name: str) -> None:
    raise ValueError(name)
