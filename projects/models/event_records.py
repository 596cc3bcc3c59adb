"""What came of an event: its record (記録), and what people said with the answers they got or are owed."""

import datetime as dt

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from groups.models import Department
from kyodo_portal.life.records import Timestamped
from projects.models.events import Event


class EventRecord(Timestamped):
    """The public record of an event: what happened, and how many came. It never says who."""

    event = models.OneToOneField(
        Event, verbose_name="催し", on_delete=models.CASCADE, related_name="record"
    )
    text = models.TextField(_("当日のようす"), max_length=5000)
    visitors_count = models.PositiveIntegerField(_("参加した人の数"))
    helpers_count = models.PositiveIntegerField(_("運営スタッフの数"))

    class Meta:
        verbose_name = "催しの記録"
        verbose_name_plural = "催しの記録"

    def __str__(self) -> str:
        return f"「{self.event.title}」の記録"

    def get_absolute_url(self) -> str:
        return self.event.get_absolute_url()


class OpinionQuerySet(models.QuerySet["EventOpinion"]):
    def owed(self) -> "OpinionQuerySet":
        """Not answered yet."""
        return self.filter(answer="")


class EventOpinion(models.Model):
    """One thing that was said (意見), in summary and without a name, and its answer; or by when one is
    owed, and by whom."""

    record = models.ForeignKey(EventRecord, on_delete=models.CASCADE, related_name="opinions")
    order = models.PositiveSmallIntegerField("順番", default=0)
    opinion = models.CharField(_("意見"), max_length=1000)
    answer = models.CharField(_("回答"), max_length=2000, blank=True)
    owed_by = models.ForeignKey(
        Department,
        verbose_name=_("答える課"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    owed_until = models.DateField(_("いつまでに答えるか"), null=True, blank=True)
    answered_on = models.DateField("答えた日", null=True, editable=False)

    objects = OpinionQuerySet.as_manager()

    class Meta:
        verbose_name = "意見と回答"
        verbose_name_plural = "意見と回答"
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(answer="") | Q(owed_until__isnull=False),
                name="event_opinion_is_answered_or_owed",
                violation_error_message=_("回答を書くか、いつまでに答えるかを書いてください。"),
            ),
        ]

    def __str__(self) -> str:
        return self.opinion[:50]

    def is_late(self, today: dt.date) -> bool:
        """Whether the day of the answer has passed without one."""
        return not self.answer and self.owed_until is not None and self.owed_until < today
