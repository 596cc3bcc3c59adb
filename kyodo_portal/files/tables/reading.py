"""Reading a list from a file: CSV of any usual separator and encoding, or an Excel workbook.

What comes out is one `FileRow` per record, as plain values; whether they make sense is judged by
`kyodo_portal.files.tables.columns`. Lists stand in one cell, parted by semicolons; a cell that begins
like a formula may carry the apostrophe with which the open data keep it text.
"""

from pathlib import Path, PurePath

from kyodo_portal.files.tables.encodings import text_of
from kyodo_portal.files.tables.headings import Headings
from kyodo_portal.files.tables.lines import csv_lines, table_of
from kyodo_portal.files.tables.read import Content, shortened
from kyodo_portal.files.tables.refused import ImportRefused
from kyodo_portal.files.tables.workbooks import workbook_lines

MAX_BYTES = 50 * 1024 * 1024
TABLES = (".csv", ".tsv", ".txt", ".xlsx")


def read_table(data: bytes, name: str, headings: Headings) -> Content:
    """Every record of a list, given what the file is called. Raises `ImportRefused` where it cannot
    be read or holds none."""
    kind = kind_of(name)
    if kind not in TABLES:
        raise ImportRefused(
            "ファイルの種類が分かりません。名前が .csv か .xlsx で終わるファイルを指定してください。"
        )
    if kind == ".xlsx":
        content = table_of(workbook_lines(data, headings), headings)
    else:
        content = table_of(csv_lines(text_of(data, headings), headings), headings)
    refuse_empty(content)
    return content


def kind_of(name: str) -> str:
    """The ending of a file's name, with its dot, in small letters."""
    return PurePath(name).suffix.lower()


def refuse_empty(content: Content) -> None:
    """Raises `ImportRefused` where a file holds no record."""
    if not content.rows:
        raise ImportRefused("記録が1件もありません。ファイルの中身を確かめてください。")


def bytes_of(path: Path) -> bytes:
    """What a file holds. Raises `ImportRefused` where it is not there, cannot be read, or is larger
    than any city's list."""
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
