"""What comes about by the clock and by nobody's hand: each app's routines, run once an hour, or as often
as one says.

A routine stands in the app's `reminders.py`, beside what people are reminded of there
(`kyodo_portal.life.reminders`, themselves routines). It may be run again at any time, by several
workers at once, or days late, and does nothing twice: that is its own part. One that fails stops no
other, and is tried again an hour later.
"""

import datetime as dt
import logging
from collections.abc import Callable, Iterable
from contextlib import nullcontext
from dataclasses import dataclass
from typing import TypeVar

from django.core.exceptions import ImproperlyConfigured
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from kyodo_portal.life.acts import MoveRefused

logger = logging.getLogger(__name__)

Thing = TypeVar("Thing")

HOUR = dt.timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Tick:
    """One running of a routine: the moment, and the day (JST) since which this portal has it. What
    was due up to that day is nobody's news: an upgrade writes no letters."""

    now: dt.datetime
    since: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Routine:
    """One thing done by the clock. `label` says to the city's staff what was done; `run` does it, in
    a transaction of its own, and returns how much there was to do; `every` is how long it rests.
    One that does its things `one_by_one` is in no transaction itself."""

    key: str
    label: str
    run: Callable[[Tick], int]
    every: dt.timedelta = HOUR
    one_by_one: bool = False


@dataclass(frozen=True, slots=True)
class Done:
    """What one running of a routine came to."""

    label: str
    count: int = 0
    failed: bool = False


class RoutineRun(models.Model):
    """Since which day the portal has a routine, and when it last ran."""

    key = models.CharField("名前", max_length=60, unique=True, editable=False)
    since = models.DateField("はじめた日", editable=False)
    last_run_at = models.DateTimeField("最後に動いた日時", null=True, editable=False)

    class Meta:
        app_label = "kyodo_portal"
        verbose_name = "定時の処理"
        verbose_name_plural = "定時の処理"

    def __str__(self) -> str:
        return self.key


ROUTINES: dict[str, Routine] = {}


def register(routines: Iterable[Routine]) -> None:
    """Add an app's routines. Raises ImproperlyConfigured for a key that is taken."""
    for routine in routines:
        if routine.key in ROUTINES:
            raise ImproperlyConfigured(f"{routine.key}: two routines share this key")
        ROUTINES[routine.key] = routine


def run_all(now: dt.datetime) -> list[Done]:
    """Run every routine, whenever it last ran; what each came to, in their order."""
    return [_run(routine, now) for routine in ROUTINES.values()]


def run_due(now: dt.datetime) -> list[Done]:
    """Run those that have rested long enough; of several workers one takes each. One query where
    nothing is due."""
    ran = dict(RoutineRun.objects.values_list("key", "last_run_at"))
    due = [routine for key, routine in ROUTINES.items() if _has_rested(routine, ran.get(key), now)]
    return [_run(routine, now) for routine in due if _claim(routine, now)]


def _has_rested(routine: Routine, last: dt.datetime | None, now: dt.datetime) -> bool:
    return last is None or last <= now - routine.every


def one_by_one(
    things: Iterable[Thing],
    act: Callable[[Thing], bool | None],
    *,
    failed: Callable[[Thing, Exception], None] | None = None,
) -> int:
    """Do this with each of them, in a transaction of its own; with how many it was done. One that fails stops no
    other: it stands in the log, and `failed` may tell of it. One that is refused was overtaken by somebody."""
    done = 0
    for thing in list(things):
        try:
            with transaction.atomic():
                done += act(thing) is not False
        except MoveRefused as refusal:
            if failed is not None:
                failed(thing, refusal)
        except Exception as failure:
            logger.exception("%r was left as it was; it will be tried again", thing)
            if failed is not None:
                failed(thing, failure)
    return done


def _known(routine: Routine, now: dt.datetime) -> RoutineRun:
    known, _ = RoutineRun.objects.get_or_create(
        key=routine.key, defaults={"since": timezone.localdate(now)}
    )
    return known


def _claim(routine: Routine, now: dt.datetime) -> bool:
    """Whether this worker is the one that runs it this time."""
    waiting = Q(last_run_at=None) | Q(last_run_at__lte=now - routine.every)
    claimed = RoutineRun.objects.filter(waiting, pk=_known(routine, now).pk)
    return bool(claimed.update(last_run_at=now))


def _run(routine: Routine, now: dt.datetime) -> Done:
    known = _known(routine, now)
    try:
        with nullcontext() if routine.one_by_one else transaction.atomic():
            RoutineRun.objects.filter(pk=known.pk).update(last_run_at=now)
            return Done(routine.label, routine.run(Tick(now, known.since)))
    except Exception:
        logger.exception("the routine %s failed; it will be tried again in an hour", routine.key)
        return Done(routine.label, failed=True)
