"""Queues of work for the city's side: what waits, how much of it, since when and until when.

Each app names its own in `queues.py` as data; the first page of the admin counts them, and the
lists of the admin take the same rule as a filter, so that the figure and the list agree.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, reduce
from operator import or_
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db.models import Count, F, Min, Model, OrderBy, OuterRef, Q, Subquery
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import autodiscover_modules

from kyodo_portal.life.audit import AuditEntry
from kyodo_portal.life.people import Account, Person, is_signed_in
from kyodo_portal.life.roles import Role
from kyodo_portal.life.stand_ins import StandIn
from kyodo_portal.words.languages import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueRule:
    """One queue as a rule.

    whose    to whom this queue belongs: asked of the person alone.
    where    which of the records that this person sees are in it.
    affairs  which of those are this person's own affair: another has to act, so they are left out.
    due      the column that says until when; empty where nothing presses.
    since    the column that says since when a record waits; empty for the moment at which it came
             into its present status.
    """

    key: str
    model: type[Model]
    label: Words
    whose: Callable[[Person], bool]
    where: Callable[[Account], Q]
    affairs: Callable[[Account], Q] | None = None
    due: str = ""
    since: str = ""

    def holds(self, user: Account) -> Q:
        """Which records wait for this person."""
        return self.where(user) & ~self.affairs(user) if self.affairs else self.where(user)

    def waiting_since(self) -> Combinable:
        """Since when a record waits, as a column."""
        return F(self.since) if self.since else entered_its_status(self.model)

    def order(self) -> list[OrderBy]:
        """The nearest day first; where there is none, what has waited longest. For records that
        carry `in_queue_since`."""
        nearest = [F(self.due).asc(nulls_last=True)] if self.due else []
        return [*nearest, F("in_queue_since").asc()]


@dataclass(frozen=True, slots=True)
class Queue:
    """One queue of one person: how many records wait, the nearest day (JST), since when the one
    waits that has waited longest, and their list."""

    label: Words
    url: str
    count: int
    due: date | None = None
    since: datetime | None = None

    @property
    def is_overdue(self) -> bool:
        """Whether the nearest day has passed."""
        return self.due is not None and self.due < timezone.localdate()


RULES: list[QueueRule] = []


def register(rules: Iterable[QueueRule]) -> None:
    """Add an app's queues, in the order in which they are shown; the apps follow each other as they
    are installed."""
    RULES.extend(rules)


@cache
def _discover() -> None:
    autodiscover_modules("queues")
    apps_in_order = [config.label for config in apps.get_app_configs()]
    RULES.sort(key=lambda rule: apps_in_order.index(rule.model._meta.app_label))
    judged = [rule for rule in RULES if rule.affairs]
    RULES.extend(
        _nobody_is_free(model, [rule for rule in judged if rule.model is model])
        for model in dict.fromkeys(rule.model for rule in judged)
    )


def _nobody_is_free(model: type[Model], rules: list[QueueRule]) -> QueueRule:
    """What none of the coordinators may handle, because it is the affair of each of them: the
    administrator names who stands in (decision 0024)."""

    def where(user: Account) -> Q:
        coordinators = get_user_model().objects.with_role(Role.COORDINATOR).with_places()
        standing_in = StandIn.objects.running().filter(target_model=model._meta.label_lower)
        found = ~Q(pk__in=standing_in.values("target_id"))
        for person in coordinators:
            own = (rule.where(person) & rule.affairs(person) for rule in rules if rule.affairs)
            found &= reduce(or_, own)
        if not coordinators:
            found &= reduce(or_, (rule.where(user) for rule in rules))
        return found

    return QueueRule(
        key=f"nobody_is_free_{model._meta.model_name}",
        model=model,
        label=f"協働担当の全員に利害関係がある{model._meta.verbose_name}の、代理の職員を決める",
        whose=lambda person: is_signed_in(person) and person.is_superuser,
        where=where,
    )


def rules_for(user: Person, model: type[Model] | None = None) -> list[QueueRule]:
    """The queues of this person, of one kind of record where `model` names it."""
    _discover()
    return [rule for rule in RULES if (model is None or rule.model is model) and rule.whose(user)]


def rule_named(user: Person, model: type[Model], key: str | None) -> QueueRule | None:
    """The queue of this person that goes by this key; None where there is none."""
    return next((rule for rule in rules_for(user, model) if rule.key == key), None)


def days_since(moment: datetime) -> int:
    """How many days ago that was, by the calendar in Tokyo."""
    return (timezone.localdate() - timezone.localdate(moment)).days


def queues_for(user: Person) -> list[Queue]:
    """This person's queues with their counts, the nearest day first (what is overdue thus at the
    top), then those without one, that which waits longest first, and the empty ones in their own
    order: one query for each kind of record."""
    if not is_signed_in(user):
        return []
    rules = rules_for(user)
    counted: dict[str, Any] = {}
    for model in dict.fromkeys(rule.model for rule in rules):
        figures: dict[str, Any] = {}
        for rule in rules:
            if rule.model is model:
                where = rule.holds(user)
                figures[f"{_name_of(rule)}_count"] = Count("pk", filter=where, distinct=True)
                figures[f"{_name_of(rule)}_since"] = Min(rule.waiting_since(), filter=where)
                if rule.due:
                    figures[f"{_name_of(rule)}_due"] = Min(rule.due, filter=where)
        records: Any = model._default_manager
        counted |= records.visible_to(user).aggregate(**figures)
    queues = [
        Queue(
            label=rule.label,
            url=_list_of(rule),
            count=counted[f"{_name_of(rule)}_count"],
            due=counted.get(f"{_name_of(rule)}_due"),
            since=counted[f"{_name_of(rule)}_since"],
        )
        for rule in rules
    ]
    now = timezone.now()
    return sorted(
        queues, key=lambda queue: (queue.due or date.max, queue.since is None, queue.since or now)
    )


def _name_of(rule: QueueRule) -> str:
    """Its name among the queues of every kind of record."""
    return f"{rule.model._meta.label_lower.replace('.', '_')}_{rule.key}"


def entered_its_status(model: type[Model]) -> Combinable:
    """When a record came into its present status, by the record of acts; one without a move, when it
    was made."""
    changes = (
        AuditEntry.objects.filter(target_model=model._meta.label_lower, target_id=OuterRef("pk"))
        .moves()
        .exclude(status_before=F("status_after"))
        .order_by("-at", "-pk")
    )
    return Coalesce(Subquery(changes.values("at")[:1]), F("created_at"))


def _list_of(rule: QueueRule) -> str:
    names = rule.model._meta
    changelist = reverse(f"admin:{names.app_label}_{names.model_name}_changelist")
    return f"{changelist}?queue={rule.key}"
