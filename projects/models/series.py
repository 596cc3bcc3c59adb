"""Days that come again: every week, or every month on the same weekday."""

from django.db import models

from kyodo_portal.life.constraints import known_values
from kyodo_portal.life.records import Timestamped


class Every(models.TextChoices):
    """How often a day comes again."""

    WEEK = "week", "毎週"
    TWO_WEEKS = "two_weeks", "2週間ごと"
    MONTH = "month", "毎月（同じ週の同じ曜日）"


class EventSeries(Timestamped):
    """A series (くり返し): the rule by which its events were made. Each of its dates is an `Event` of
    its own, which may be changed alone or together with those after it."""

    every = models.CharField("くり返し", max_length=10, choices=Every)
    until = models.DateField("いつまで")

    class Meta:
        verbose_name = "くり返し"
        verbose_name_plural = "くり返し"
        constraints = [known_values("every", Every, name="event_series_every_is_known")]

    def __str__(self) -> str:
        return f"{self.get_every_display()}、{self.until}まで"
