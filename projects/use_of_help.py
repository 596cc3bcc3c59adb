"""How much help wanted leads to help: what was asked for, answered and done, and how soon somebody answered.

What is counted is public, and taken over from before there was help wanted it is not. Of the supporters who
were asked only the numbers are told.
"""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, DurationField, ExpressionWrapper, F, Q, Window
from django.db.models.functions import RowNumber

from groups.use_of_help import UseOfHelp
from projects.models import HelpRequest, HelpRequestStatus, HelpWanted
from projects.models.help_wanted import HelpWantedQuerySet

DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class UseOfKind:
    """Of one kind of help: how much was asked for, answered and done, and in how many days half of the
    first answers came."""

    kind: str
    asked: int
    answered: int
    done: int
    median_days: float | None


def asked_between(
    since: dt.datetime | None, until: dt.datetime | None = None
) -> HelpWantedQuerySet:
    """What was asked for in public from one moment to before another."""
    asked = HelpWanted.objects.public().filter(is_taken_over=False).order_by()
    if since is not None:
        asked = asked.filter(created_at__gte=since)
    if until is not None:
        asked = asked.filter(created_at__lt=until)
    return asked


def use_since(since: dt.datetime) -> UseOfHelp:
    """Of everything that was asked for from then on. Three queries."""
    asked = asked_between(since)
    counts = asked.aggregate(**COUNTED)
    requests = HelpRequest.objects.filter(created_at__gte=since)
    of_supporters = requests.aggregate(
        requested=Count("pk"), agreed=Count("pk", filter=Q(status=HelpRequestStatus.AGREED))
    )
    return UseOfHelp(**counts, **of_supporters, median_days=_medians(asked, None).get(""))


def use_by_kind(asked: HelpWantedQuerySet) -> list[UseOfKind]:
    """The kinds of which anything was asked for. Two queries."""
    medians = _medians(asked, "kind")
    rows = asked.values("kind").annotate(**COUNTED)
    return [UseOfKind(**row, median_days=medians.get(row["kind"])) for row in rows]


COUNTED = {
    "asked": Count("pk"),
    "answered": Count("first_answered_at"),
    "done": Count("done_at"),
}


def _medians(asked: HelpWantedQuerySet, by: str | None) -> dict[str, float]:
    """In how many days half of the first answers came, for each value of a column, or for all under no
    name. The database gives the one or two in the middle of each."""
    split: dict[str, Any] = {"partition_by": by} if by else {}
    waited = ExpressionWrapper(F("first_answered_at") - F("created_at"), DurationField())
    ranked = asked.filter(first_answered_at__isnull=False).annotate(
        waited=waited,
        rank=Window(RowNumber(), order_by=("waited", "pk"), **split),
        among=Window(Count("pk"), **split),
    )
    twice = F("rank") * 2
    middle = ranked.annotate(twice=twice).filter(twice__gte=F("among"), twice__lte=F("among") + 2)
    found: defaultdict[str, list[float]] = defaultdict(list)
    for name, waits in middle.values_list(by or "pk", "waited"):
        found[name if by else ""].append(waits / DAY)
    return {name: sum(days) / len(days) for name, days in found.items()}
