"""What people see is needed in their part of the city (地域の困りごと), told in a few words."""

import hashlib
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from groups.models import Department, Guest
from kyodo_portal.cities.choices import field_choices, field_name
from kyodo_portal.cities.rows.kinds import FIELD_NUMBERS
from kyodo_portal.life.constraints import known_values
from kyodo_portal.life.counter import EnteredAtCounter, entered_whole
from kyodo_portal.life.districts import InDistrict
from kyodo_portal.life.hiding import SHOWN, Hideable, hidden_with_reason
from kyodo_portal.life.people import Account, Person, is_signed_in
from kyodo_portal.life.records import Timestamped, WithStatus
from kyodo_portal.life.roles import Role
from kyodo_portal.life.stand_ins import StandIn
from kyodo_portal.search import Document, Kind, Searchable
from kyodo_portal.writing.once import SubmittedOnce


class ConcernStatus(models.TextChoices):
    UNCONFIRMED = "unconfirmed", pgettext_lazy("本人の確認", "確認待ち")
    RECEIVED = "received", _("受付")
    PUBLIC = "public", _("回答待ち")
    PRIVATE = "private", _("非公開")
    ANSWERED = "answered", _("回答済")
    DONE = "done", _("対応済")
    MERGED = "merged", _("まとめた")
    WITHDRAWN = "withdrawn", _("取り下げ")


class Outcome(models.TextChoices):
    """What becomes of it, as the city answers."""

    CITY = "city", _("市がします")
    CANNOT = "cannot", _("できません")
    ELSEWHERE = "elsewhere", _("ほかの機関に伝えます")
    TOGETHER = "together", _("みんなでします")


NEVER_PUBLIC = (
    ConcernStatus.UNCONFIRMED,
    ConcernStatus.RECEIVED,
    ConcernStatus.PRIVATE,
    ConcernStatus.WITHDRAWN,
)
"""While it stands so, nobody but its own side and the city reads it."""

WITH_ANSWER = (ConcernStatus.ANSWERED, ConcernStatus.DONE)
"""The city has said what becomes of it."""

UNANSWERED = (ConcernStatus.PUBLIC, ConcernStatus.PRIVATE)
"""Looked at, and the city has not said yet what becomes of it."""

FORGOTTEN_CONCERN = "取り下げられた困りごと"
"""What stands for the words of what was taken back."""


class ConcernQuerySet(models.QuerySet["Concern"]):
    def shown(self) -> "ConcernQuerySet":
        """Those that the city has not hidden."""
        return self.filter(SHOWN)

    def public(self) -> "ConcernQuerySet":
        """Looked at by staff and published, neither hidden nor merged into another: the list."""
        return self.shown().filter(published_at__isnull=False, same_as=None)

    def standing(self) -> "ConcernQuerySet":
        """Not what somebody sent with a mail address and has not confirmed by its code. Who gave a
        telephone number only is called by the desk."""
        return self.exclude(
            Q(status=ConcernStatus.UNCONFIRMED) & (Q(guest=None) | ~Q(guest__email=""))
        )

    def visible_to(self, user: Person) -> "ConcernQuerySet":
        """Everybody's once it was published; before that, and where it is kept private, its writer's,
        the coordinators' and the department's to which it was passed. Who has no account sees theirs by
        the token of their page."""
        published = Q(published_at__isnull=False)
        if not is_signed_in(user):
            return self.filter(published)
        if user.is_superuser or Role.COORDINATOR in user.role_names:
            return self.standing()
        return self.filter(
            published
            | Q(created_by=user.pk)
            | Q(department__in=user.department_ids)
            | Q(pk__in=StandIn.objects.records_of(user, Concern))
        )

    def at_desk(self, user: Account) -> "ConcernQuerySet":
        """Those on which this person works: the coordinators on all, a department on what was passed to it.
        What is public everybody reads on its page."""
        seen = self.visible_to(user)
        if user.is_superuser or Role.COORDINATOR in user.role_names:
            return seen
        passed_on = Q(department__in=user.department_ids)
        return seen.filter(passed_on | Q(pk__in=StandIn.objects.records_of(user, Concern)))

    def led_to(self, user: Person, **end: Any) -> "ConcernQuerySet":
        """Those from which this began, as far as this person may read them: `call=…`, `help_wanted=…`."""
        ends = {f"leads__{name}": each for name, each in end.items()}
        return self.visible_to(user).shown().filter(**ends).order_by("pk")

    def told_by(self, user: Account) -> "ConcernQuerySet":
        """What this person told of themselves, whatever became of it."""
        return self.filter(created_by=user.pk)


