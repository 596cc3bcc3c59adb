"""The seals of the record of acts: each entry chained to the one before it, so that a change, a gap or
an insertion shows, also one by somebody who may do everything in the database.

An entry is sealed by the worker some seconds after it was written, not in the transaction of the act:
a chain there would make every act wait for every other. Seals are numbered without a gap, in the order
of sealing, which is that of the entries' numbers. On PostgreSQL numbers of acts that came to nothing
are missing, and an act that took long may bring a smaller number later: it is sealed when it comes, in
a place of its own.

Who could write the whole chain anew would be found out by its head, which goes out of the house every
day in a letter.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable

from django.db import IntegrityError, models, transaction
from django.db.models import Max
from django.utils import timezone

from kyodo_portal.life.append_only import AppendOnly
from kyodo_portal.life.audit import AuditEntry

SETTLED = dt.timedelta(seconds=10)
"""How old an entry is when it is sealed: younger ones may still come with smaller numbers."""

BATCH = 1_000
LOOK_BACK = 10_000
"""How far before the last sealed number each round looks for entries that came late. What came even
later is found by the round over everything, once a day."""

BEGINNING = "0" * 64


class AuditSeal(models.Model):
    """The seal of one entry: its place in the chain, and a digest over the digest before it, the
    place, the moment of sealing and all that the entry says."""

    position = models.PositiveBigIntegerField("番号", primary_key=True, editable=False)
    entry = models.OneToOneField(
        AuditEntry,
        verbose_name="記録",
        on_delete=models.PROTECT,
        editable=False,
        related_name="seal",
    )
    digest = models.CharField("照合値", max_length=64, editable=False)
    sealed_at = models.DateTimeField("封印した日時", editable=False)

    class Meta:
        app_label = "kyodo_portal"
        verbose_name = "記録の封印"
        verbose_name_plural = "記録の封印"
        ordering = ["position"]

    def __str__(self) -> str:
        return f"{self.position}:{self.digest}"

    def digest_after(self, previous: str, entry: AuditEntry) -> str:
        """What the digest is, with this one before it and this entry."""
        sealed_at = self.sealed_at.astimezone(dt.UTC).isoformat(timespec="microseconds")
        said = f"{previous}\n{self.position}\n{sealed_at}\n{_said_by(entry)}"
        return hashlib.sha256(said.encode()).hexdigest()


GUARD = AppendOnly(AuditSeal._meta.db_table, keys=("position", "entry_id"))


def _said_by(entry: AuditEntry) -> str:
    """All that an entry says, always written the same way, whatever the database."""
    at = entry.at.astimezone(dt.UTC).isoformat(timespec="microseconds")
    said = [
        *(entry.pk, at, entry.by_id, entry.action, entry.target_model, entry.target_id),
        *(entry.target_label, entry.label, entry.status_before, entry.status_after, entry.note),
        entry.data,
    ]
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def head() -> AuditSeal | None:
    """The last seal of the chain; None before the first."""
    return AuditSeal.objects.order_by("-position").first()


def unsealed() -> "models.QuerySet[AuditEntry]":
    """The entries without a seal, in their order."""
    return AuditEntry.objects.filter(seal=None).order_by("pk")


def seal_due(now: dt.datetime | None = None, *, everything: bool = False) -> int:
    """Seal what was written more than `SETTLED` ago; how many entries these were. `everything` looks
    also for what came later than `LOOK_BACK`. Safe to run in several workers at once: where another
    one seals, this one leaves it to that."""
    moment = now or timezone.now()
    sealed = 0
    while batch := _seal_batch(moment, everything=everything):
        sealed += batch
    return sealed


def _seal_batch(moment: dt.datetime, *, everything: bool) -> int:
    """One batch, in one transaction. All batches of a round bear the same moment."""
    due = unsealed().filter(at__lte=moment - SETTLED)
    if not everything:
        last = AuditSeal.objects.aggregate(last=Max("entry_id"))["last"] or 0
        due = due.filter(pk__gt=last - LOOK_BACK)
    try:
        with transaction.atomic():
            seals = list(_chained(due[:BATCH], moment))
            AuditSeal.objects.bulk_create(seals)
    except IntegrityError:  # the place was taken meanwhile
        return 0
    return len(seals)


def _chained(entries: Iterable[AuditEntry], moment: dt.datetime) -> Iterable[AuditSeal]:
    before = head()
    position, digest = (before.position, before.digest) if before else (0, BEGINNING)
    for entry in entries:
        position += 1
        seal = AuditSeal(position=position, entry=entry, sealed_at=moment)
        seal.digest = digest = seal.digest_after(digest, entry)
        yield seal
