"""What differs between two versions of a proposal, with the words that came and went marked.

Japanese has no blanks between words: text is cut where its kind of letter changes, and compared so.
"""

import difflib
import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from kyodo_portal.words.languages import Words
from proposals.content.reading import Reading, Table, reading_of
from proposals.models import Call

_PIECES = re.compile(
    r"[一-龯々〆ヶ]+|[ぁ-ゖ]+|[ァ-ヺー]+|[A-Za-z]+|[0-9０-９,，]+|\s+|.", re.DOTALL
)
MOST_PIECES = 4000
"""A text of more pieces is shown old beside new as a whole: comparing it would take too long."""


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


def marked(before: str, after: str) -> SafeString:
    """Both texts in one: what went in `del`, what came in `ins`, each also said in words for those who do
    not see the marks. Every word is escaped."""
    old, new = _PIECES.findall(before), _PIECES.findall(after)
    if max(len(old), len(new)) > MOST_PIECES:
        return _joined([_gone(before), _come(after)])
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    parts: list[SafeString] = []
    for kind, i, j, k, m in matcher.get_opcodes():
        if kind == "equal":
            parts.append(format_html("{}", "".join(old[i:j])))
            continue
        parts += [_gone("".join(old[i:j])), _come("".join(new[k:m]))]
    return _joined(parts)


def _gone(text: str) -> SafeString:
    if not text:
        return SafeString("")
    says = gettext("消した文字：")
    return format_html('<del><span class="visually-hidden">{}</span>{}</del>', says, text)


def _come(text: str) -> SafeString:
    if not text:
        return SafeString("")
    says = gettext("加えた文字：")
    return format_html('<ins><span class="visually-hidden">{}</span>{}</ins>', says, text)


def _joined(parts: Iterable[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in parts))
