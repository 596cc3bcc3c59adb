"""What every list with filters shares: search, named choices, chips, and plain words about a value
that could not be used.

A filter can only be what its class names: the query string never reaches the ORM by itself.
"""

from collections.abc import Callable, Collection, Mapping
from copy import copy
from dataclasses import dataclass
from functools import partial
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.db.models.expressions import Combinable
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kyodo_portal.lists.widgets import AnyOfSelect, CountedSelect
from kyodo_portal.search.narrowing import having
from kyodo_portal.search.queries import Query, parse
from kyodo_portal.words import readings
from kyodo_portal.words.languages import Words, listed
from kyodo_portal.words.text import MAX_QUERY, shortened
from kyodo_portal.writing.fields import PlainTextField

LONGEST_CHIP = 60
"""Letters of a condition in force that are shown."""

Orders = Mapping[str, tuple[Words, tuple[str | Combinable, ...]]]
"""The orders a list may be put into: the name of each, its label and its columns."""

MOST_NAMED = 10
"""Unknown names of an address that are told."""

NO_CONDITIONS = {"page", "decade", "view", "sort", "gclid", "fbclid"}
"""Names an address may hold that narrow nothing: what part of a list is shown and how, and what
other sites add to a link; so does any name that begins with `utm_`."""


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter in force, and the address of the same list without it."""

    label: str
    url_without: str


@dataclass(frozen=True, slots=True)
class Unusable:
    """A value in the address that could not be used, and of which filter; `at` is where the filter's
    control on the page looks for it to be said."""

    label: str
    value: str
    name: str = ""
    at: str = ""

    def __str__(self) -> str:
        """As a file says it that cannot be asked back; files are Japanese alone."""
        return f"「{self.label}」の「{self.value}」という条件は使えなかったため、外しています。"


class SearchField(PlainTextField):
    """Words to look for: cut at `MAX_QUERY` characters instead of refused."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(str(value)[:MAX_QUERY] if value else value)


class SearchFilter(django_filters.Filter):
    """All words must occur in what the record tells the search, however they are written: the same
    things are found here as on the search page. The list's model is `Searchable`."""

    field_class = SearchField

    def filter(self, qs: QuerySet[Any], value: str) -> QuerySet[Any]:
        return having(qs, parse(value or ""))


class SortFilter(django_filters.ChoiceFilter):
    """The order of the list, by name; `orders` maps each name to its label and its columns."""

    def __init__(self, *, orders: Orders, **kwargs: Any) -> None:
        self.orders = {name: columns for name, (_, columns) in orders.items()}
        kwargs.setdefault("label", _("並び順"))
        kwargs.setdefault("empty_label", None)
        kwargs.setdefault("widget", CountedSelect)
        super().__init__(choices=[(name, label) for name, (label, _) in orders.items()], **kwargs)

    def leave_out(self, *names: str) -> None:
        """Offer no such orders: the city has nothing to put in them."""
        self.orders = {name: each for name, each in self.orders.items() if name not in names}
        self.extra["choices"] = [each for each in self.extra["choices"] if each[0] not in names]

    def filter(self, qs: QuerySet[Any], value: str) -> QuerySet[Any]:
        return qs.order_by(*self.orders[value]) if value in self.orders else qs


class AnyOfFilter(django_filters.MultipleChoiceFilter):
    """One of a list of choices, or several of them: `?year=2026&year=2025` means either."""

    def __init__(self, *, empty_label: Words, **kwargs: Any) -> None:
        kwargs.setdefault("widget", AnyOfSelect)
        super().__init__(distinct=False, **kwargs)
        self.empty_label = empty_label

    @property
    def field(self) -> forms.Field:
        if not hasattr(self, "_field"):
            self.extra["choices"] = [("", self.empty_label), *self.extra["choices"]]
        field: forms.Field = super().field
        return field


