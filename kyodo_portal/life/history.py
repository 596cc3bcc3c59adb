"""The course of a record: what its flow says of each entry, to whom it may be said.

A course names sides, never persons. Every entry is told in today's words, whenever it was written;
what no flow knows any more is told to those whom the record concerns, by the words that were kept.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from kyodo_portal.life.audit import AuditEntry, AuditEntryQuerySet
from kyodo_portal.life.flows import REGISTRY, Flow, flow_of
from kyodo_portal.life.recorded import Reader, Recorded
from kyodo_portal.words.languages import Words

#: How an act is told that no flow knows any more.
FORGOTTEN = Recorded(name="", read_by=Reader.PARTIES)


@dataclass(frozen=True, slots=True)
class Event:
    """One line of a timeline. `who` is a side, and a person only where the city reads its record."""

    at: datetime | date
    title: Words
    body: str = ""
    who: Words = ""
    tone: str = "neutral"
    url: str = ""


def told_to(reader: Reader, record: Any) -> AuditEntryQuerySet:
    """The entries of which this reader may be told, oldest first."""
    hidden = flow_of(record).hidden_from(reader)
    return AuditEntry.objects.of(record).exclude(action__in=hidden)


def story_of(
    record: Any, *, reader: Reader = Reader.PUBLIC, entries: Iterable[AuditEntry] | None = None
) -> list[Event]:
    """The course of a record as this reader may know it, oldest first: one query, and none with
    `entries`, what has been read of it (those of other records are left out)."""
    flow = flow_of(record)
    if entries is None:
        entries = told_to(reader, record)
    own = (entry for entry in entries if entry.is_of(record))
    told = (_told(flow, record, entry, reader) for entry in own)
    return [event for event in told if event is not None]


def milestones(record: Any) -> AuditEntryQuerySet:
    """The entries of which the page of what came of this record tells."""
    flow = flow_of(record)
    names = [kind.name for kind in flow.recorded.values() if kind.milestone]
    return flow.entries(record, *names)


def milestones_of(record: Any, entries: Iterable[AuditEntry] | None = None) -> list[Event]:
    """What the page of what came of this record tells of it, with its address: the last act of
    each kind that is told there. `entries` as in `story_of`."""
    flow = flow_of(record)
    if entries is None:
        entries = milestones(record)
    last = {entry.name: entry for entry in entries if entry.is_of(record)}
    url = record.get_absolute_url()
    return [
        Event(at=entry.at, title=told.happened, tone=told.tone, url=url)
        for name, entry in last.items()
        if (kind := flow.recorded.get(name)) and (told := kind.milestone)
    ]


def last_note(
    record: Any, name: str | tuple[str, ...], entries: Iterable[AuditEntry] | None = None
) -> str:
    """What was written with the last act of this name, or of these; empty when there is none.
    `entries` as in `story_of`."""
    flow = flow_of(record)
    names = (name,) if isinstance(name, str) else name
    actions = {flow.action(each) for each in names}
    if entries is None:
        entries = flow.entries(record, *names).order_by("-at", "-pk")[:1]
    notes = [entry.note for entry in entries if entry.is_of(record) and entry.action in actions]
    return notes[-1] if notes else ""


def public_note_of(record: Any) -> Callable[[AuditEntry], str]:
    """What tells the note of an entry of this record where everybody may read it; else nothing."""
    flow = REGISTRY.get(record._meta.label_lower)
    kinds = flow.recorded.values() if flow else ()
    public = {kind.name for kind in kinds if kind.note_read_by == Reader.PUBLIC}
    return lambda entry: entry.note if entry.name in public else ""


def _told(flow: Flow, record: Any, entry: AuditEntry, reader: Reader) -> Event | None:
    """What this reader is told of an entry; None where it is not for them."""
    kind = flow.recorded.get(entry.name, FORGOTTEN)
    is_told = kind.told_if(entry)
    if reader < (kind.read_by if is_told else Reader.CITY):
        return None
    return Event(
        at=entry.at,
        title=(is_told and kind.happened) or entry.label or entry.action,
        body=entry.note if reader >= kind.note_read_by else "",
        who=kind.side_in(record, entry),
        tone=kind.event_tone,
    )
