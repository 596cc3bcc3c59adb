"""Two versions of a text in one, with the words that came and went marked.

Japanese has no blanks between words: text is cut where its kind of letter changes, and compared so.
"""

import difflib
import re
from collections.abc import Iterable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

_PIECES = re.compile(
    r"[一-龯々〆ヶ]+|[ぁ-ゖ]+|[ァ-ヺー]+|[A-Za-z]+|[0-9０-９,，]+|\s+|.", re.DOTALL
)
MOST_PIECES = 4000
"""A text of more pieces is shown old beside new as a whole: comparing it would take too long."""


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
