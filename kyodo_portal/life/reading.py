"""The record of reading: who of the city's side read contact details and documents of others, and who
took lists out of the house.

It is written by `note_reading` alone, before what is read is shown: no trace, no reading. It is the only
thing of the portal that a GET writes (`tests/reading_only.py`). The database refuses to change it.
"""

from django.conf import settings
from django.db import models
from django.utils import timezone

from kyodo_portal.life.append_only import AppendOnly
from kyodo_portal.life.constraints import known_values
from kyodo_portal.life.people import Account
from kyodo_portal.words.languages import in_japanese


class ReadingKind(models.TextChoices):
    """What was read."""

    CONTACT = "contact", "連絡先を見た"
    DOCUMENT = "document", "書類を取り出した"
    EXPORT = "export", "一覧を取り出した"


class ReadingEntry(models.Model):
    """One reading: somebody read something of one record, or of `count` records of a kind
    (`target_id` is then empty). What was read does not stand here."""

    at = models.DateTimeField("日時", default=timezone.now, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="読んだ人",
        on_delete=models.PROTECT,
        editable=False,
        related_name="+",
    )
    kind = models.CharField("行い", max_length=10, choices=ReadingKind, editable=False)
    target_model = models.CharField("対象の種類", max_length=60, editable=False)
    target_id = models.PositiveBigIntegerField("対象の番号", null=True, editable=False)
    target_label = models.CharField("対象", max_length=200, editable=False)
    count = models.PositiveIntegerField("件数", default=1, editable=False)

    class Meta:
        app_label = "kyodo_portal"
        verbose_name = "閲覧の記録"
        verbose_name_plural = "閲覧の記録"
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["target_model", "target_id"], name="reading_of_target")]
        constraints = [known_values("kind", ReadingKind, name="reading_kind_is_known")]

    def __str__(self) -> str:
        return f"{self.target_label} {self.get_kind_display()}"


GUARD = AppendOnly(ReadingEntry._meta.db_table)


def note_reading(
    kind: ReadingKind,
    *,
    by: Account,
    of: models.Model | type[models.Model],
    label: str = "",
    count: int = 1,
) -> None:
    """Write down that a person reads this of one record, or of `count` records of a kind. `label` in
    place of what the record or the kind is called. Raises what the database raises: then nothing may
    be shown."""
    of_one = isinstance(of, models.Model)
    with in_japanese():
        ReadingEntry.objects.create(
            by_id=by.pk,
            kind=kind,
            target_model=of._meta.label_lower,
            target_id=of.pk if of_one else None,
            target_label=(label or str(of if of_one else of._meta.verbose_name_plural))[:200],
            count=count,
        )
