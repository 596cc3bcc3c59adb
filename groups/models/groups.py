"""Groups of citizens: what they are, who belongs to them, and whether they may register."""

from collections.abc import Collection
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Case, Q, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groups.models.kinds import OfField, once_and_known
from groups.recruiting import looking_for_people
from kyodo_portal.cities.choices import field_choices, field_name, group_kind_choices
from kyodo_portal.cities.rows.kinds import FIELD_NUMBERS, GROUP_KIND_CODES
from kyodo_portal.life.constraints import in_order, known_values
from kyodo_portal.life.districts import InDistrict
from kyodo_portal.life.hiding import SHOWN, Hideable, hidden_with_reason
from kyodo_portal.life.people import Person, is_signed_in
from kyodo_portal.life.records import Timestamped, WithStatus
from kyodo_portal.life.roles import Role
from kyodo_portal.life.stand_ins import StandIn
from kyodo_portal.search import Document, Kind, Searchable
from kyodo_portal.words.summaries import Summarised, summaries_of
from kyodo_portal.writing.once import SubmittedOnce


class GroupKind(StrEnum):
    """The kinds of group that every city may use, by their codes; a city's own are `own01` to `own20`. What
    they are called, and which are offered, the profile says."""

    NEIGHBOURHOOD = "neighbourhood"
    VOLUNTEER = "volunteer"
    NPO = "npo"
    UNIVERSITY = "university"
    COMPANY = "company"
    COMMITTEE = "committee"
    OTHER = "other"


class GroupStatus(models.TextChoices):
    APPLIED = "applied", _("申請中")
    RETURNED = "returned", _("差戻し")
    NOT_ACCEPTED = "not_accepted", _("不受理")
    REGISTERED = "registered", _("登録")
    RENEWAL_DUE = "renewal_due", _("更新待ち")
    DORMANT = "dormant", _("休止")
    DELETED = "deleted", _("抹消")


#: Statuses in which everybody sees the group's page.
PUBLIC_STATUSES = (GroupStatus.REGISTERED, GroupStatus.RENEWAL_DUE, GroupStatus.DORMANT)

#: Statuses in which the application is still open to change.
BEFORE_REGISTRATION = (GroupStatus.APPLIED, GroupStatus.RETURNED, GroupStatus.NOT_ACCEPTED)


class GroupQuerySet(models.QuerySet["Group"]):
    def public(self) -> "GroupQuerySet":
        return self.filter(status__in=PUBLIC_STATUSES)

    def registered(self) -> "GroupQuerySet":
        return self.filter(status=GroupStatus.REGISTERED)

    def holding(self) -> "GroupQuerySet":
        """Registered groups whose registration has not ended. See also `Group.live_status`."""
        ended = Q(valid_until__lt=timezone.localdate())
        return self.registered().exclude(ended)

    def drafting(self) -> "GroupQuerySet":
        """Those that may write a proposal: whose registration holds, and those that wait for theirs."""
        waiting = Q(status__in=(GroupStatus.APPLIED, GroupStatus.RETURNED))
        return self.filter(Q(pk__in=self.holding().values("pk")) | waiting)

    def renewal_due(self) -> "GroupQuerySet":
        """Registered groups whose registration has ended and was not renewed."""
        return self.registered().filter(valid_until__lt=timezone.localdate())

    def visible_to(self, user: Person) -> "GroupQuerySet":
        """Registered and dormant groups for everybody; an application for its members and the
        coordinators; a deleted group for the coordinators only. See also `rules.can_view`."""
        if not is_signed_in(user):
            return self.public()
        if user.is_superuser or Role.COORDINATOR in user.role_names:
            return self
        seen = Q(status__in=PUBLIC_STATUSES)
        seen |= Q(pk__in=list(user.role_by_group)) & ~Q(status=GroupStatus.DELETED)
        if user.department_ids:
            seen |= Q(pk__in=StandIn.objects.records_of(user, Group))
        return self.filter(seen)

    def recruiting(self) -> "GroupQuerySet":
        """Those that look for people now."""
        return self.filter(looking_for_people())

    def with_recruiting(self) -> "GroupQuerySet":
        """With `looks_for_people`, as `recruiting` finds them."""
        looks = Case(When(looking_for_people(), then=True), default=False)
        return self.annotate(looks_for_people=looks)

    def with_list_parts(self) -> "GroupQuerySet":
        """What a row of the list shows, in a constant number of queries."""
        found = self.with_recruiting().select_related("adviser")
        return found.prefetch_related("fields", "pictures")


