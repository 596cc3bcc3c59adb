"""The packet of a meeting (審査資料): all that lies before a committee of its proposals, frozen, as one PDF and
one spreadsheet."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import TruncDate
from django.utils import timezone

from groups.models import AgendaItem, CommitteeMember, Meeting
from kyodo_portal.files.uploads import stored_path
from kyodo_portal.life.people import Person, is_signed_in
from kyodo_portal.life.roles import Role
from kyodo_portal.life.stand_ins import StandIn
from kyodo_portal.words.calendar import japanese_datetime
from proposals.models.proposals import Proposal


class PacketQuerySet(models.QuerySet["Packet"]):
    def visible_to(self, user: Person) -> "PacketQuerySet":
        """The coordinators and who stands in for them, the administrator, and the members in office on the day
        of the meeting. See also `rules.packets.can_have_packet`."""
        if not is_signed_in(user):
            return self.none()
        if user.is_superuser or Role.COORDINATOR in user.role_names:
            return self
        seats = CommitteeMember.objects.of(user).filter(
            committee=OuterRef("meeting__committee"),
            starts_on__lte=OuterRef("day"),
            ends_on__gte=OuterRef("day"),
        )
        day = TruncDate("meeting__starts_at")
        seen = Q(Exists(seats))
        if user.department_ids:
            seen |= Q(meeting__in=StandIn.objects.records_of(user, Meeting))
        return self.annotate(day=day).filter(seen)

    def with_files_before(self, moment: dt.datetime) -> "PacketQuerySet":
        """Of meetings that ended before that moment, and made before it, whose files are still there."""
        old = self.filter(meeting__ends_at__lt=moment).exclude(volumes__made_at__gte=moment)
        return old.filter(~Q(parts__file="") | Q(volumes__isnull=False)).distinct()


class Packet(models.Model):
    """What lay before a meeting when it was frozen. `digest` is the SHA-256 of all its parts and of `rankings`;
    a change afterwards makes the next `number`, whose `changes` say against the one before what is new.

    rankings  one for each call: its number in the database, its title, its rows as `judging.frozen` has them, and
              when they were frozen.
    changes   one for each proposal that differs: its number in the database, what it is called, what differs.
    """

    meeting = models.ForeignKey(
        Meeting, verbose_name="会議", on_delete=models.PROTECT, related_name="packets"
    )
    number = models.PositiveSmallIntegerField("号")
    digest = models.CharField("照合値", max_length=64)
    rankings = models.JSONField("順位表", default=list)
    changes = models.JSONField("前の号から変わったところ", default=list)
    frozen_at = models.DateTimeField("まとめた日時", default=timezone.now)
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="まとめた人",
        on_delete=models.PROTECT,
        related_name="+",
    )
    told_at = models.DateTimeField("委員に知らせた日時", null=True, editable=False)

    objects = PacketQuerySet.as_manager()

    class Meta:
        verbose_name = "審査資料"
        verbose_name_plural = "審査資料"
        ordering = ["meeting", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="packet_number_once"),
        ]

    def __str__(self) -> str:
        return f"審査資料 第{self.number}号（{self.meeting.title}）"

    @property
    def name(self) -> str:
        return f"審査資料 第{self.number}号"

    @property
    def short_digest(self) -> str:
        return self.digest[:12]

    @property
    def frozen_words(self) -> str:
        return japanese_datetime(self.frozen_at)


class PacketPartQuerySet(models.QuerySet["PacketPart"]):
    def on_proposals(self) -> "PacketPartQuerySet":
        return self.filter(proposal__isnull=False)

    def unmade(self) -> "PacketPartQuerySet":
        """Of which there is no PDF (any more)."""
        return self.on_proposals().filter(file="")


class PacketPart(models.Model):
    """One item of the agenda in a packet. Of a proposal `data` says all there was (`packets.frozen`), and
    `file` is its PDF with `pages` once it is made; of any other item only the titles of its papers."""

    packet = models.ForeignKey(Packet, on_delete=models.CASCADE, related_name="parts")
    order = models.PositiveSmallIntegerField("順番")
    item = models.ForeignKey(
        AgendaItem, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="議題"
    )
    proposal = models.ForeignKey(
        Proposal, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="提案"
    )
    title = models.CharField("議題", max_length=200)
    data = models.JSONField("内容", default=dict)
    digest = models.CharField("照合値", max_length=64)
    file = models.FileField("ファイル", upload_to=stored_path, max_length=100, blank=True)
    pages = models.PositiveIntegerField("ページ数", default=0)

    objects = PacketPartQuerySet.as_manager()

    class Meta:
        verbose_name = "審査資料の一部"
        verbose_name_plural = "審査資料の一部"
        ordering = ["packet", "order"]
        constraints = [
            models.UniqueConstraint(fields=["packet", "order"], name="packet_part_once"),
            models.CheckConstraint(
                condition=Q(file="", pages=0) | (~Q(file="") & Q(pages__gt=0)),
                name="packet_part_is_made_with_its_pages",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class PacketVolume(models.Model):
    """A packet as some of its readers get it: joined `without` what is an affair of theirs (the places of parts,
    the calls whose ranking is left out). `key` tells these apart; `sha256` is the PDF's."""

    packet = models.ForeignKey(Packet, on_delete=models.CASCADE, related_name="volumes")
    key = models.CharField("配らない議題の目印", max_length=64)
    without = models.JSONField("配らない議題", default=dict)
    file = models.FileField("冊子", upload_to=stored_path, max_length=100)
    sheet = models.FileField("表", upload_to=stored_path, max_length=100)
    pages = models.PositiveIntegerField("ページ数")
    size = models.PositiveBigIntegerField("大きさ（バイト）")
    sha256 = models.CharField("冊子の照合値", max_length=64)
    made_at = models.DateTimeField("できた日時", default=timezone.now)

    class Meta:
        verbose_name = "審査資料の冊子"
        verbose_name_plural = "審査資料の冊子"
        ordering = ["packet", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["packet", "key"], name="packet_volume_once"),
        ]

    def __str__(self) -> str:
        return f"{self.packet}"
