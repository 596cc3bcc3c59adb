"""The kinds of public record: what everybody may have, and in which forms.

Each app names its own in `published/kinds.py` as data. The open data, the maps for search engines and
the lists are made from them, so that a kind is told of in one place.
"""

from dataclasses import dataclass
from functools import cache

from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import autodiscover_modules

from kyodo_portal.publishing.datasets import Dataset
from kyodo_portal.publishing.records import PublicRecords


@dataclass(frozen=True, kw_only=True, eq=False)
class PublicKind(PublicRecords):
    """One kind of public record, with every form in which it leaves the house.

    place    where it stands among the kinds, with room between two.
    page     the name of the address at which one record is shown.
    dataset  what its file of open data holds.
    """

    place: int
    page: str = ""
    dataset: type[Dataset] | None = None


KINDS: list[PublicKind] = []


def register(*kinds: PublicKind) -> None:
    """Add an app's kinds. Raises `ImproperlyConfigured` where a name is taken."""
    for kind in kinds:
        if any(kind.slug == known.slug for known in KINDS):
            raise ImproperlyConfigured(f"two kinds of public record are called {kind.slug}")
        KINDS.append(kind)


@cache
def _discover() -> None:
    autodiscover_modules("published.kinds")


def all_kinds() -> list[PublicKind]:
    """Every kind, in the order in which pages and maps show them."""
    _discover()
    return sorted(KINDS, key=lambda kind: kind.place)


def datasets() -> dict[str, Dataset]:
    """The files of open data, by name."""
    return {kind.slug: kind.dataset(kind) for kind in all_kinds() if kind.dataset}
