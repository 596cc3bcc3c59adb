"""Where a project that was read in from elsewhere comes from."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kyodo_portal.words.languages import Words


class SourceRecord(models.Model):
    """What a page or list elsewhere said of a project that was read in from it, kept whole.

    The project holds what the portal works with; this holds the record as it came, so that an
    import loses nothing and every figure can be traced to its source.
    """

    project = models.OneToOneField(
        "projects.Project", on_delete=models.CASCADE, related_name="source"
    )
    external_id = models.CharField("元の番号", max_length=100, unique=True)
    municipality = models.CharField("自治体", max_length=50, blank=True)
    urls = models.JSONField("出典", default=list)
    data = models.JSONField("元の記録", default=dict)
    imported_at = models.DateTimeField("取り込んだ日時", auto_now_add=True)

    class Meta:
        verbose_name = "出典の記録"
        verbose_name_plural = "出典の記録"

    #: What a reader wants to know of the record beside the project's own fields.
    TOLD = {"decision": _("決定"), "evaluation": _("評価"), "note": _("補足")}

    def __str__(self) -> str:
        return self.external_id

    @property
    def told(self) -> list[tuple[Words, str]]:
        """What the source said of decision and evaluation, as (label, words), empty ones left out."""
        return [
            (label, str(self.data[key])) for key, label in self.TOLD.items() if self.data.get(key)
        ]
