"""Lists for the tests, as bytes: CSV of the usual headings, and workbooks."""

import csv
import io
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook


def as_csv(*lines: Sequence[Any], encoding: str = "utf-8") -> bytes:
    file = io.StringIO()
    csv.writer(file).writerows(lines)
    return file.getvalue().encode(encoding)


def as_workbook(*lines: Sequence[Any]) -> bytes:
    book = Workbook()
    assert book.active is not None
    for line in lines:
        book.active.append(list(line))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
