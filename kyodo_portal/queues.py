"""Queues of work for the city's side: what waits, how much of it, and until when.

Each app names its own in `queues.py` as data; the first page of the admin counts them, and the
lists of the admin take the same rule as a filter, so that the figure and the list agree.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.db.models import Count, Min, Model, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import autodiscover_modules


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueRule:
    """One queue as a rule.

    whose  to whom this queue belongs: asked of the person alone.
    where  which of the records that this person sees are in it.
    due    the column that says until when; empty where nothing presses.
    """

    key: str
    model: type[Model]
    label: str
    whose: Callable[[Any], bool]
    where: Callable[[Any], Q]
    due: str = ""


@dataclass(frozen=True, slots=True)
class Queue:
    """One queue of one person: how many records wait, the nearest day (JST), and their list."""

    label: str
    url: str
    count: int
    due: date | None = None

    @property
    def is_overdue(self) -> bool:
        """Whether the nearest day has passed."""
        return self.due is not None and self.due < timezone.localdate()


RULES: list[QueueRule] = []


def register(rules: Iterable[QueueRule]) -> None:
    """Add an app's queues, in the order in which they are shown."""
    RULES.extend(rules)


@cache
def _discover() -> None:
    autodiscover_modules("queues")


def rules_for(user: Any, model: type[Model] | None = None) -> list[QueueRule]:
    """The queues of this person, of one kind of record where `model` names it."""
    _discover()
    return [rule for rule in RULES if (model is None or rule.model is model) and rule.whose(user)]


def queues_for(user: Any) -> list[Queue]:
    """This person's queues with their counts, the nearest day first (what is overdue thus at the
    top), then those without one in their own order: one query for each kind of record."""
    rules = rules_for(user)
    counted: dict[str, Any] = {}
    for model in dict.fromkeys(rule.model for rule in rules):
        figures: dict[str, Any] = {}
        for rule in rules:
            if rule.model is model:
                where = rule.where(user)
                figures[f"{rule.key}_count"] = Count("pk", filter=where, distinct=True)
                if rule.due:
                    figures[f"{rule.key}_due"] = Min(rule.due, filter=where)
        seen: Any = model._default_manager
        counted |= seen.visible_to(user).aggregate(**figures)
    queues = [
        Queue(
            label=rule.label,
            url=_list_of(rule),
            count=counted[f"{rule.key}_count"],
            due=counted.get(f"{rule.key}_due"),
        )
        for rule in rules
    ]
    return sorted(queues, key=lambda queue: queue.due or date.max)


def _list_of(rule: QueueRule) -> str:
    names = rule.model._meta
    changelist = reverse(f"admin:{names.app_label}_{names.model_name}_changelist")
    return f"{changelist}?queue={rule.key}"
