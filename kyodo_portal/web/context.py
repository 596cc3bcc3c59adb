"""What every page needs: the city, the menu, its language."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.encoding import escape_uri_path
from django.utils.translation import pgettext_lazy

from kyodo_portal.cities import city
from kyodo_portal.words import languages, readings
from kyodo_portal.words.languages import Words
from kyodo_portal.words.text import shortened


@dataclass(frozen=True, slots=True)
class NavItem:
    """One entry of the main menu; `current` while the person is within it."""

    label: Words
    url: str
    current: bool


MENU = (
    (pgettext_lazy("メニュー", "参加する"), "events:list"),
    (pgettext_lazy("メニュー", "協働とは"), "guide"),
    (pgettext_lazy("メニュー", "協働事業"), "projects:list"),
    (pgettext_lazy("一覧", "団体"), "groups:list"),
    (pgettext_lazy("メニュー", "募集"), "calls:list"),
    (pgettext_lazy("メニュー", "評価と報告"), "evaluations:list"),
    (pgettext_lazy("メニュー", "相談する"), "consultations:list"),
)

LONGEST_QUERY = 2_000
"""Letters of an address's query that are handed on to the other languages as they are."""


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """The same page in one of the languages."""

    language: languages.Language
    url: str
    current: bool


def _language_links(request: HttpRequest) -> list[LanguageLink]:
    path = escape_uri_path(request.path)
    query = request.META.get("QUERY_STRING", "") if request.method == "GET" else ""
    if len(query) > LONGEST_QUERY:
        query = shortened(request.GET).urlencode()
    return [
        LanguageLink(
            language,
            languages.in_language(path, language) + (f"?{query}" if query else ""),
            language == languages.current(),
        )
        for language in languages.LANGUAGES
    ]


def portal(request: HttpRequest) -> dict[str, object]:
    """The context of every template."""
    items = [(label, reverse(name)) for label, name in MENU]
    language = languages.current()
    return {
        "language": language,
        "is_easy": language == languages.EASY,
        "language_links": _language_links(request),
        "readings_are_shown": readings.are_wanted(request),
        "city": city(),
        "nav": [NavItem(label, url, request.path.startswith(url)) for label, url in items],
    }