class Concern(
    Hideable, Searchable, WithStatus, Timestamped, SubmittedOnce, InDistrict, EnteredAtCounter
):
    """One thing that somebody sees is needed: what, and where. Text and photo are public only after
    staff have looked, within the working days that the profile says (`look_by`).

    Told with an account (`created_by`), without one (`guest`), or at the counter; who told it is never
    public, and is nobody once a guest is forgotten. `same_as` is the one into which it was merged: it
    keeps its writer, who is told what becomes of that one. `people` is how many say so: the writer, those
    who were merged into it, and who pressed "me too" with an account or without one (`visitors`). The words of
    what was taken back go 30 days later.
    """

    title = models.CharField(_("どんな困りごとですか"), max_length=100)
    place = models.CharField(_("場所"), max_length=200)
    text = models.TextField(_("くわしく"), max_length=2000, blank=True)
    field = models.PositiveSmallIntegerField(
        _("分野"), choices=field_choices, null=True, blank=True
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="書いた人",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="concerns",
    )
    guest = models.ForeignKey(
        Guest,
        verbose_name="書いた方（アカウントなし）",
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="concerns",
    )
    status = models.CharField(
        "状態",
        max_length=12,
        choices=ConcernStatus,
        default=ConcernStatus.RECEIVED,
        editable=False,
    )
    look_by = models.DateField("確認する期限", null=True, editable=False)
    published_at = models.DateTimeField("公開した日時", null=True, editable=False)
    department = models.ForeignKey(
        Department,
        verbose_name="担当する課",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="concerns",
    )
    same_as = models.ForeignKey(
        "self",
        verbose_name="まとめた先",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="merged",
    )
    outcome = models.CharField("回答", max_length=10, choices=Outcome, blank=True, editable=False)
    answer = models.TextField("回答の言葉", max_length=3000, blank=True, editable=False)
    answer_when = models.CharField("時期", max_length=100, blank=True, editable=False)
    answer_where = models.CharField("伝える機関", max_length=100, blank=True, editable=False)
    answered_as = models.CharField("回答した課", max_length=150, blank=True, editable=False)
    answered_at = models.DateTimeField("回答した日時", null=True, editable=False)
    visitors = models.PositiveIntegerField(
        "「わたしも」の数（アカウントなし）", default=0, editable=False
    )
    people = models.PositiveIntegerField("困っている人の数", default=1, editable=False)

    objects = ConcernQuerySet.as_manager()

    search_kind = Kind.CONCERN
    search_date_label = pgettext_lazy("日付", "公開")

    class Meta:
        verbose_name = "地域の困りごと"
        verbose_name_plural = "地域の困りごと"
        ordering = ["-created_at", "-pk"]
        constraints = [
            known_values("status", ConcernStatus, name="concern_status_is_known"),
            known_values("outcome", ("", *Outcome.values), name="concern_outcome_is_known"),
            models.CheckConstraint(
                condition=Q(field__isnull=True) | Q(field__in=FIELD_NUMBERS),
                name="concern_field_is_known",
            ),
            models.CheckConstraint(
                condition=Q(status=ConcernStatus.PUBLIC, published_at__isnull=False)
                | Q(status__in=NEVER_PUBLIC, published_at__isnull=True)
                | ~Q(status__in=(ConcernStatus.PUBLIC, *NEVER_PUBLIC)),
                name="concern_is_public_by_its_status",
            ),
            models.CheckConstraint(
                condition=(
                    Q(status__in=WITH_ANSWER, answered_at__isnull=False)
                    & ~(Q(outcome="") | Q(answer=""))
                )
                | ~Q(status__in=WITH_ANSWER) & Q(answered_at__isnull=True, outcome="", answer=""),
                name="concern_answer_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(status=ConcernStatus.MERGED, same_as__isnull=False)
                | ~Q(status=ConcernStatus.MERGED) & Q(same_as__isnull=True),
                name="concern_merged_into_one",
            ),
            models.CheckConstraint(
                condition=Q(same_as__isnull=True) | ~Q(same_as=F("pk")),
                name="concern_not_merged_into_itself",
            ),
            models.CheckConstraint(
                condition=Q(created_by__isnull=True) | Q(guest__isnull=True),
                name="concern_is_of_one",
            ),
            hidden_with_reason(name="concern_is_hidden_with_reason"),
            *entered_whole("concern"),
        ]
        indexes = [
            models.Index(fields=["-published_at", "-id"], name="concern_newest"),
            models.Index(fields=["-people", "-id"], name="concern_of_most"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("concerns:detail", args=[self.pk])

    def search_document(self) -> Document:
        return Document(
            title=self.title,
            texts=[self.place, self.text, self.district_words, self.answer],
            dated_at=self.published_at or self.created_at,
            is_public=self.is_public,
        )

    @property
    def is_public(self) -> bool:
        """In the list, and read by everybody."""
        return self.published_at is not None and self.same_as_id is None and not self.is_hidden

    @property
    def words_told(self) -> str:
        """All that its writer wrote."""
        return "\n\n".join(filter(None, (self.title, self.place, self.text)))

    @property
    def as_read(self) -> str:
        """The same as long as its words and its photo are what somebody has read: 16 letters."""
        photo = getattr(self, "photo", None)
        seen = [
            self.title,
            self.place,
            self.text,
            *((photo.sha256, photo.caption) if photo else ()),
        ]
        return hashlib.sha256(repr(seen).encode()).hexdigest()[:16]

    @property
    def summary(self) -> str:
        """What a feed says of it."""
        return self.text or self.place

    @property
    def field_label(self) -> str:
        return field_name(self.field) if self.field is not None else ""

    @property
    def is_answered(self) -> bool:
        return self.status in WITH_ANSWER

    @property
    def is_to_be_called(self) -> bool:
        """Its writer left a telephone number only, and nobody has spoken with them yet."""
        return self.status == ConcernStatus.UNCONFIRMED and self.guest is not None