class FilterForm(forms.Form):
    """The fields of a list's filters. They are made for one visit already and need no copies."""

    def __init__(self, *args: Any, fields: dict[str, forms.Field], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = fields


class Filters(dict[str, django_filters.Filter]):
    """The filters a class declares. Each visit gets copies that share what nobody changes, such as
    the choices: a deep copy of those would cost as much as a query."""

    def __deepcopy__(self, memo: dict[int, Any]) -> "Filters":
        return Filters((name, self._own(declared)) for name, declared in self.items())

    @staticmethod
    def _own(declared: django_filters.Filter) -> django_filters.Filter:
        own = copy(declared)
        own.extra = dict(declared.extra)
        own.method = declared.method  # bound to the copy
        return own


class PortalFilterSet(django_filters.FilterSet):
    """A list's filters. A value that cannot be used is left out and named in `unusable`; the rest
    still applies."""

    q = SearchFilter(label=_("ことば"), widget=forms.TextInput(attrs={"type": "search"}))

    @classmethod
    def get_filters(cls) -> Filters:
        return Filters(super().get_filters())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.absent():
            self.filters.pop(name, None)

    @classmethod
    def absent(cls) -> Collection[str]:
        """The filters that this city has no choices for: they are not there."""
        return ()

    def get_form_class(self) -> Callable[..., FilterForm]:
        fields = {name: filter_.field for name, filter_ in self.filters.items()}
        return partial(FilterForm, fields=fields)

    @property
    def unusable(self) -> list[Unusable]:
        """The values of the address that could not be used."""
        if not self.is_bound:
            return []
        return [
            Unusable(
                str(self.form.fields[name].label),
                ", ".join(self.data.getlist(name))[:50],
                name,
                f"{self.form[name].auto_id}_error",
            )
            for name in self.form.errors
            if name in self.form.fields
        ]

    @property
    def unusable_conditions(self) -> list[Unusable]:
        """Of these, the ones that would have narrowed the list, and the names no filter has, such as
        a misspelt one: without them it holds more than was asked for, which a file cannot say."""
        unknown = [
            Unusable(name[:50], ", ".join(self.data.getlist(name))[:50], name)
            for name in self.unknown[:MOST_NAMED]
        ]
        return [one for one in self.unusable if one.name not in NO_CONDITIONS] + unknown

    @property
    def unknown(self) -> list[str]:
        """The names in the address that no filter of the list has. A page lets them be."""
        return [
            name
            for name in (self.data if self.is_bound else ())
            if name not in self.filters and name not in NO_CONDITIONS
            if not name.startswith("utm_")
        ]

    @property
    def words_were_cut(self) -> bool:
        """Whether more was typed than is looked for."""
        typed = self.data.get("q", "").strip() if "q" in self.filters else ""
        return len(typed) > MAX_QUERY or self.words.was_cut

    @cached_property
    def words(self) -> Query:
        """The words the list is searched for."""
        return parse(self._given.get("q") or "")

    @cached_property
    def conditions(self) -> dict[str, Any]:
        """The filters in force, words and order aside: what each is set to."""
        return {
            name: value
            for name, value in self._given.items()
            if name not in ("q", "sort", "view") and value not in (None, "", [])
        }

    @cached_property
    def usual_order(self) -> tuple[Any, ...]:
        """The order of the list when none is asked for."""
        return tuple(self.queryset.query.order_by or self.queryset.model._meta.ordering)

    @cached_property
    def _order(self) -> tuple[Any, ...] | None:
        sort = self.filters.get("sort")
        order: tuple[Any, ...] | None = sort.orders.get(self._given.get("sort")) if sort else None
        return order

    @cached_property
    def _given(self) -> dict[str, Any]:
        self.form.errors  # noqa: B018 - asking for the errors is what cleans the values
        given: dict[str, Any] = self.form.cleaned_data if self.is_bound else {}
        return given

    @cached_property
    def _kept(self) -> dict[tuple[str, ...], QuerySet[Any]]:
        return {}

    def narrowed(self, *, but: str = "") -> QuerySet[Any]:
        """The records under every condition in force, or under all but one, whatever their words;
        in no order."""
        names = tuple(name for name in self.conditions if name != but)
        return self._under(names)

    def _under(self, names: tuple[str, ...]) -> QuerySet[Any]:
        """The records under these conditions. Those under the first few are kept: the counts of a
        page ask for nearly the same ones again and again."""
        if not names:
            return self.queryset.order_by()
        if names not in self._kept:
            *first, last = names
            self._kept[names] = self.filters[last].filter(
                self._under(tuple(first)), self.conditions[last]
            )
        return self._kept[names]

    def in_order(self, records: QuerySet[Any]) -> QuerySet[Any]:
        """The records in the order that was asked for."""
        return records.order_by(*(self._order or self.usual_order))

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
        known = getattr(field, "choices", ()) or () if isinstance(value, str | int) else ()
        chosen = {str(key): label for key, label in known}.get(str(value))
        if isinstance(value, bool):
            return str(field.label)
        shown = (
            readings.shortened(str(chosen), LONGEST_CHIP)
            if chosen
            else Truncator(str(value)).chars(LONGEST_CHIP)
        )
        if name == "q" and self.words.has_ways:
            shown = gettext("{value}（{others}でも探しています）").format(
                value=shown, others=listed(self.words.otherwise)
            )
        return gettext("{label}：{value}").format(label=field.label, value=shown)

    def _without(self, request: HttpRequest, name: str, value: Any) -> str:
        query = shortened(request.GET)
        key = str(getattr(value, "pk", value))
        query.setlist(name, [kept for kept in query.getlist(name) if kept != key])
        if name == "q" or not isinstance(self.form.cleaned_data[name], list | QuerySet):
            query.setlist(name, [])
        query.pop("page", None)
        query_string = query.urlencode()
        return f"{request.path}?{query_string}" if query_string else request.path
