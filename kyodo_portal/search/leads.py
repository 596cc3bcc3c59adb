"""Where common words lead: イベント to the days, 手伝いたい to the help wanted, Sunday to what is on then.

The rows are the city's (`search_leads`). A lead stands above the results and takes none of them away.
"""

import re
from dataclasses import dataclass

from django.urls import reverse

from kyodo_portal.cities import city
from kyodo_portal.cities.pages import PAGES
from kyodo_portal.cities.rows import SearchLead
from kyodo_portal.words.text import MAX_QUERY, normalise

SHOWN = 3
"""Leads that are shown at once."""


_ALIKE = ("[a-z0-9]", "[一-鿿々]")


@dataclass(frozen=True, slots=True)
class Lead:
    """A link above the results."""

    label: str
    url: str


def leads_of(typed: str) -> list[Lead]:
    """The leads of what was typed: the longest words first, each page once."""
    known = normalise(typed, limit=MAX_QUERY)
    placed = [(length, row) for row in city().search_leads if (length := _longest(row, known))]
    placed.sort(key=lambda one: -one[0])
    leads: dict[str, Lead] = {}
    for _, row in placed:
        leads.setdefault(_url(row), Lead(city().said(row.label), _url(row)))
    return list(leads.values())[:SHOWN]


def _longest(row: SearchLead, typed: str) -> int:
    """Letters of the longest of the words that was typed; 0 for none. A word in Latin letters or kanji
    counts where no more of them stand beside it: 場所 is no part of 居場所."""
    words = [word for word in map(normalise, row.words) if word in typed]
    return max((len(word) for word in words if _stands(word, typed)), default=0)


def _stands(word: str, typed: str) -> bool:
    before = next((letters for letters in _ALIKE if re.match(letters, word[0])), "(?!)")
    after = next((letters for letters in _ALIKE if re.match(letters, word[-1])), "(?!)")
    return re.search(f"(?<!{before}){re.escape(word)}(?!{after})", typed) is not None


def _url(row: SearchLead) -> str:
    page = reverse(PAGES[row.page])
    return f"{page}?{row.query}" if row.query else page
