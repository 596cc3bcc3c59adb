"""That a copy of everything was taken out of the house, or put back in place of what was there."""

from django.db import models
from django.utils import timezone

from kyodo_portal.life.constraints import known_values
from kyodo_portal.life.recorded import Recorded


class BackupKind(models.TextChoices):
    TAKEN = "taken", "控えを取った"
    RESTORED = "restored", "控えから戻した"


TAKEN = Recorded(name="take", label=BackupKind.TAKEN.label, is_inward=True)
RESTORED = Recorded(name="restore", label=BackupKind.RESTORED.label)


class BackupRun(models.Model):
    """One backup that was taken, or put back: when, in which folder of that machine, and by which
    release of the portal."""

    kind = models.CharField("行い", max_length=10, choices=BackupKind, editable=False)
    at = models.DateTimeField("日時", default=timezone.now, editable=False)
    place = models.CharField("場所", max_length=400, editable=False)
    version = models.CharField("版", max_length=20, editable=False)

    class Meta:
        app_label = "kyodo_portal"
        verbose_name = "控え"
        verbose_name_plural = "控え"
        ordering = ["-at", "-pk"]
        constraints = [known_values("kind", BackupKind, name="backup_kind_is_known")]

    def __str__(self) -> str:
        return self.place[:200]

    @classmethod
    def last_taken(cls) -> "BackupRun | None":
        """The last backup that was taken; None before the first."""
        return cls.objects.filter(kind=BackupKind.TAKEN).order_by("-at", "-pk").first()
