"""Cells of the CSV files that everybody may download: always quoted, and never a formula.

Spreadsheet programs run a cell that begins like a formula. Such text is written with an apostrophe
before it, as one would type it by hand; `unguarded` takes exactly that apostrophe away again.
"""

import datetime as dt
import re
from collections.abc import Iterable
from typing import Any

from kyodo_portal.files.spreadsheets import FORMULA_STARTS
from kyodo_portal.words.calendar import JST

_STARTS = re.escape("".join(FORMULA_STARTS))
_TO_GUARD = re.compile(f"'*[{_STARTS}]")
_GUARDED = re.compile(f"'+[{_STARTS}]")

BOM = "\ufeff"
"""Tells spreadsheet programs that the file is UTF-8."""


def guarded(text: str) -> str:
    """The text so that no program takes it for a formula. Text that begins with apostrophes and
    then like a formula gets one more, so that nothing is lost on the way back."""
    return f"'{text}" if _TO_GUARD.match(text) else text


def unguarded(text: str) -> str:
    """What `guarded` was given."""
    return text[1:] if _GUARDED.match(text) else text


def plain(value: Any) -> Any:
    """A value as JSON holds it: days as 2026-04-01, moments with the time of Tokyo."""
    if isinstance(value, dt.datetime):
        return value.astimezone(JST).isoformat(timespec="seconds")
    return value.isoformat() if isinstance(value, dt.date) else value


def words(value: Any) -> str:
    """A value as the text of a cell: nothing is an empty cell, a list is parted by semicolons."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return ";".join(map(words, value))
    return str(plain(value))


def csv_row(values: Iterable[Any]) -> str:
    """One line of a file, its end included (RFC 4180)."""
    cells = (guarded(words(value)).replace('"', '""') for value in values)
    return ",".join(f'"{cell}"' for cell in cells) + "\r\n"
