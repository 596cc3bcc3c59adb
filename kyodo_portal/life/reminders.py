"""What people are reminded of: a letter on certain days before and after a day, while they have not
done their part.

Each app names its own in `reminders.py` as data. A letter is written once for each record, day and
person: its key in the outbox is made of these, so that neither a second worker nor a second run
writes it again. Of several days that have passed only the latest is told, and none that had passed
when the portal learned to remind of this.
"""

import datetime as dt
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db.models import F, Model, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.text import format_lazy

from kyodo_portal.life import clock
from kyodo_portal.life.audit import AuditEntry
from kyodo_portal.life.clock import Routine, Tick
from kyodo_portal.post import letters
from kyodo_portal.post.letters import Addressee
from kyodo_portal.post.outbox import OutgoingMail
from kyodo_portal.words.languages import Words, later
from kyodo_portal.words.text import japanese_date

MORNING = dt.timedelta(hours=8)
"""A day's letters are written from this time of it on: nobody is woken by a reminder."""


def _no_facts(*_: Any) -> Words:
    return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """One thing of which people are reminded.

    key        its name, for ever: what was written is known by it.
    label      what was written, as the terminal says it.
    waiting    the records for which somebody still has something to do, at a moment.
    day        the day (JST) of a record from which is counted.
    days       how many days from there people are reminded: negative before it. The city's profile
               says it, so this is asked each time.
    counted    what that day is, in the letter, before the day itself: 期限は.
    tells      who has something to do, and is reminded.
    told       the subject, a whole sentence, from that day on; `told_before` as long as it is to come.
    next_step  what the reader can do, of the record; `next_step_before` as above.

    facts      lines below the record's title, for this reader; `page` is an address in place of the record's.

    The words that citizens and groups are told are marked for translation, so that each reader gets
    them in their language; what goes to staff alone is plain Japanese.
    """

    key: str
    label: str
    waiting: Callable[[dt.datetime], QuerySet[Any]]
    day: Callable[[Any], dt.date]
    days: Callable[[], Collection[int]]
    counted: Words
    tells: Callable[[Any], Iterable[Addressee]]
    told: Words
    next_step: Words
    told_before: Words = ""
    next_step_before: Words = ""
    facts: Callable[[Any, Any], Words] = _no_facts
    page: Callable[[Any], str] | None = None

    def falls_on(self, record: Any, tick: Tick) -> dt.date | None:
        """The latest day on which there was something to tell of this record: after it came to
        where it stands, and since the portal knew this reminder. None where there is none."""
        today = timezone.localdate(tick.now - MORNING)
        moved_on = timezone.localdate(record.moved_at)
        day = self.day(record)
        passed = (day + dt.timedelta(days=days) for days in self.days())
        told = [on for on in passed if moved_on < on <= today and tick.since < on]
        return max(told, default=None)

    def write(self, tick: Tick) -> int:
        """Queue the letters that are due and not written yet; how many these are."""
        due = [
            (record, person, f"reminder.{self.key}:{record.pk}:{on.isoformat()}")
            for record in self._waiting(tick.now)
            if (on := self.falls_on(record, tick))
            for person in {person.pk: person for person in self.tells(record)}.values()
            if person.is_active
        ]
        keys = [f"{key}:{person.pk}" for _, person, key in due]
        written = set(OutgoingMail.objects.filter(key__in=keys).values_list("key", flat=True))
        fresh = [each for each, key in zip(due, keys, strict=True) if key not in written]
        for record, person, key in fresh:
            self._write_to(person, record, key, today=timezone.localdate(tick.now))
        return len(fresh)

    def _waiting(self, now: dt.datetime) -> QuerySet[Any]:
        records = self.waiting(now)
        return records.annotate(moved_at=_last_moved(records.model))

    def _write_to(self, person: Addressee, record: Any, key: str, *, today: dt.date) -> None:
        day = self.day(record)
        to_come = self.told_before and today <= day
        letters.queue_letter(
            person,
            about=record,
            told=self.told_before if to_come else self.told,
            when=format_lazy("{counted}{day}", counted=self.counted, day=later(japanese_date, day)),
            next_step=(to_come and self.next_step_before) or self.next_step,
            facts=self.facts(record, person),
            page=self.page(record) if self.page else "",
            key=key,
        )


def register(reminders: Iterable[Reminder]) -> None:
    """Add an app's reminders to what is done by the clock."""
    clock.register(
        Routine(key=f"remind.{each.key}", label=each.label, run=partial(_write, each))
        for each in reminders
    )


def _write(reminder: Reminder, tick: Tick) -> int:
    return reminder.write(tick)


def waits_since(record: Any) -> dt.date:
    """The day on which a record came to where it stands: what has no date is counted from there."""
    return timezone.localdate(record.moved_at)


def _last_moved(model: type[Model]) -> Coalesce:
    """When a record last moved, also to where it was: with a new date its days begin anew."""
    moves = (
        AuditEntry.objects.filter(target_model=model._meta.label_lower, target_id=OuterRef("pk"))
        .moves()
        .order_by("-at", "-pk")
    )
    return Coalesce(Subquery(moves.values("at")[:1]), F("created_at"))
