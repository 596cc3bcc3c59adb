"""Going through the chain of seals from its beginning: is the record of acts as it was written?"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from django.db.models import Max

from kyodo_portal.life.audit import AuditEntry
from kyodo_portal.life.seals import BEGINNING, AuditSeal, head, unsealed

LATE = dt.timedelta(minutes=10)
"""How much later than its moment an entry may be sealed after others: no act takes so long."""

BATCH = 1_000


@dataclass(frozen=True, slots=True)
class Finding:
    """The first thing that is not as it was written: what it is, in one sentence for the terminal,
    the number of the entry, and its place in the chain (None where it has none)."""

    what: str
    entry_id: int | None
    position: int | None


@dataclass(frozen=True, slots=True)
class Verification:
    """What going through the chain came to. `waiting` entries have no seal yet, the oldest of them
    since `waiting_since`."""

    sealed: int
    head: AuditSeal | None
    waiting: int
    waiting_since: dt.datetime | None
    finding: Finding | None

    def is_overdue(self, now: dt.datetime) -> bool:
        """Whether entries wait for so long that nobody seems to seal them."""
        return self.waiting_since is not None and self.waiting_since < now - LATE


@dataclass(slots=True)
class _Round:
    """What was sealed in one go: when, and the greatest number and the last moment among it."""

    at: dt.datetime
    greatest_id: int
    latest_at: dt.datetime


def verify(*, known_head: str = "") -> Verification:
    """Look through everything and name the first thing that is wrong. `known_head` is a head as a
    letter told it ("<place>:<digest>"): the chain must still go through it."""
    last = head()
    wrong = (finding for finding in _walk(known_head) if finding)
    finding = next(wrong, None) or _left_out(last) or _head_lost(known_head, last)
    waiting = unsealed()
    oldest = waiting.order_by("at").values_list("at", flat=True).first()
    return Verification(AuditSeal.objects.count(), last, waiting.count(), oldest, finding)


def _walk(known_head: str) -> Iterator[Finding | None]:
    """Each seal in its order: what is wrong with it, or nothing."""
    digest, rounds = BEGINNING, list[_Round]()
    for expected, (seal, entry) in enumerate(_seals_and_entries(), start=1):
        number, place = seal.entry_id, seal.position
        if place != expected:
            yield Finding(f"{expected}番目の封印がありません。", None, expected)
        elif entry is None:
            yield Finding("封印した記録がなくなっています。", number, place)
        elif seal.digest != seal.digest_after(digest, entry):
            yield Finding("封印したあとで、記録か封印が書き換えられています。", number, place)
        elif _was_inserted(seal, entry, rounds):
            yield Finding("その日時より後になって、記録が差し込まれています。", number, place)
        elif known_head.startswith(f"{place}:") and known_head != str(seal):
            yield Finding("お知らせにあった照合値と合いません。", number, place)
        else:
            yield None
        digest = seal.digest


def _was_inserted(seal: AuditSeal, entry: AuditEntry, rounds: list[_Round]) -> bool:
    """Whether an earlier round sealed what is younger than this entry says it is, at a time when this
    one must have been there to be sealed as well."""
    if not rounds or rounds[-1].at != seal.sealed_at:
        rounds.append(_Round(seal.sealed_at, entry.pk, entry.at))
    own = rounds[-1]
    for earlier in reversed(rounds[:-1]):
        if earlier.at < entry.at + LATE:
            break
        if earlier.greatest_id > entry.pk or earlier.latest_at > entry.at:
            return True
    own.greatest_id = max(own.greatest_id, entry.pk)
    own.latest_at = max(own.latest_at, entry.at)
    return False


def _left_out(last: AuditSeal | None) -> Finding | None:
    """An entry without a seal that must have had one when the last was made."""
    if last is None:
        return None
    greatest = AuditSeal.objects.aggregate(greatest=Max("entry_id"))["greatest"]
    older = unsealed().filter(at__lt=last.sealed_at - LATE, pk__lt=greatest).first()
    if older is None:
        return None
    return Finding("その日時より後になって、記録が差し込まれています。", older.pk, None)


def _head_lost(known_head: str, last: AuditSeal | None) -> Finding | None:
    """A head that was told in a letter and lies behind the end of the chain."""
    place = known_head.partition(":")[0]
    if not known_head or (last is not None and place.isdigit() and int(place) <= last.position):
        return None
    return Finding("お知らせにあった封印がなくなっています。", None, None)


def _seals_and_entries() -> Iterator[tuple[AuditSeal, AuditEntry | None]]:
    seals = AuditSeal.objects.order_by("position").iterator(chunk_size=BATCH)
    while batch := list(islice(seals, BATCH)):
        entries = AuditEntry.objects.in_bulk([seal.entry_id for seal in batch])
        for seal in batch:
            yield seal, entries.get(seal.entry_id)
