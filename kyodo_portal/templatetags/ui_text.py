"""Small pieces of text in Japanese form: money, dates, fiscal years, plain paragraphs."""

import re
from datetime import date, datetime

from django import template
from django.utils import timezone
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from kyodo_portal import cities
from kyodo_portal.words import readings
from kyodo_portal.words.languages import ENGLISH, Words, current
from kyodo_portal.words.text import fiscal_year_label, japanese_date, japanese_datetime, yen

register = template.Library()

NOT_FILLED_IN = _("未記入")
"""What a page says where nobody has written anything yet."""

WEB_ADDRESS = re.compile(r"https?://[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+")
"""A web address in running text; it ends at the first character no address has, such as 「、」."""


@register.simple_tag
def money(value: int | None) -> Words:
    """An amount in whole yen as people read it; 未定 where nobody has settled it."""
    return yen(value)


@register.simple_tag
def nendo(year: int | None) -> Words:
    """A fiscal year (1 April to 31 March) given by its first calendar year."""
    return NOT_FILLED_IN if year is None else fiscal_year_label(year)


@register.simple_tag
def jdate(value: date | None) -> Words:
    """A day as a `<time>` element; of a datetime, the day it is in Japan."""
    if value is None:
        return NOT_FILLED_IN
    day = _in_japan(value).date() if isinstance(value, datetime) else value
    return format_html('<time datetime="{}">{}</time>', day.isoformat(), japanese_date(day))


@register.simple_tag
def jdatetime(value: datetime | None) -> Words:
    """A moment as a `<time>` element, in Japanese time."""
    if value is None:
        return NOT_FILLED_IN
    moment = _in_japan(value)
    text = japanese_datetime(moment)
    return format_html('<time datetime="{}">{}</time>', moment.isoformat(timespec="minutes"), text)


@register.filter
def is_moment(value: date) -> bool:
    """Whether this is told with the hour, and not as a day alone."""
    return isinstance(value, datetime)


@register.filter
def said(words: str) -> str:
    """Words of the city's profile, in the language of the page."""
    return cities.said(words)


@register.filter
def shortened(value: str, letters: int) -> str:
    """The beginning of what people wrote, in whichever language of the pages they did."""
    return readings.shortened(value, letters)


@register.filter
def counter(word: str) -> str:
    """The word behind a number (件, 団体), which English does without."""
    return "" if current() == ENGLISH else str(word)


@register.filter
def paragraphs(value: str | None) -> SafeString:
    """Plain text as paragraphs: everything escaped, http(s) addresses linked, lines kept.

    A blank line ends a paragraph. Links carry `nofollow`, because anyone may write them.
    """
    blocks = re.split(r"\n\s*\n", str(value or "").replace("\r\n", "\n").strip())
    html = (_linked(block).replace("\n", "<br>") for block in blocks if block.strip())
    # Every character of the text went through escape() in _linked.
    return mark_safe("\n".join(f"<p>{block}</p>" for block in html))  # noqa: S308


def _in_japan(value: datetime) -> datetime:
    """The same moment on the clock of the current time zone; naive values are left alone."""
    return timezone.localtime(value) if timezone.is_aware(value) else value


def _linked(text: str) -> str:
    """Escaped text in which each http(s) address is a link."""
    parts: list[str] = []
    end = 0
    for match in WEB_ADDRESS.finditer(text):
        address = match.group().rstrip(".,;:!?'")
        if address.endswith(")") and "(" not in address:
            address = address[:-1]
        parts.append(escape(text[end : match.start()]))
        parts.append(
            format_html('<a href="{0}" rel="nofollow noopener noreferrer ugc">{0}</a>', address)
        )
        end = match.start() + len(address)
    return "".join([*parts, escape(text[end:])])
