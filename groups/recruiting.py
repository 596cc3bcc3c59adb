"""Which groups look for people: what they ask for is known to the apps to the right, which add here how
it is found."""

from collections.abc import Callable
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet

LOOKING: list[Callable[[], QuerySet[Any, Any]]] = []
"""Each gives the numbers of groups that look for people now."""


def looking_for_people() -> Q:
    """The groups that look for people now: no group where nothing tells it."""
    return reduce(or_, (Q(pk__in=find()) for find in LOOKING), Q(pk__in=()))
