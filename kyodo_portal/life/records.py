"""What the records of every app share: when they were made, and a status that only a flow moves."""

from django.db import models

from kyodo_portal.life.audit import AuditEntry
from kyodo_portal.life.flows import flow_of
from kyodo_portal.words.languages import Words


class Timestamped(models.Model):
    """When a record was made and last changed."""

    created_at = models.DateTimeField("登録日時", auto_now_add=True)
    updated_at = models.DateTimeField("更新日時", auto_now=True)

    class Meta:
        abstract = True


class WithStatus(models.Model):
    """A record whose `status` is moved along by a `Flow` and by nothing else."""

    status: models.CharField

    class Meta:
        abstract = True

    @property
    def live_status(self) -> str:
        """The status as it is now. The stored one, but for things that also follow the clock."""
        return self.status

    @property
    def status_label(self) -> str:
        """The status in the words of the screen."""
        return str(flow_of(self).statuses(self.live_status).label)

    @property
    def status_tone(self) -> str:
        """The tone of this record's status badge."""
        return flow_of(self).tone_of(self.live_status)

    @property
    def whose_turn(self) -> Words:
        """Whose turn it is now, in the words of the screen."""
        return flow_of(self).turn_of(self.live_status)

    def history(self) -> "models.QuerySet[AuditEntry]":
        """Everything recorded about this thing, oldest first, with the people who acted."""
        return AuditEntry.objects.of(self).select_related("by")
