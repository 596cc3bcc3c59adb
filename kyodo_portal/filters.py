"""What every list with filters shares: search, named choices, chips, and plain words about a value
that could not be used.

A filter can only be what its class names: the query string never reaches the ORM by itself.
"""

from dataclasses import dataclass
from typing import Any

import django_filters
from django import forms
from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kyodo_portal.form_fields import PlainTextField
from kyodo_portal.search import Searchable, SearchDocument
from kyodo_portal.search.finding import object_ids
from kyodo_portal.search.queries import parse
from kyodo_portal.text import MAX_QUERY

PER_PAGE = 20


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter in force, and the address of the same list without it."""

    label: str
    url_without: str


@dataclass(frozen=True, slots=True)
class Unusable:
    """A value in the address that could not be used, and of which filter."""

    label: str
    value: str


class SearchField(PlainTextField):
    """Words to look for: cut at `MAX_QUERY` characters instead of refused."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(str(value)[:MAX_QUERY] if value else value)


class SearchFilter(django_filters.Filter):
    """All words must occur in what the record tells the search, however they are written: the same
    things are found here as on the search page. The list's model is `Searchable`."""

    field_class = SearchField

    def filter(self, qs: QuerySet[Any], value: str) -> QuerySet[Any]:
        query = parse(value or "")
        if not query:
            return qs
        model = qs.model
        if not issubclass(model, Searchable):
            raise TypeError(f"{model.__name__} tells the search nothing")
        ids = object_ids(query, model.search_kind)
        if ids is not None:
            return qs.filter(pk__in=ids)
        documents = SearchDocument.objects.filter(kind=model.search_kind, object_id=OuterRef("pk"))
        for word in query.words:
            documents = documents.filter(text__contains=word)
        return qs.filter(Exists(documents))


class SortFilter(django_filters.ChoiceFilter):
    """The order of the list, by name; `orders` maps each name to its label and its columns."""

    def __init__(self, *, orders: dict[str, tuple[str, tuple[str, ...]]], **kwargs: Any) -> None:
        self.orders = {name: columns for name, (_, columns) in orders.items()}
        kwargs.setdefault("label", _("並び順"))
        kwargs.setdefault("empty_label", None)
        super().__init__(choices=[(name, label) for name, (label, _) in orders.items()], **kwargs)

    def filter(self, qs: QuerySet[Any], value: str) -> QuerySet[Any]:
        return qs.order_by(*self.orders[value]) if value in self.orders else qs


class PortalFilterSet(django_filters.FilterSet):
    """A list's filters. A value that cannot be used is left out and named in `unusable`; the rest
    still applies."""

    q = SearchFilter(label=_("ことば"), widget=forms.TextInput(attrs={"type": "search"}))

    @property
    def unusable(self) -> list[Unusable]:
        """The values of the address that could not be used."""
        if not self.is_bound:
            return []
        return [
            Unusable(str(self.form.fields[name].label), ", ".join(self.data.getlist(name))[:50])
            for name in self.form.errors
            if name in self.form.fields
        ]

    def chips(self, request: HttpRequest) -> list[Chip]:
        """The filters in force, each with the way to remove it."""
        if not self.is_bound:
            return []
        chips: list[Chip] = []
        for name, value in self.form.cleaned_data.items():
            if name in ("sort", "view") or value in (None, "", []):
                continue
            singles = value if isinstance(value, list | QuerySet) else [value]
            chips += [
                Chip(self._label_of(name, single), self._without(request, name, single))
                for single in singles
            ]
        return chips

    def _label_of(self, name: str, value: Any) -> str:
        field = self.form.fields[name]
        choices = dict(getattr(field, "choices", ()) or ()) if isinstance(value, str | int) else {}
        shown = choices.get(value) or choices.get(str(value)) or value
        if isinstance(value, bool):
            return str(field.label)
        return gettext("{label}：{value}").format(label=field.label, value=shown)

    def _without(self, request: HttpRequest, name: str, value: Any) -> str:
        query = request.GET.copy()
        key = str(getattr(value, "pk", value))
        query.setlist(name, [kept for kept in query.getlist(name) if kept != key])
        if name == "q" or not isinstance(self.form.cleaned_data[name], list | QuerySet):
            query.setlist(name, [])
        query.pop("page", None)
        query_string = query.urlencode()
        return f"{request.path}?{query_string}" if query_string else request.path


def listing(request: HttpRequest, filterset: PortalFilterSet) -> dict[str, Any]:
    """The context of a list page: the filter form, its chips, and the page of results asked for.
    A page number that does not exist leads to the nearest that does."""
    page: Page[Any] = Paginator(filterset.qs, PER_PAGE).get_page(request.GET.get("page"))
    return {
        "filter": filterset,
        "chips": filterset.chips(request),
        "unusable": filterset.unusable,
        "page_obj": page,
        "count": page.paginator.count,
    }
