"""What was said at a meeting (会議録, 会議録), and what its members want to have put right."""

from django.conf import settings
from django.db import models

from groups.models.committees import CommitteeMember
from groups.models.meetings import Meeting
from kyodo_portal.life.records import Timestamped


class Minutes(Timestamped):
    """The minutes of one meeting, as 要点筆記: a draft made of what was entered, written over by staff.
    `due_on` is the last day (JST) on which the members say what is to be put right; empty while they have not
    been asked. `confirmed_by` names who confirmed them."""

    meeting = models.OneToOneField(
        Meeting, verbose_name="会議", on_delete=models.CASCADE, related_name="minutes"
    )
    body = models.TextField("会議録", max_length=50000, blank=True)
    city_staff = models.CharField("出席した市の職員", max_length=500, blank=True)
    due_on = models.DateField("委員が確かめる期限", null=True, editable=False)
    confirmed_by = models.CharField("確認した委員", max_length=2000, blank=True, editable=False)

    class Meta:
        verbose_name = "会議録"
        verbose_name_plural = "会議録"

    def __str__(self) -> str:
        return f"{self.meeting}の会議録"


class MinutesRemark(models.Model):
    """What one member says of the draft: nothing to put right, or what. One from each; a later one takes the
    place of the earlier. Entered by staff for whoever has no account."""

    minutes = models.ForeignKey(
        Minutes, verbose_name="会議録", on_delete=models.CASCADE, related_name="remarks"
    )
    member = models.ForeignKey(
        CommitteeMember, verbose_name="委員", on_delete=models.PROTECT, related_name="remarks"
    )
    words = models.TextField("直してほしいところ", max_length=3000, blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="書いた人",
        on_delete=models.PROTECT,
        editable=False,
        related_name="+",
    )
    written_at = models.DateTimeField("書いた日時")

    class Meta:
        verbose_name = "会議録への意見"
        verbose_name_plural = "会議録への意見"
        ordering = ["minutes", "member"]
        constraints = [
            models.UniqueConstraint(fields=["minutes", "member"], name="minutes_remark_once"),
        ]

    def __str__(self) -> str:
        return f"{self.member}"
