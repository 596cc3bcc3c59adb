"""Narrowing records of one kind to those that contain the words, public or not: for lists that decide
by themselves who sees what."""

from typing import Any

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from kyodo_portal.search.finding import matching
from kyodo_portal.search.indexing import Searchable
from kyodo_portal.search.queries import Query


def having(records: QuerySet[Any], query: Query) -> QuerySet[Any]:
    """Those of the records, of a `Searchable` model, that contain every word; all where nothing is
    looked for."""
    if not query:
        return records
    sql, params = matching(query, kind_of(records.model))
    return records.filter(pk__in=RawSQL(sql, params))  # noqa: S611 - own names and parameters


def kind_of(model: type[Any]) -> str:
    """As what the records of a model are found by the search."""
    if not issubclass(model, Searchable):
        raise TypeError(f"{model.__name__} tells the search nothing")
    return str(model.search_kind)
