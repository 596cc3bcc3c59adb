"""A page of a list: its filters with their counts, what is in force, and the records themselves.

Words are looked for in two ways, as on the search page: rare ones by the index, any other through
the first records of the list, where they fill the page. No planner has to choose.
"""

from functools import reduce
from operator import or_
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest

from kyodo_portal.lists import facets
from kyodo_portal.lists.facets import Counts, Tally, count
from kyodo_portal.lists.filters import PortalFilterSet
from kyodo_portal.search import SearchDocument
from kyodo_portal.search.finding import is_rare, object_ids
from kyodo_portal.search.narrowing import kind_of
from kyodo_portal.web.page_numbers import CountedPaginator, page_asked, page_missed

PER_PAGE = 12
"""Cards of a page: as many as somebody looks through on a phone."""


def listing(
    request: HttpRequest, filterset: PortalFilterSet, tallies: dict[str, Tally] | None = None
) -> dict[str, Any]:
    """The context of a list page: the filter form, its chips, and the page of results asked for.
    A page number that does not exist leads to the nearest that does, and is named in
    `page_missed`."""
    asked = page_asked(request)
    enough = Paginator(range(facets.COUNTED), PER_PAGE).get_page(asked).number * PER_PAGE
    counts, records = found(filterset, tallies or {}, enough=enough)
    # Where there may be more than were found so far, one page more can be asked for.
    more = not counts.is_exact and enough <= counts.number < facets.COUNTED
    paginator = CountedPaginator(records, PER_PAGE, count=counts.number + more)
    page: Page = paginator.get_page(asked)
    return {
        **shown(filterset, counts),
        "chips": filterset.chips(request),
        "page_obj": page,
        "page_missed": page_missed(request, page),
    }


def shown(filterset: PortalFilterSet, counts: Counts) -> dict[str, Any]:
    """What a page shows of a list's filters, each choice with its number."""
    for name, numbers in counts.choices.items():
        widget = filterset.form.fields[name].widget
        widget.counts = numbers
        widget.offers_empty = not _is_counted_to_the_end(filterset, counts, name)
    return {
        "filter": filterset,
        "unusable": filterset.unusable,
        "count": counts.number,
        "count_is_exact": counts.is_exact,
        "counted": counts.reach,
    }


def _is_counted_to_the_end(filterset: PortalFilterSet, counts: Counts, name: str) -> bool:
    """Whether a choice without a number really has no record: not where only the first of a long
    list were counted. A filter in force is counted without itself, in more records than are shown."""
    if name not in filterset.conditions:
        return counts.is_exact
    return not filterset.words and counts.choices[name].total() < facets.COUNTED


def found(
    filterset: PortalFilterSet, tallies: dict[str, Tally], *, enough: int
) -> tuple[Counts, QuerySet[Any]]:
    """The counts of a list and its records in their order; of a list that is searched for words, in
    which the first `enough` records are looked for."""
    words = filterset.words
    if not words:
        return count(filterset, tallies), filterset.in_order(filterset.narrowed())
    kind = kind_of(filterset.queryset.model)
    counts = Counts()
    if not is_rare(words, [kind]):
        counts = count(filterset, tallies)
        if counts.is_exact or counts.number >= enough:
            return counts, _looked_through(filterset)
    ids = object_ids(words, kind)
    if ids is None:  # too many to be named; under the other filters there may still be few
        records = _looked_through(filterset)
        counts.number = records[:enough].count()
        return counts, records
    records = filterset.narrowed().filter(pk__in=ids)
    return count(filterset, tallies, ids=ids), filterset.in_order(records)


def _looked_through(filterset: PortalFilterSet) -> QuerySet[Any]:
    """The records with the words, looked for from the first to the last of the list."""
    kind = kind_of(filterset.queryset.model)
    documents = SearchDocument.objects.filter(kind=kind, object_id=OuterRef("pk"))
    for ways in filterset.words.all_ways:
        documents = documents.filter(reduce(or_, (Q(text__contains=way) for way in ways)))
    return filterset.in_order(filterset.narrowed().filter(Exists(documents)))
