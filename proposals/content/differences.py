"""What differs between two versions of a proposal, with the words that came and went marked."""

import html
import re
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from kyodo_portal.words.differences import marked
from kyodo_portal.words.languages import Words
from proposals.content.reading import Reading, Table, reading_of
from proposals.models import Call


@dataclass(frozen=True, slots=True)
class Difference:
    """One field or table that differs: what it said and says, as plain text, and both in one with marks."""

    label: Words
    before: str
    after: str
    marked: SafeString


def differences(before: dict[str, Any], after: dict[str, Any], *, of: Call) -> list[Difference]:
    """Everything that differs between the data of two versions of a proposal to the call `of`, in the
    order of the form."""
    old, new = _said(before, of), _said(after, of)
    return [
        Difference(label, old.get(label, ""), said, marked(old.get(label, ""), said))
        for label, said in {**dict.fromkeys(old, ""), **new}.items()
        if old.get(label, "") != said
    ]


def _said(data: dict[str, Any], call: Call) -> dict[Words, str]:
    said: dict[Words, str] = {}
    for reading in reading_of(data, of=call):
        said |= _of_section(reading)
    names = [row.get("title", "") for row in data.get("attachments", [])]
    return {**said, gettext("添付書類"): "\n".join(names)}


def _of_section(reading: Reading) -> dict[Words, str]:
    rows = {label: plain(value) for label, value in reading.rows}
    return {**rows, **{table.caption: _of_table(table) for table in reading.tables}}


def _of_table(table: Table) -> str:
    lines = ["　".join(str(cell) for cell in row) for row in table.rows]
    return "\n".join([*lines, *([str(table.total)] if table.rows and table.total else [])])


_ENDS = re.compile(r"</p>|<br>")
_TAGS = re.compile(r"<[^>]+>")


def plain(value: object) -> str:
    """A value as it is read, without the marks of its paragraphs."""
    text = str(value)
    if not isinstance(value, SafeString):
        return text
    return html.unescape(_TAGS.sub("", _ENDS.sub("\n", text))).strip()
