"""Reading a file of past projects: JSON, CSV or XLSX, as city offices keep them.

What comes out is one `FileRow` per record, as plain values; whether they make sense is judged by
`projects.imports.rows`.
"""

import json
from collections.abc import Mapping
from typing import Any

from kyodo_portal.files.tables.encodings import text_of
from kyodo_portal.files.tables.read import Content, FileRow, shortened
from kyodo_portal.files.tables.reading import TABLES, kind_of, read_table, refuse_empty
from kyodo_portal.files.tables.refused import ImportRefused
from projects.imports.labels import HEADINGS

KINDS = (".json", *TABLES)


def read_rows(data: bytes, name: str) -> Content:
    """Every record of a file, given what it is called. Raises `ImportRefused` where it cannot be read."""
    kind = kind_of(name)
    if kind not in KINDS:
        raise ImportRefused(
            "ファイルの種類が分かりません。"
            "名前が .json か .csv か .xlsx で終わるファイルを指定してください。"
        )
    if kind != ".json":
        return read_table(data, name, HEADINGS)
    content = Content(_json_rows(text_of(data, HEADINGS)))
    refuse_empty(content)
    return content


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
    named = {HEADINGS.key_of(name): name for name in record}
    values = {key: record[name] for key, name in named.items()}
    return FileRow(number, values, headings=HEADINGS.own(named))


def _no_such_number(name: str) -> None:
    raise ValueError(name)