class Group(Hideable, Searchable, WithStatus, Timestamped, SubmittedOnce, Summarised, InDistrict):
    """A group of citizens that collaborates, or wants to, with the city (市民活動団体).

    Its own page, its eligibility and its life from application to deletion. Contact data are in
    `ContactDetails`; who belongs to it is in `Membership`. Where the city hides it (`Hideable`), that is what the
    group says of itself and its pictures (`shown`): that there is such a group, everybody may know.
    """

    name = models.CharField(_("団体名"), max_length=150)
    name_kana = models.CharField(_("団体名（フリガナ）"), max_length=200)
    kind = models.CharField(_("団体の種別"), max_length=20, choices=group_kind_choices)
    purpose = models.TextField(_("設立の目的"), max_length=1000)
    activities = models.TextField(_("主な活動の内容"), max_length=3000)
    area = models.CharField(_("活動する地域"), max_length=200)
    founded_on = models.DateField(_("設立年月日"), null=True, blank=True)
    members_count = models.PositiveIntegerField(
        _("構成員の数"), validators=[MinValueValidator(1), MaxValueValidator(1_000_000)]
    )
    members_in_city_count = models.PositiveIntegerField(
        _("うち市内に住む・働く・学ぶ人の数"), null=True, blank=True
    )
    website = models.URLField(_("ウェブサイト"), blank=True)
    message = models.CharField(_("ひとことPR"), max_length=200, blank=True)
    is_recruiting = models.BooleanField(_("仲間を募集している"), default=False)
    """What the release before this one asks and writes. Nothing here does: a group looks for people by
    what it asks for (`groups.recruiting`). The column and its place in the indexes go with a later one."""
    is_network = models.BooleanField(
        _("団体が集まってできた団体（連合会・ネットワーク）"), default=False, db_default=False
    )
    """Other groups may be its members (`NetworkMember`)."""
    status = models.CharField(
        "状態", max_length=20, choices=GroupStatus, default=GroupStatus.APPLIED, editable=False
    )
    registered_at = models.DateTimeField("登録した日時", null=True, editable=False)
    valid_until = models.DateField("登録の有効期限", null=True, editable=False)
    """The last day on which the registration holds; None where it has no end."""
    correction_due_on = models.DateField("補正の期限", null=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="申請した人",
        on_delete=models.PROTECT,
        editable=False,
        related_name="+",
    )

    objects = GroupQuerySet.as_manager()

    search_kind = Kind.GROUP
    search_date_label = _("登録")

    class Meta:
        verbose_name = "団体"
        verbose_name_plural = "団体"
        ordering = ["name_kana", "pk"]
        constraints = [
            known_values("status", GroupStatus, name="group_status_is_known"),
            hidden_with_reason(name="group_is_hidden_with_reason"),
            known_values("kind", GROUP_KIND_CODES, name="group_kind_is_known"),
            in_order(
                "members_in_city_count",
                "members_count",
                name="group_members_in_city_within_members",
                message=_("市内の人の数は、構成員の数より多くできません。"),
            ),
        ]
        indexes = [
            # The list in its order, with what is asked and counted beside it.
            models.Index(
                fields=["name_kana", "id", "status", "kind", "is_recruiting"], name="group_in_order"
            ),
            # No index begins with the status: SQLite would take it for the list, and sort.
            models.Index(
                fields=["is_recruiting", "status", "-updated_at", "-id"], name="group_looking"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("groups:detail", args=[self.pk])

    def search_document(self) -> Document:
        return Document(
            title=self.name,
            texts=[
                *(self.name_kana, self.area, self.district_words),
                *(self.shown(name) for name in ("purpose", "activities", "message")),
                *self._words_of_members(),
                *([] if self.is_hidden else self.summaries),
                *self._words_of_adviser(),
            ],
            dated_at=self.registered_at or self.created_at,
            is_public=self.is_public,
        )

    def _words_of_members(self) -> list[str]:
        """A network is found by being one, and by the names of the groups that are in it now."""
        if not self.is_network:
            return []
        rows = self.network_members.running().select_related("group")
        return ["ネットワーク 連合会", *(row.group.name for row in rows if row.group.is_public)]

    def _words_of_adviser(self) -> list[str]:
        """A group that advises others is found by that, and by what one can ask it, until its end is written:
        no day changes the index."""
        goes_on = bool(self.advises_on) and self.adviser.ended_on is None
        return ["中間支援組織 相談", self.advises_on] if goes_on else []

    @classmethod
    def search_queryset(cls) -> "models.QuerySet[Any]":
        return super().search_queryset().select_related("adviser")

    @property
    def advises_on(self) -> str:
        """What others can ask it, where the city has named it as one that advises; empty otherwise."""
        adviser = getattr(self, "adviser", None)
        return adviser.subjects if adviser is not None and adviser.is_at_work else ""

    @property
    def live_status(self) -> str:
        """A registered group whose registration has ended waits to be renewed: by the clock, and stored
        by nobody (see `GroupQuerySet.renewal_due`)."""
        has_ended = self.valid_until is not None and self.valid_until < timezone.localdate()
        is_due = has_ended and self.status == GroupStatus.REGISTERED
        return GroupStatus.RENEWAL_DUE if is_due else self.status

    @property
    def is_public(self) -> bool:
        return self.status in PUBLIC_STATUSES

    @property
    def standing_words(self) -> str:
        """What is said beside its name where it stands among others: that it rests, or was struck off."""
        rests = self.status in (GroupStatus.DORMANT, GroupStatus.DELETED)
        return str(self.status_label) if rests else ""

    def shown(self, name: str) -> str:
        """What the group says of itself in this column; nothing while the city hides it."""
        return "" if self.is_hidden else str(getattr(self, name))

    @property
    def summary_in_language(self) -> str:
        return "" if self.is_hidden else super().summary_in_language

    @classmethod
    def search_summaries(cls, object_ids: Collection[int]) -> dict[int, str]:
        return summaries_of(cls, object_ids, among=SHOWN)

    @property
    def lead(self) -> str:
        """Its word to whoever meets it in a list: in the language of the page where it wrote that, else
        its own, else its purpose."""
        own = self.shown("message") or self.shown("purpose")
        return self.summary_in_language or own

    @property
    def field_labels(self) -> list[str]:
        return [field_name(field.number) for field in self.fields.all()]


class GroupField(OfField):
    """One field of the NPO Act in which a group is active."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="fields")
    number = models.PositiveSmallIntegerField("活動の分野", choices=field_choices)

    class Meta(OfField.Meta):
        verbose_name = "活動の分野"
        verbose_name_plural = "活動の分野"
        constraints = once_and_known("group", FIELD_NUMBERS, name="group_field")


class EligibilityAnswer(models.Model):
    """One line of the registration checklist: what the group declares, what the coordinator saw.

    The lines are copied from the city's profile (`City.eligibility`) when the group applies, so that a later
    change of the profile does not change what was asked; `key` names the line.
    """

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="eligibility")
    key = models.CharField("要件", max_length=40)
    label = models.CharField("要件の文", max_length=200, default="", db_default="")
    explanation = models.CharField("要件の説明", max_length=500, default="", db_default="")
    declared = models.BooleanField("団体の申告", default=False)
    confirmed = models.BooleanField("担当が確認した", default=False)
    remark = models.CharField("確認のメモ", max_length=300, blank=True)

    class Meta:
        verbose_name = "登録要件の確認"
        verbose_name_plural = "登録要件の確認"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["group", "key"], name="eligibility_answer_once")
        ]

    def __str__(self) -> str:
        return self.label or self.key
