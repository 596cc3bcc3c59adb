"""Telephone numbers and mail addresses that one can press."""

import re
import unicodedata
from urllib.parse import quote

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from kyodo_portal.words.text import normalise

register = template.Library()

_DIGIT = "[0-9０-９]"
_MARK = r"[-\u2010-\u2015\u2212\u30fc\uff0d\uff70()（）\s]{0,2}"
PHONE = re.compile(
    rf"(?<!{_DIGIT})[(（]?[0０]{_DIGIT}{{1,4}}{_MARK}{_DIGIT}{{1,4}}{_MARK}{_DIGIT}{{3,4}}(?!{_DIGIT})"
)
"""A telephone number in up to three groups, in digits and hyphens of any width; an extension behind it
is not dialled by the link."""

MAIL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._%+-]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_EITHER = re.compile(f"(?P<mail>{MAIL.pattern})|(?P<phone>{PHONE.pattern})")

LENGTHS = (10, 11)
"""Digits of a number in Japan, its leading 0 among them."""

_FAX = re.compile("(?:fax|ふぁ(?:っ)?くす|ふぁくしみり)(?:番号)?$")
_ALSO_PHONE = re.compile("(?:電話|tel)[・/と&]$")
_BEFORE = 20


@register.filter
def contact_links(value: str | None) -> SafeString:
    """The text, escaped; each telephone number calls and each mail address writes when pressed. A
    number that is called a fax stays text."""
    text = str(value or "")
    pieces: list[str] = []
    end = 0
    for match in _EITHER.finditer(text):
        address = _address(match, text)
        pieces.append(escape(text[end : match.start()]))
        pieces.append(
            format_html('<a href="{}">{}</a>', address, match.group())
            if address
            else escape(match.group())
        )
        end = match.end()
    # Every character went through escape() or format_html().
    return mark_safe("".join([*pieces, escape(text[end:])]))  # noqa: S308


def _address(match: re.Match[str], text: str) -> str:
    """Where the found leads; empty where it is no number to call."""
    if match["mail"]:
        return f"mailto:{quote(match['mail'], safe='@')}"
    digits = "".join(str(unicodedata.digit(sign)) for sign in match["phone"] if sign.isdigit())
    if len(digits) not in LENGTHS or _is_fax(text[: match.start()]):
        return ""
    return f"tel:{digits}"


def _is_fax(before: str) -> bool:
    said = normalise(before[-_BEFORE:]).rstrip(" :(")
    called = _FAX.search(said)
    return called is not None and not _ALSO_PHONE.search(said[: called.start()])
