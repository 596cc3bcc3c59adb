"""How many records each choice of a list's filters would show, beside the choice.

A count answers "what would I get if I chose this, with everything else as it is": each filter's
counts obey all the other filters in force and leave out its own. All counts of a page are read in
one query.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import CharField, Count, F, QuerySet, Value
from django.db.models.functions import Cast
from django.utils.translation import gettext

from kyodo_portal.filters import PortalFilterSet


class _Counted:
    """Shows `counts`, once they are set, behind each label; `data-count="0"` marks the empty ones,
    which can still be chosen."""

    counts: dict[str, int] | None = None

    def create_option(self, name: str, value: Any, label: Any, *args: Any, **kwargs: Any) -> Any:
        option = super().create_option(name, value, label, *args, **kwargs)  # type: ignore[misc]
        if self.counts is not None and str(value):
            number = self.counts.get(str(value), 0)
            option["label"] = gettext("{label}（{number:,}）").format(label=label, number=number)
            if not number:
                option["attrs"]["data-count"] = "0"
        return option


class CountedBoxes(_Counted, forms.CheckboxSelectMultiple):
    """Boxes to tick, each with its count."""


class CountedSelect(_Counted, forms.Select):
    """A list to choose from, each line with its count."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How the records of a list are counted by one filter: querysets with the values `key` and
    `number`, and for keys that stand for several choices what these are."""

    rows: Callable[[QuerySet[Any]], list[QuerySet[Any, Any]]]
    choices_of: Callable[[str], Iterable[str]] = lambda key: (key,)


def by_column(column: str) -> Tally:
    """Counted by a column of the record itself."""
    return Tally(lambda records: [tallied(records, F(column))])


def by_rows(model: type[Any], column: str, *, owner: str) -> Tally:
    """Counted by a column of the rows that belong to the record; a row is unique in its value."""
    return Tally(
        lambda records: [
            tallied(model.objects.filter(**{f"{owner}__in": records.values("pk")}), F(column))
        ]
    )


def tallied(records: QuerySet[Any], key: Any) -> QuerySet[Any, Any]:
    """The records counted by a value; the value as text, so that several tallies can be joined."""
    counted = records.order_by().annotate(key=Cast(key, CharField())).values("key")
    return counted.annotate(number=Count("pk"))


def narrowed(filterset: PortalFilterSet, *, but: str = "") -> QuerySet[Any]:
    """The list under every filter in force, or under all but one; in no order, nothing prefetched."""
    records = _found_by_words(filterset)
    for name, value in filterset.form.cleaned_data.items():
        if name not in (but, "q", "sort"):
            records = filterset.filters[name].filter(records, value)
    return records.order_by()


def _found_by_words(filterset: PortalFilterSet) -> QuerySet[Any]:
    """The list under the words alone. Kept beside the filters, because looking for words may itself
    ask the database, and no count leaves the words out."""
    if "found_by_words" not in filterset.__dict__:
        filterset.form.errors  # noqa: B018 - asking for the errors is what cleans the values
        records = filterset.queryset.prefetch_related(None).order_by()
        words = filterset.form.cleaned_data.get("q", "")
        filterset.__dict__["found_by_words"] = filterset.filters["q"].filter(records, words)
    found: QuerySet[Any] = filterset.__dict__["found_by_words"]
    return found


def count_facets(filterset: PortalFilterSet, tallies: dict[str, Tally]) -> dict[str, Counter[str]]:
    """The counts of each choice, by the name of the filter: one query."""
    parts = [
        rows.annotate(facet=Value(name)).values_list("facet", "key", "number")
        for name, tally in tallies.items()
        for rows in tally.rows(narrowed(filterset, but=name))
    ]
    counts: dict[str, Counter[str]] = {name: Counter() for name in tallies}
    for name, key, number in parts[0].union(*parts[1:], all=True):
        for choice in tallies[name].choices_of(key):
            counts[name][choice] += number
    return counts


def show_counts(filterset: PortalFilterSet, tallies: dict[str, Tally]) -> dict[str, Counter[str]]:
    """Count, and write each count behind its choice in the filter panel."""
    counts = count_facets(filterset, tallies)
    for name, found in counts.items():
        filterset.form.fields[name].widget.counts = found
    return counts
