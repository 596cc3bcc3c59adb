"""Which records of one kind everybody may have, and the list they stand in."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import Model, QuerySet
from django.http import QueryDict

from kyodo_portal.life.people import EVERYBODY, Person
from kyodo_portal.lists.filters import PortalFilterSet

Records = TypeVar("Records", bound=QuerySet[Any])


@dataclass(frozen=True, kw_only=True, eq=False)
class PublicRecords(Generic[Records]):
    """The public records of one kind.

    slug        what they are called in addresses: /feeds/<slug>.xml, /opendata/<slug>.csv.
    name        what feeds, calendars and files call them, which are Japanese alone.
    listed_for  the records that a person finds in their list, or may read where they have none.
    list_page   the name of the list's address; empty where they have no list.
    filters     what the list is narrowed by.
    within      the records in whose list they are chosen, where they have no filters of their own:
                the list of projects also narrows what projects tell.
    """

    slug: str
    name: str
    model: type[Model]
    listed_for: Callable[[Person], Records]
    list_page: str = ""
    filters: type[PortalFilterSet] | None = None
    within: "PublicRecords[Any] | None" = None

    def records(self) -> Records:
        """The records that everybody may have."""
        return self.listed_for(EVERYBODY)

    def narrowed(self, query: QueryDict, records: QuerySet[Any] | None = None) -> PortalFilterSet:
        """The list's filters over these records, or over those that everybody may have. Raises
        `TypeError` where the list has none."""
        if self.filters is None:
            raise TypeError(f"the list of {self.slug} has no filters")
        return self.filters(query, queryset=self.records() if records is None else records)
