"""Which of the conditions under which a project was adopted are met."""

from hashlib import sha256

from django.conf import settings
from django.db import models
from django.utils import timezone

from projects.models.projects import Project


class MetCondition(models.Model):
    """That one condition is met: who has seen to it, when, and a word on it. A condition is one line of
    the project's conditions; it is known by its words (`mark`), so that one which is worded anew by a
    change of the agreement is open again."""

    project = models.ForeignKey(
        Project, verbose_name="協働事業", on_delete=models.CASCADE, related_name="met_conditions"
    )
    mark = models.CharField("条件の印", max_length=64, editable=False)
    text = models.TextField("条件", max_length=3000, editable=False)
    note = models.CharField("ひとこと", max_length=300, blank=True)
    met_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="確かめた人",
        on_delete=models.PROTECT,
        editable=False,
        related_name="+",
    )
    met_at = models.DateTimeField("確かめた日時", default=timezone.now, editable=False)

    class Meta:
        verbose_name = "満たした条件"
        verbose_name_plural = "満たした条件"
        constraints = [
            models.UniqueConstraint(fields=["project", "mark"], name="condition_is_met_once")
        ]

    def __str__(self) -> str:
        return self.text[:60]


def mark_of(text: str) -> str:
    """By what a condition is known: a digest of its words."""
    return sha256(text.encode()).hexdigest()
