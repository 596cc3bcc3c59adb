"""The pages of the portal itself for the search: the guide, the desk, statistics, open data and feeds,
the accessibility statement. A page is found by what it says whatever the records are: what it counts
and whom it greets is left out.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.template import Context
from django.template.loader import get_template
from django.urls import reverse

from kyodo_portal.cities import city
from kyodo_portal.publishing.datasets import publisher
from kyodo_portal.publishing.kinds import datasets
from kyodo_portal.search.pages import PagePart, parts_of
from kyodo_portal.search.spoken import read_aloud
from kyodo_portal.site import accessibility, guide
from kyodo_portal.site.statistics import by_year
from kyodo_portal.site.statistics.asked import YearFilterSet
from kyodo_portal.site.statistics.tables import tables_of
from kyodo_portal.web.linked_data import LICENCE
from kyodo_portal.words.languages import JAPANESE, current
from projects.models import Project


@dataclass(frozen=True, slots=True)
class SitePage:
    """A page by the name of its address, its template, and what it shows to everybody alike."""

    name: str
    template: str
    context: Callable[[], dict[str, Any]]


class Unasked(Context):
    """The context of a page that nobody asks for: whatever else its template names is of the records
    or of a person, and says nothing here."""

    def __contains__(self, key: object) -> bool:
        return True

    def __getitem__(self, key: Any) -> Any:
        return super().__getitem__(key) if super().__contains__(key) else ""


NOT_COUNTED = {"rows": (), "bars": "", "heading": "", "by_year": False, "is_cut": False}

PAGES = (
    SitePage("consultations:list", "consultations/list.html", lambda: {"desk": city().desk}),
    SitePage("which_form", "which_form.html", dict),
    SitePage("near", "near.html", dict),
    SitePage(
        "statistics",
        "statistics.html",
        lambda: {
            "filter": YearFilterSet(QueryDict(), queryset=Project.objects.none()),
            "total": 1,
            "counted_on": None,
            "tables": [
                {**NOT_COUNTED, "key": table.key, "title": table.title, "note": table.note}
                for table in tables_of({})
            ],
            "years": by_year.table_of([]),
        },
    ),
    SitePage(
        "open_data",
        "opendata/open_data.html",
        lambda: {
            "datasets": [
                {
                    "dataset": dataset,
                    "list_url": reverse(dataset.list_name),
                    "count": 0,
                    "updated_at": None,
                }
                for dataset in datasets().values()
            ],
            "publisher": publisher(),
            "licence": LICENCE,
        },
    ),
    SitePage("accessibility", "site/accessibility.html", accessibility.contents),
)
"""In the order in which they are found."""


def parts() -> list[PagePart]:
    """The parts of every such page in the language of the page that asks, the guide first."""
    return [*guide.parts(), *_parts(current().code, settings.KYODO_CITY)]


@cache
def _parts(language: str, city_name: str) -> list[PagePart]:
    """Read once for each language and city: nothing in these pages changes while the portal runs."""
    found = [part for page in PAGES for part in _read(page)]
    return read_aloud(found) if language == JAPANESE.code else found


def _read(page: SitePage) -> list[PagePart]:
    """The parts of one page; each below the first stands in it."""
    url = reverse(page.name)
    first, *others = parts_of(_content(page, url), url)
    return [first, *(replace(part, section=part.section or first.title) for part in others)]


def _content(page: SitePage, url: str) -> str:
    """What the page says between its header and its footer."""
    request = HttpRequest()
    request.path = url
    context = Unasked({**page.context(), "city": city(), "request": request})
    template: Any = get_template(page.template)
    content = template.template.nodelist[0].blocks["content"]
    with (
        context.render_context.push_state(template.template),
        context.bind_template(template.template),
    ):
        return str(content.nodelist.render(context))
