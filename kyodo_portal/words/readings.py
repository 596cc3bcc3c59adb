"""ふりがな: readings written into a text as ｜協働《きょうどう》, shown above the word on the page.

Only who writes a text knows how its names are read, so readings are written and never guessed.
They appear where a page can show them: as `<ruby>`, and where there is nothing but text (the lines of a
drop-down list, a letter) in brackets behind the word. They are left out where neither would do: in titles,
attributes and pictures. The name of a cell that a phone shows before it (`data-label`) becomes a piece
of the cell, because a style sheet can write words but no reading above them.
"""

import re

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from kyodo_portal.words.markup import TYPED, rewritten

READING = re.compile(r"｜([^｜《》<>\n]{1,40})《([ぁ-ゖァ-ヺー・ ]{1,60})》")
"""A word and its reading, both short: 《》 also quotes titles of works, and stays there as it is."""

_KANJI = re.compile("[一-鿿々〆]")
_HIRAGANA = {kata: kata - 0x60 for kata in range(0x30A1, 0x30F7)}
_PIECES = re.compile(f"{READING.pattern}|.", re.DOTALL)

AS_TYPED = "｜協働《きょうどう\u200b》"
"""How a reading is typed, to be shown as it is: what nobody sees before the last sign keeps it from being
read, and goes again when somebody copies it into a form."""

_RUBY = r"<ruby>\1<rp>（</rp><rt>\2</rt><rp>）</rp></ruby>"
_BRACKETS = r"\1（\2）"
_CELL_LABEL = re.compile(r'(<td\b[^>]*?)\sdata-label="([^"]*)"')
_VALUE = re.compile(r'(\svalue="[^"]*")')


def with_reading(word: str, kana: str) -> str:
    """A name with its reading as texts write it, where it needs one and one is known."""
    marked = f"｜{word}《{kana.translate(_HIRAGANA)}》"
    return marked if _KANJI.search(word) and READING.fullmatch(marked) else word


def without_readings(text: str) -> str:
    """The text alone: 協働."""
    return READING.sub(r"\1", text)


def in_brackets(text: str) -> str:
    """The text with each reading in brackets behind its word, where nothing can stand above it, as in
    a letter: 協働（きょうどう）."""
    return READING.sub(_BRACKETS, text)


def shortened(text: str, letters: int) -> str:
    """The beginning of a text, as long as so many Japanese letters, of which an English one is half. A
    reading is not counted and never cut, nor is an English word."""
    pieces = [found[0] for found in _PIECES.finditer(text)]
    widths = [0.5 if piece.isascii() else len(without_readings(piece)) for piece in pieces]
    if sum(widths) <= letters:
        return text
    end, room = 0, letters - 1.0
    while widths[end] <= room:
        room -= widths[end]
        end += 1
    if _is_word(pieces[end]):
        begins = next((place for place in range(end, 0, -1) if not _is_word(pieces[place - 1])), 0)
        end = begins or end
    return f"{''.join(pieces[:end]).rstrip()}…"


def _is_word(piece: str) -> bool:
    return piece.isascii() and not piece.isspace()


def with_readings(html: str, *, shown: bool = True) -> str:
    """The page with its readings as `<ruby>` and, in choices, in brackets; or without them."""
    if "｜" not in html:
        return html

    def text(piece: str, inside: str) -> str:
        if inside in TYPED:
            return piece
        ways = {"": _RUBY, "option": _BRACKETS} if shown else {}
        return READING.sub(ways.get(inside, r"\1"), piece)

    return rewritten(html, text=text, tag=_named_cell if shown else _tag)


def _named_cell(tag: str) -> str:
    """A tag as `_tag` makes it; that of a cell whose name has readings, with the name behind it."""
    found = _CELL_LABEL.match(tag)
    if found is None or not READING.search(found[2]):
        return _tag(tag)
    name = READING.sub(_RUBY, found[2])
    return f'{_tag(found[1] + tag[found.end() :])}<span class="cell-label">{name}：</span>'


def _tag(tag: str) -> str:
    """A tag whose attributes show no readings; what somebody typed into a field stays."""
    parts = _VALUE.split(tag)
    return "".join(part if _VALUE.fullmatch(part) else without_readings(part) for part in parts)


COOKIE = "furigana"
ONE_YEAR = 365 * 24 * 60 * 60


def are_wanted(request: HttpRequest) -> bool:
    """Readings are shown until somebody puts them away, in the browser she uses."""
    return request.COOKIES.get(COOKIE) != "off"


@login_not_required
@require_POST
def furigana(request: HttpRequest) -> HttpResponse:
    """Show the readings or put them away, and go back to the page one was on."""
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = reverse("home")
    response = redirect(back)
    choice = "off" if request.POST.get("show") == "off" else "on"
    response.set_cookie(
        COOKIE,
        choice,
        max_age=ONE_YEAR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response
