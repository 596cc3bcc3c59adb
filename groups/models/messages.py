"""Messages (メッセージ): somebody writes to a group or a department, and gets an answer, through the portal.

No address stands anywhere. A thread has two sides, and all who speak for the office read and answer it.
It is kept for a year after its last word, that of a guest for thirty days, and then gone with every word.
"""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groups.models.departments import Department
from groups.models.groups import Group
from groups.models.guests import Guest
from kyodo_portal.cities import city
from kyodo_portal.life.constraints import exactly_one, known_values
from kyodo_portal.life.hiding import SHOWN, Hideable, hidden_with_reason
from kyodo_portal.life.people import Account, Person, is_signed_in
from kyodo_portal.life.records import Timestamped, WithStatus
from kyodo_portal.life.roles import Role
from kyodo_portal.words.asked import AskedIn, asked_in_a_language
from kyodo_portal.writing.once import SubmittedOnce

Office = Group | Department
"""To whom one writes."""


class Side(models.TextChoices):
    """Who of the two writes."""

    CITIZEN = "citizen", _("市民")
    OFFICE = "office", _("団体・課")


class ThreadStatus(models.TextChoices):
    WAITING = "waiting", _("返事待ち")
    ANSWERED = "answered", _("返事あり")
    CLOSED = "closed", _("終了")


class ThreadQuerySet(models.QuerySet["Thread"]):
    def visible_to(self, user: Person) -> "ThreadQuerySet":
        """Private: for who wrote, and those who speak for the group or work in the department; for the
        coordinators only what nobody there can answer. Nobody else, the administrator neither."""
        if not is_signed_in(user):
            return self.none()
        return self.filter(Q(user=user.pk) | Thread.for_office_of(user))

    def waiting(self) -> "ThreadQuerySet":
        """Those whose office has not answered the last word that came to it."""
        return self.filter(Thread.came(), status=ThreadStatus.WAITING)

    def with_unread(self, user: Account) -> "ThreadQuerySet":
        """With `is_unread`: whether there is a word that this person's side has not read."""
        return self.annotate(is_unread=_unread_by(user))

    def unread_by(self, user: Account) -> "ThreadQuerySet":
        """Those in which there is one."""
        return self.filter(_unread_by(user))


def _unread_by(user: Account) -> Q:
    said = Message.objects.filter(thread=OuterRef("pk"), withheld=False)
    to_citizen, to_office = said.filter(side=Side.OFFICE), said.filter(side=Side.CITIZEN)
    mine = Q(user=user.pk)
    return mine & Q(Exists(to_citizen.filter(_unread_since("citizen_read_at")))) | ~mine & Q(
        Exists(to_office.filter(_unread_since("office_read_at")))
    )


def _unread_since(column: str) -> Q:
    """Words after the moment up to which a side has read; all, where it has read none."""
    return Q(**{f"thread__{column}": None}) | Q(sent_at__gt=F(f"thread__{column}"))


class Thread(WithStatus, Timestamped, SubmittedOnce, AskedIn):
    """One matter between somebody (with an account, or a guest) and a group or a department.

    `for_desk`: nobody there could answer when it was written (a dormant group, one on paper, a department
    that has ended), so the coordination desk reads it and passes it on. `withheld`: the group had blocked
    who wrote, who is not told. `waiting_since` is set while the office has to answer.
    """

    subject = models.CharField(_("件名"), max_length=100)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="threads"
    )
    guest = models.ForeignKey(Guest, on_delete=models.CASCADE, null=True, related_name="threads")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, null=True, related_name="threads")
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, related_name="threads"
    )
    for_desk = models.BooleanField("協働担当が受け取る", default=False)
    withheld = models.BooleanField(default=False)
    status = models.CharField(
        "状態", max_length=10, choices=ThreadStatus, default=ThreadStatus.WAITING, editable=False
    )
    waiting_since = models.DateTimeField("返事を待ちはじめた日時", null=True, editable=False)
    asked_at = models.DateTimeField("返事をお願いした日時", null=True, editable=False)
    last_word_at = models.DateTimeField("最後の言葉の日時", editable=False)
    citizen_read_at = models.DateTimeField(null=True, editable=False)
    office_read_at = models.DateTimeField(null=True, editable=False)

    objects = ThreadQuerySet.as_manager()

    class Meta:
        verbose_name = "メッセージ"
        verbose_name_plural = "メッセージ"
        ordering = ["-last_word_at", "-pk"]
        constraints = [
            known_values("status", ThreadStatus, name="thread_status_is_known"),
            asked_in_a_language(name="thread_asked_in_a_language"),
            exactly_one("user", "guest", name="thread_has_one_writer"),
            exactly_one("group", "department", name="thread_has_one_office"),
            models.CheckConstraint(
                condition=Q(status=ThreadStatus.WAITING, waiting_since__isnull=False)
                | ~Q(status=ThreadStatus.WAITING) & Q(waiting_since__isnull=True),
                name="thread_waits_since_a_moment",
            ),
        ]
        indexes = [
            models.Index(
                fields=["waiting_since"], condition=Q(status="waiting"), name="thread_unanswered"
            ),
            models.Index(fields=["last_word_at"], name="thread_to_forget"),
        ]

    def __str__(self) -> str:
        """Without a word of it, and without who wrote: this is what the record of acts keeps."""
        return f"「{self.office}」へのメッセージ"

    def get_absolute_url(self) -> str:
        return reverse("messages:detail", args=[self.pk])

    @staticmethod
    def for_office_of(user: Account) -> Q:
        """What came to the groups, departments and the desk for which this person answers. What a
        blocked person begins never came; nor what a guest wrote who has not typed the code."""
        theirs = Q(group__in=list(user.managed_group_ids))
        theirs |= Q(department__in=list(user.department_ids))
        if Role.COORDINATOR in user.role_names:
            theirs |= Q(for_desk=True)
        return Thread.came() & theirs & ~Q(user=user.pk)

    @staticmethod
    def came() -> Q:
        """What has come to its office."""
        return Q(withheld=False) & (Q(guest=None) | Q(guest__confirmed_at__isnull=False))

    @property
    def office(self) -> Office:
        """To whom it was written."""
        if self.group is not None:
            return self.group
        if self.department is not None:
            return self.department
        raise LookupError("a thread without an office")

    @property
    def writer_name(self) -> str:
        """Who wrote, as they call themselves."""
        found = self.user or self.guest
        return found.display_name if found is not None else ""


