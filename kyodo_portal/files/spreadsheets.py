"""Lists as spreadsheets for the staff who work in them. Text stays text, days stay days.

A cell can never become a formula: programs that open a sheet would run what a citizen typed.
"""

import datetime as dt
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font

from kyodo_portal.words.calendar import JST
from kyodo_portal.words.languages import Words

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_CELL = 32_767
FORMULA_STARTS = tuple("=+-@\t\r＝＋－＠")
"""What spreadsheet programs take for the beginning of a formula, in both widths."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, and what it says of a record."""

    label: Words
    value: Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of several: its name, its columns, and a row for each record."""

    title: str
    columns: Sequence[Column]
    records: Iterable[Any]


def spreadsheet(title: str, columns: Sequence[Column], records: Iterable[Any]) -> bytes:
    """An XLSX file with one sheet: the headings, then one row for each record."""
    return workbook([Sheet(title, columns, records)])


def workbook(sheets: Iterable[Sheet]) -> bytes:
    """An XLSX file with these sheets."""
    book = Workbook(write_only=True)
    for each in sheets:
        sheet = book.create_sheet(_sheet_name(each.title))
        sheet.freeze_panes = "A2"
        sheet.append([_heading(sheet, column.label) for column in each.columns])
        for record in each.records:
            sheet.append([_cell(sheet, column.value(record)) for column in each.columns])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _sheet_name(title: str) -> str:
    """At most 31 characters, without those that a sheet's name may not have."""
    return "".join(letter for letter in title if letter not in r"[]:*?/\'")[:31] or gettext("一覧")


def _heading(sheet: Any, label: Words) -> WriteOnlyCell:
    cell = _cell(sheet, str(label))
    cell.font = Font(bold=True)
    return cell


def _cell(sheet: Any, value: Any) -> WriteOnlyCell:
    if isinstance(value, bool):
        value = "はい" if value else "いいえ"
    if isinstance(value, dt.datetime):
        cell = WriteOnlyCell(sheet, value.astimezone(JST).replace(tzinfo=None))
        cell.number_format = "yyyy-mm-dd hh:mm"
        return cell
    if isinstance(value, dt.date):
        cell = WriteOnlyCell(sheet, value)
        cell.number_format = "yyyy-mm-dd"
        return cell
    if value is None or isinstance(value, int | Decimal):
        return WriteOnlyCell(sheet, value)
    return _text_cell(sheet, str(value))


def _text_cell(sheet: Any, text: str) -> WriteOnlyCell:
    """A cell of text whatever it begins with, also after somebody has clicked into it."""
    text = ILLEGAL_CHARACTERS_RE.sub("", text)[:LONGEST_CELL]
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    cell.alignment = Alignment(wrap_text="\n" in text, vertical="top")
    if text.startswith(FORMULA_STARTS):
        cell.quotePrefix = True
    return cell
