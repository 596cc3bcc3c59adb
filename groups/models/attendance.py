"""Who was at a meeting, and who was not in the room for which of its items."""

from django.db import models
from django.db.models import Q

from groups.models.agenda import AgendaItem
from groups.models.committees import CommitteeMember
from groups.models.meetings import Meeting
from kyodo_portal.life.constraints import known_values


class Present(models.TextChoices):
    PRESENT = "present", "出席"
    ONLINE = "online", "オンライン"
    PROXY = "proxy", "代理"
    ABSENT = "absent", "欠席"


class Away(models.TextChoices):
    """Why somebody who came was not in the room for an item."""

    INTEREST = "interest", "利害関係"
    OTHER = "other", "そのほか"


class Attendance(models.Model):
    """How one member was there: from which item on (empty: from the beginning) and before which they left
    (empty: stayed to the end). Somebody's proxy (代理) is named."""

    meeting = models.ForeignKey(
        Meeting, verbose_name="会議", on_delete=models.CASCADE, related_name="attendances"
    )
    member = models.ForeignKey(
        CommitteeMember, verbose_name="委員", on_delete=models.PROTECT, related_name="attendances"
    )
    how = models.CharField("出欠", max_length=8, choices=Present)
    proxy_name = models.CharField("代理の人", max_length=100, blank=True)
    from_item = models.ForeignKey(
        AgendaItem,
        verbose_name="この議題から出席",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )
    until_item = models.ForeignKey(
        AgendaItem,
        verbose_name="この議題の前に退席",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )

    class Meta:
        verbose_name = "出欠"
        verbose_name_plural = "出欠"
        ordering = ["meeting", "member"]
        constraints = [
            known_values("how", Present, name="attendance_how_is_known"),
            models.UniqueConstraint(fields=["meeting", "member"], name="attendance_once"),
            models.CheckConstraint(
                condition=~Q(how=Present.PROXY) | ~Q(proxy_name=""),
                name="attendance_names_the_proxy",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member}（{self.get_how_display()}）"


class ItemAbsence(models.Model):
    """A member who came and was out of the room for one item, and why."""

    item = models.ForeignKey(
        AgendaItem, verbose_name="議題", on_delete=models.CASCADE, related_name="absences"
    )
    member = models.ForeignKey(
        CommitteeMember, verbose_name="委員", on_delete=models.PROTECT, related_name="absences"
    )
    why = models.CharField("理由", max_length=8, choices=Away)

    class Meta:
        verbose_name = "退席"
        verbose_name_plural = "退席"
        ordering = ["item", "member"]
        constraints = [
            known_values("why", Away, name="item_absence_why_is_known"),
            models.UniqueConstraint(fields=["item", "member"], name="item_absence_once"),
        ]

    def __str__(self) -> str:
        return f"{self.member}（{self.get_why_display()}）"