def long_ago() -> dt.datetime:
    """Since before when somebody has waited too long, as the city's profile says."""
    return timezone.now() - dt.timedelta(days=city().waits.message)


class UnansweredQuerySet(models.QuerySet["UnansweredThread"]):
    def visible_to(self, user: Person) -> "UnansweredQuerySet":
        """For the coordinators alone, and no word of it: that somebody has waited as many days for a
        group or a department as the city's profile lets them."""
        if not is_signed_in(user) or Role.COORDINATOR not in user.role_names:
            return self.none()
        waiting = Q(status=ThreadStatus.WAITING, for_desk=False, waiting_since__lte=long_ago())
        return self.filter(Thread.came() & waiting)


def to_be_asked() -> Q:
    """Of these, those for whom the desk has not asked, or so long ago that it may ask again."""
    return Q(asked_at=None) | Q(asked_at__lte=long_ago())


class UnansweredThread(Thread):
    """A thread as the desk knows it: to whom, and since when it waits. Not from whom, and no word."""

    unanswered = UnansweredQuerySet.as_manager()

    class Meta:
        proxy = True
        verbose_name = "返事のないメッセージ"
        verbose_name_plural = "返事のないメッセージ"


class MessageQuerySet(models.QuerySet["Message"]):
    def read_by(self, side: str) -> "MessageQuerySet":
        """The words that one side reads: its own, and those of the other that were let through."""
        return self.filter(Q(side=side) | Q(withheld=False))

    def visible_to(self, user: Person) -> "MessageQuerySet":
        """What one may read of one's threads; each on the side on which one stands there."""
        if not is_signed_in(user):
            return self.none()
        mine = Thread.objects.filter(user=user.pk, pk=OuterRef("thread"))
        office = Thread.objects.filter(Thread.for_office_of(user), pk=OuterRef("thread"))
        let_through = Q(withheld=False)
        return self.filter(
            Exists(mine) & (let_through | Q(side=Side.CITIZEN))
            | Exists(office) & (let_through | Q(side=Side.OFFICE))
        )

    def shown(self) -> "MessageQuerySet":
        return self.filter(SHOWN)


class Message(Hideable, SubmittedOnce):
    """One word of a thread. The office signs with its name, not with a person's. `withheld`: the other
    side had blocked who wrote, and never reads it."""

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="messages")
    side = models.CharField(max_length=10, choices=Side, editable=False)
    signature = models.CharField("差出人", max_length=200, editable=False)
    body = models.TextField(_("本文"), max_length=3000)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="書いた人",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )
    withheld = models.BooleanField(default=False, editable=False)
    sent_at = models.DateTimeField("日時", editable=False)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = "メッセージの言葉"
        verbose_name_plural = "メッセージの言葉"
        ordering = ["sent_at", "pk"]
        constraints = [
            known_values("side", Side, name="message_side_is_known"),
            hidden_with_reason(name="message_is_hidden_with_its_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.thread}（{self.pk}）"

    def get_absolute_url(self) -> str:
        return f"{self.thread.get_absolute_url()}#message-{self.pk}"


class Block(Timestamped):
    """One side of these two wants to hear no more of the other (ブロック). A department cannot: whoever
    turns to the city is heard."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+"
    )
    guest = models.ForeignKey(Guest, on_delete=models.CASCADE, null=True, related_name="+")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, null=True, related_name="+")
    department = models.ForeignKey(
        Department, on_delete=models.CASCADE, null=True, related_name="+"
    )
    by = models.CharField("だれが", max_length=10, choices=Side, editable=False)

    class Meta:
        verbose_name = "ブロック"
        verbose_name_plural = "ブロック"
        constraints = [
            exactly_one("user", "guest", name="block_is_of_one_writer"),
            exactly_one("group", "department", name="block_is_of_one_office"),
            known_values("by", Side, name="block_side_is_known"),
            models.CheckConstraint(
                condition=Q(by=Side.CITIZEN) | Q(group__isnull=False),
                name="block_is_not_a_departments",
            ),
            models.UniqueConstraint(
                *(Coalesce(F(name), 0) for name in ("user", "guest", "group", "department")),
                F("by"),
                name="block_once",
            ),
        ]

    def __str__(self) -> str:
        return "ブロック"
