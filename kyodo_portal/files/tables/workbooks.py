"""Excel workbooks: the sheet with the headings, every cell as its text."""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from kyodo_portal.files.checks import UploadRefused, check_office
from kyodo_portal.files.tables.headings import Headings
from kyodo_portal.files.tables.lines import LOOKED_AT, Line, known_headings
from kyodo_portal.files.tables.refused import ImportRefused

MOST_COLUMNS = 300
"""Columns that are read; a sheet that was formatted to its edge has 16,384."""

_LINE_END = re.compile(r"_x000[dD]_\n?")
_UNREADABLE = (
    zipfile.BadZipFile, InvalidFileException, OSError, ValueError, KeyError, TypeError, IndexError,
    AttributeError, EOFError, RuntimeError, SyntaxError,
)  # fmt: skip
"""What openpyxl raises for a damaged workbook, depending on where the damage is."""


def workbook_lines(data: bytes, headings: Headings) -> Iterator[Line]:
    """The lines of the sheet in which the headings are found; hidden sheets are not looked at.
    Raises `ImportRefused`."""
    try:
        check_office(data, "xlsx")
    except UploadRefused as refused:
        raise ImportRefused(*refused.messages) from None
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheets: list[list[Line]] = [
            _lines_of(sheet) for sheet in book.worksheets if sheet.sheet_state == "visible"
        ]
    except _UNREADABLE:
        raise ImportRefused(
            "Excelのファイルとして読めません。手元で開けるかを確かめ、保存し直してください。"
        ) from None
    if not sheets:
        return iter([])
    best = max(sheets, key=lambda lines: known_headings(lines[:LOOKED_AT], headings))
    return iter(best)


def _lines_of(sheet: Any) -> list[Line]:
    sheet.reset_dimensions()  # a sheet may say it is larger than it is
    rows = sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True)
    lines = [(number, [_text(value) for value in row]) for number, row in enumerate(rows, start=1)]
    width = max((len(cells) for _, cells in lines), default=0)
    return [(number, cells + [""] * (width - len(cells))) for number, cells in lines]


def _text(value: Any) -> str:
    """What a cell says, as one would type it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.date):  # a moment, too
        return f"{value.year}/{value.month}/{value.day}"
    return _LINE_END.sub("\n", str(value))
