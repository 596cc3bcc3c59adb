"""Records that keep when in the week they hold (`times`, see `kyodo_portal.words.week`)."""

from typing import Self, TypeVar

from django.db import models
from django.db.models import F, Q

M = TypeVar("M", bound=models.Model)


class InWeekQuerySet(models.QuerySet[M]):
    def at_times(self, times: int) -> Self:
        """Those with some time of the week in common with these, and those that say nothing of when."""
        common = self.alias(common=F("times").bitand(times))
        return common.filter(Q(common__gt=0) | Q(times=0))
