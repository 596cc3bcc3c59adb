"""The ways to see the register: their addresses, which keep the filters, and what all their pages
show."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kyodo_portal.cities import city
from kyodo_portal.lists.filters import PortalFilterSet
from kyodo_portal.lists.listing import PER_PAGE, found, shown
from kyodo_portal.words.text import shortened
from projects.published.kinds import PROJECTS
from projects.register.facets import TALLIES

VIEWS = (
    ("cards", _("カード"), "projects:list"),
    ("table", _("表"), "projects:list"),
    ("matrix", _("類型と形態"), "projects:matrix"),
    ("timeline", _("年表"), "projects:timeline"),
    ("map", pgettext_lazy("見せ方", "場所"), "projects:map"),
)
"""The ways to see the register: name, label, address."""

MAP = _("地図")
"""What the view by place is called where its map can be drawn."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A link among several, one of which is where the reader is."""

    label: str
    url: str
    is_current: bool


def address(url_name: str, query: QueryDict, **changes: str | None) -> str:
    """The address of a view under these filters; a change of None takes the filter away."""
    changed = shortened(query)
    for name in ("page", "view", "decade"):
        changed.pop(name, None)
    for name, value in changes.items():
        changed.setlist(name, [] if value is None else [value])
    words = changed.urlencode()
    return f"{reverse(url_name)}?{words}" if words else reverse(url_name)


def label_of(view: str) -> str:
    """What a view is called. A map is promised only where there are tiles to draw it; the list of
    places, which always stands beside it, can be reached all the same."""
    if view == "map" and settings.MAP_TILES:
        return str(MAP)
    return next(str(label) for name, label, _url_name in VIEWS if name == view)


def views_of(request: HttpRequest, current: str) -> list[Choice]:
    """The ways to see the register, each keeping the filters in force."""
    return [
        Choice(
            label_of(name),
            address(url_name, request.GET, **({"view": "table"} if name == "table" else {})),
            name == current,
        )
        for name, _label, url_name in VIEWS
        if name != "matrix" or city().has_patterns
    ]


def browsing(
    request: HttpRequest, current: str, projects: Any
) -> tuple[PortalFilterSet, dict[str, Any]]:
    """The filters of a view, with counts behind each choice, and what every view's page shows."""
    filterset = PROJECTS.narrowed(request.GET, projects)
    for name in ("sort", "view"):
        del filterset.form.fields[name]
    counts, _records = found(filterset, TALLIES, enough=PER_PAGE)
    crumbs = [
        (gettext("協働事業"), reverse("projects:list")),
        (label_of(current), None),
    ]
    return filterset, {
        **shown(filterset, counts),
        "chips": filterset.chips(request),
        "views": views_of(request, current),
        "crumbs": crumbs,
    }
