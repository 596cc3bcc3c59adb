"""What a meeting is about: its items in their order, and the papers for them."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q

from groups.models.meetings import Meeting
from kyodo_portal.files.uploads import StoredFile


class AgendaItem(models.Model):
    """One item (議題). It is open to the public unless it `is_closed`, with the reason that everybody reads.
    Who presents has so many minutes to speak (`talk_minutes`) and to answer (`answer_minutes`).

    What it is about beside its title, an app to the right says (`groups.questions.ABOUT_ITEM`).
    """

    meeting = models.ForeignKey(
        Meeting, verbose_name="会議", on_delete=models.CASCADE, related_name="items"
    )
    order = models.PositiveSmallIntegerField("順番", default=0)
    title = models.CharField("議題", max_length=200)
    starts_at = models.TimeField("始まる時刻", null=True, blank=True)
    presenter = models.CharField("説明する人", max_length=150, blank=True)
    talk_minutes = models.PositiveSmallIntegerField(
        "説明（分）", null=True, blank=True, validators=[MaxValueValidator(600)]
    )
    answer_minutes = models.PositiveSmallIntegerField(
        "質疑（分）", null=True, blank=True, validators=[MaxValueValidator(600)]
    )
    is_closed = models.BooleanField("非公開", default=False)
    closed_because = models.CharField("非公開の理由（公開されます）", max_length=300, blank=True)
    outcome = models.TextField("結論", max_length=3000, blank=True, editable=False)

    class Meta:
        verbose_name = "議題"
        verbose_name_plural = "議題"
        ordering = ["meeting", "order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_closed=False) | ~Q(closed_because=""),
                name="agenda_item_says_why_it_is_closed",
                violation_error_message="非公開にする議題には、その理由を書いてください。",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def minutes(self) -> int | None:
        """How long it takes, speaking and answering; None where nothing is said of it."""
        told = [each for each in (self.talk_minutes, self.answer_minutes) if each is not None]
        return sum(told) if told else None


class MeetingPaper(StoredFile):
    """A paper (資料) for the members: of one item, or of the whole meeting. Everybody may have one that
    `is_public`, from the moment its meeting is public on."""

    meeting = models.ForeignKey(
        Meeting, verbose_name="会議", on_delete=models.CASCADE, related_name="papers"
    )
    item = models.ForeignKey(
        AgendaItem,
        verbose_name="議題",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="papers",
    )
    title = models.CharField("資料の名前", max_length=100)
    is_public = models.BooleanField("だれでも読める", default=False)

    class Meta:
        verbose_name = "会議の資料"
        verbose_name_plural = "会議の資料"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title
