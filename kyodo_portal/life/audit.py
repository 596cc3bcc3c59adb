"""The append-only record of who did what, written in the same transaction as the act.

The database refuses to change, replace or delete an entry (triggers on both SQLite and PostgreSQL),
so the record can be trusted even against a careless script. Against somebody who takes the triggers
away it is sealed (`kyodo_portal.life.seals`).
"""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from kyodo_portal.life.append_only import AppendOnly
from kyodo_portal.life.people import Person
from kyodo_portal.life.recorded import Recorded
from kyodo_portal.web import public_mark
from kyodo_portal.words.languages import Words, in_japanese


class AuditEntryQuerySet(models.QuerySet["AuditEntry"]):
    def of(self, target: models.Model) -> "AuditEntryQuerySet":
        """Everything recorded about one object, oldest first."""
        return self.filter(target_model=target._meta.label_lower, target_id=target.pk).order_by(
            "at", "pk"
        )

    def moves(self) -> "AuditEntryQuerySet":
        """Only the changes of status."""
        return self.exclude(status_after="")


class AuditEntry(models.Model):
    """One act: somebody did something to something at a moment.

    `action` is "<model>.<verb>" ("proposal.submit"); the statuses are set when the act moved the
    thing on; `note` is what the person wrote with it; `data` holds small facts (never contact data).
    `by` is empty only for what the portal did by itself (a clock, an import without an account).
    """

    at = models.DateTimeField("日時", default=timezone.now, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="行った人",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )
    action = models.CharField("行い", max_length=60, editable=False)
    target_model = models.CharField("対象の種類", max_length=60, editable=False)
    target_id = models.PositiveBigIntegerField("対象の番号", editable=False)
    target_label = models.CharField("対象", max_length=200, editable=False)
    label = models.CharField("内容", max_length=100, editable=False, blank=True)
    status_before = models.CharField("前の状態", max_length=30, editable=False, blank=True)
    status_after = models.CharField("後の状態", max_length=30, editable=False, blank=True)
    note = models.TextField("添えた言葉", editable=False, blank=True)
    data = models.JSONField("付随する事実", default=dict, editable=False)

    objects = AuditEntryQuerySet.as_manager()

    class Meta:
        app_label = "kyodo_portal"
        verbose_name = "操作の記録"
        verbose_name_plural = "操作の記録"
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["target_model", "target_id", "at"], name="audit_of_target"),
            # What happened lately to records of one kind, whichever: news.
            models.Index(fields=["target_model", "at"], name="audit_of_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.target_label} {self.label or self.action}"

    @property
    def name(self) -> str:
        """The verb of the action: what its flow calls this kind of act."""
        return self.action.partition(".")[2]

    def is_of(self, target: models.Model) -> bool:
        """Whether this was recorded about that object."""
        return (self.target_model, self.target_id) == (target._meta.label_lower, target.pk)


def action_of(model: type[models.Model], name: str) -> str:
    """The action under which an act of this name is written of such records."""
    return f"{model._meta.model_name}.{name}"


def record(
    kind: Recorded,
    *,
    target: models.Model,
    by: Person | None,
    label: Words = "",
    note: str = "",
    before: str = "",
    after: str = "",
    data: dict[str, Any] | None = None,
) -> AuditEntry:
    """Write one entry of this kind of act, in Japanese; `label` in place of the words of the kind.
    Call inside the transaction of the act itself, so that neither exists without the other. What
    is done to a record with a life is written by its flow (`Flow.make`, `Flow.record`). With it the
    answers end that visitors share, unless the kind of act is inward."""
    if not kind.is_inward:
        public_mark.change_on_commit()
    with in_japanese():
        return AuditEntry.objects.create(
            action=action_of(type(target), kind.name),
            target_model=target._meta.label_lower,
            target_id=target.pk,
            target_label=str(target)[:200],
            by_id=by.pk if by is not None else None,
            label=str(label or kind.label)[:100],
            note=note,
            status_before=before,
            status_after=after,
            data=data or {},
        )


GUARD = AppendOnly(AuditEntry._meta.db_table)
