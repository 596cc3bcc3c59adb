"""What of a proposal its reviewers do not read where the call is judged without names."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from kyodo_portal.life.records import Timestamped
from proposals.models.parts import ProposalAttachment
from proposals.models.proposals import Proposal


class Blinding(Timestamped):
    """Somebody of the city has read a proposal for what names the group. `words` are struck out wherever they
    stand, a line each, beside the names that the portal knows by itself; `attachments` are the documents that
    name nobody, and are shown without their file names; `digest` is the text that was read: another has to be
    read again."""

    proposal = models.OneToOneField(
        Proposal, verbose_name="提案", on_delete=models.CASCADE, related_name="blinding"
    )
    words = models.TextField("伏せる言葉", max_length=3000, blank=True)
    attachments = models.ManyToManyField(
        ProposalAttachment, verbose_name="見せる書類", blank=True, related_name="+"
    )
    digest = models.CharField("読んだ内容の指紋", max_length=64)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="確かめた人",
        on_delete=models.PROTECT,
        related_name="+",
    )
    checked_at = models.DateTimeField("確かめた日時", default=timezone.now)

    class Meta:
        verbose_name = "名前を伏せる確認"
        verbose_name_plural = "名前を伏せる確認"

    def __str__(self) -> str:
        return f"{self.proposal}の名前を伏せる確認"
