"""Who offers an idea without an account, and how the city writes to whoever proposes."""

from typing import Any

from django.db import models
from django.utils.translation import gettext

from groups.models import Guest


class OfferedByGuest(models.Model):
    """What somebody without an account may offer; `guest` is None once they are forgotten."""

    group: Any
    created_by: Any
    guest = models.ForeignKey(
        Guest,
        verbose_name="アイデアを出した方（アカウントなし）",
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="ideas",
    )

    class Meta:
        abstract = True

    @property
    def proposer_name(self) -> str:
        """Who proposes, as the city writes to them: the group, or the person by name."""
        if self.group is not None:
            return str(self.group.name)
        if self.created_by is not None:
            return str(self.created_by.display_name)
        return self.guest.name if self.guest is not None else gettext("アカウントのない方")
