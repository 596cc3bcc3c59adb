"""The kinds of public record: what everybody may have, and in which forms.

Each app names its own in `published/kinds.py` as data. Their addresses, the open data and the maps for
search engines are made from them, so that a kind is told of in one place.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ImproperlyConfigured
from django.urls import URLPattern, path
from django.utils.module_loading import autodiscover_modules
from django.views.decorators.http import require_safe

from kyodo_portal.publishing.calendars import ListCalendar
from kyodo_portal.publishing.datasets import Dataset
from kyodo_portal.publishing.feeds import ListFeed
from kyodo_portal.publishing.records import PublicRecords, Records
from kyodo_portal.search import Kind, Searchable


@dataclass(frozen=True, kw_only=True, eq=False)
class PublicKind(PublicRecords[Records]):
    """One kind of public record, with every form in which it leaves the house.

    place        where it stands among the kinds, with room between two.
    page         the name of the address at which one record is shown.
    feed         what is new in its list.
    calendar     the days and moments of its records.
    dataset      what its file of open data holds.
    linked_data  what the page of a record says of it in the vocabulary of schema.org; None for a
                 record that is not public.
    without      what other kinds have and this one knowingly has not, with the reason: a piece by its
                 name here, its `list`, and `search` and `states`, which its model and its flow bring.
    """

    place: int
    page: str = ""
    feed: type[ListFeed] | None = None
    calendar: type[ListCalendar] | None = None
    dataset: type[Dataset] | None = None
    linked_data: Callable[[Any], dict[str, Any] | None] | None = None
    without: Mapping[str, str] = field(default_factory=dict)

    @property
    def search_kind(self) -> Kind | None:
        """As what its records are found; None where the search knows none of them."""
        return self.model.search_kind if issubclass(self.model, Searchable) else None

    def addresses(self) -> list[URLPattern]:
        """Where its feed and its calendar lie."""
        slug, found = self.slug, []
        if self.feed:
            feed = login_not_required(require_safe(self.feed(self)))
            found.append(path(f"feeds/{slug}.xml", feed, name=f"feed_{slug}"))
        if self.calendar:
            calendar = login_not_required(require_safe(self.calendar(self)))
            found.append(path(f"{slug}.ics", calendar, name=f"calendar_{slug}"))
        return found

    def linked_data_of(self, record: Any) -> dict[str, Any] | None:
        """What the page of a record says of it; None where that is nothing."""
        return self.linked_data(record) if self.linked_data else None


KINDS: list[PublicKind[Any]] = []


def register(*kinds: PublicKind[Any]) -> None:
    """Add an app's kinds. Raises `ImproperlyConfigured` where a name is taken."""
    for kind in kinds:
        if any(kind.slug == known.slug for known in KINDS):
            raise ImproperlyConfigured(f"two kinds of public record are called {kind.slug}")
        KINDS.append(kind)


@cache
def _discover() -> None:
    autodiscover_modules("published.kinds")


def all_kinds() -> list[PublicKind[Any]]:
    """Every kind, in the order in which pages and maps show them."""
    _discover()
    return sorted(KINDS, key=lambda kind: kind.place)


def datasets() -> dict[str, Dataset]:
    """The files of open data, by name."""
    return {kind.slug: kind.dataset(kind) for kind in all_kinds() if kind.dataset}
