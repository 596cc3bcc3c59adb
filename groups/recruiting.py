"""Which groups look for people: what they ask for is known to the apps to the right, which add here how
it is found, and how it begins where a list of the city's says so."""

from collections.abc import Callable, Collection
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet

LOOKING: list[Callable[[], QuerySet[Any, Any]]] = []
"""Each gives the numbers of groups that look for people now."""

BEGINNING: list[Callable[[Collection[Any]], None]] = []
"""Each takes groups that a list says look for people, and lets them."""


def looking_for_people() -> Q:
    """The groups that look for people now: no group where nothing tells it."""
    return reduce(or_, (Q(pk__in=find()) for find in LOOKING), Q(pk__in=()))


def begin_looking(groups: Collection[Any]) -> None:
    """Let these groups look for people, in the transaction in which they are written."""
    for begin in BEGINNING:
        begin(groups)
