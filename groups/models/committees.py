"""Committees and councils of the city (審査委員会, 推進委員会, 協働推進会議, 市民会議 …) and who sits on them."""

import datetime as dt
from enum import StrEnum

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groups.models.departments import Department
from kyodo_portal.cities.choices import committee_kind_choices
from kyodo_portal.cities.rows.kinds import COMMITTEE_KIND_CODES
from kyodo_portal.life.constraints import in_order, known_values
from kyodo_portal.life.people import Account, Person, is_signed_in
from kyodo_portal.life.records import Timestamped
from kyodo_portal.life.roles import Role


class CommitteeKind(StrEnum):
    """The kinds that every city may use, by their codes; a city's own are `own01` to `own20`."""

    REVIEW = "review"
    PROMOTION = "promotion"
    COUNCIL = "council"
    CITIZENS = "citizens"
    OTHER = "other"


class QuorumKind(models.TextChoices):
    """Which share of the members has to be there (定足数)."""

    MAJORITY = "majority", _("過半数")
    HALF = "half", _("半数以上")
    TWO_THIRDS = "two_thirds", _("3分の2以上")


class Office(models.TextChoices):
    """Who presides (会長・委員長), who does so in their place (職務代理), and everybody else."""

    CHAIR = "chair", _("会長・委員長")
    DEPUTY = "deputy", _("職務代理")
    MEMBER = "member", _("委員")


class CommitteeQuerySet(models.QuerySet["Committee"]):
    def public(self) -> "CommitteeQuerySet":
        return self.filter(is_public=True)

    def visible_to(self, user: Person) -> "CommitteeQuerySet":
        """What is public for everybody; what is being prepared for its own members, the coordinators and
        the city's departments."""
        if not is_signed_in(user):
            return self.public()
        if user.is_superuser or Role.COORDINATOR in user.role_names or user.department_ids:
            return self
        sitting = CommitteeMember.objects.in_office().filter(user=user.pk)
        return self.filter(Q(is_public=True) | Q(pk__in=sitting.values("committee")))


class Committee(Timestamped):
    """A body that meets, and by which rules: how many have to be there, and whether those who leave the
    room for an interest count. `basis` is the ordinance or rule on which it stands (条例・要綱).

    Where those who left do not count (`counts_recused` off), they are taken out of the members and of
    those present, and at least `least_present` people remain.
    """

    name = models.CharField("名称", max_length=100)
    name_kana = models.CharField("名称（フリガナ）", max_length=200, blank=True)
    kind = models.CharField("種類", max_length=20, choices=committee_kind_choices)
    purpose = models.TextField("何をする会議か", max_length=1000)
    basis = models.CharField(
        "設置の根拠", max_length=200, blank=True, help_text="条例・規則・要綱の名前。"
    )
    department = models.ForeignKey(
        Department,
        verbose_name="事務局",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="committees",
    )
    quorum = models.CharField(
        "定足数", max_length=12, choices=QuorumKind, default=QuorumKind.MAJORITY
    )
    counts_recused = models.BooleanField(
        "利害関係で退席した委員を、定足数に数える",
        default=False,
        help_text="数えないときは、委員の数からも出席の数からも除いて計算します。",
    )
    counts_proxies = models.BooleanField("代理人の出席を、定足数に数える", default=False)
    least_present = models.PositiveSmallIntegerField(
        "退席のあとに残る最少の人数",
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(50)],
    )
    names_in_minutes = models.BooleanField(
        "会議録に、発言した委員の名前を書く",
        default=False,
        help_text="書かないときは、「委員A」のように書きます。",
    )
    is_public = models.BooleanField("公開する", default=False)
    ended_on = models.DateField("この日に終わった", null=True, blank=True)

    objects = CommitteeQuerySet.as_manager()

    class Meta:
        verbose_name = "委員会・会議"
        verbose_name_plural = "委員会・会議"
        ordering = ["name_kana", "name", "pk"]
        constraints = [
            known_values("kind", COMMITTEE_KIND_CODES, name="committee_kind_is_known"),
            known_values("quorum", QuorumKind, name="committee_quorum_is_known"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("committees:detail", args=[self.pk])

    @property
    def has_ended(self) -> bool:
        return self.ended_on is not None and self.ended_on <= timezone.localdate()


class CommitteeMemberQuerySet(models.QuerySet["CommitteeMember"]):
    def in_office(self, on: dt.date | None = None) -> "CommitteeMemberQuerySet":
        """Those whose term holds on that day (JST), today where none is said."""
        day = on or timezone.localdate()
        return self.filter(starts_on__lte=day, ends_on__gte=day)

    def visible_to(self, user: Person) -> "CommitteeMemberQuerySet":
        """Seen with their committee."""
        return self.filter(committee__in=Committee.objects.visible_to(user))

    def of(self, user: Account) -> "CommitteeMemberQuerySet":
        """The seats of somebody with an account."""
        return self.filter(user=user.pk)


class CommitteeMember(models.Model):
    """Somebody's seat on a committee for one term (任期), both days included. The name is public, as it
    stands in the list of members (委員名簿); `user` is their account, empty for whoever has none."""

    committee = models.ForeignKey(
        Committee, verbose_name="委員会・会議", on_delete=models.CASCADE, related_name="members"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="アカウント",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="committee_seats",
    )
    name = models.CharField("氏名", max_length=100)
    name_kana = models.CharField("フリガナ", max_length=200, blank=True)
    background = models.CharField("選出の区分", max_length=100, blank=True)
    office = models.CharField("役", max_length=8, choices=Office, default=Office.MEMBER)
    starts_on = models.DateField("任期の始まり")
    ends_on = models.DateField("任期の終わり")

    objects = CommitteeMemberQuerySet.as_manager()

    class Meta:
        verbose_name = "委員"
        verbose_name_plural = "委員"
        ordering = ["committee", "pk"]
        constraints = [
            known_values("office", Office, name="committee_member_office_is_known"),
            in_order(
                "starts_on",
                "ends_on",
                name="committee_member_term_in_order",
                message="任期の終わりは、始まりより後にしてください。",
            ),
            models.UniqueConstraint(
                fields=["committee", "user", "starts_on"],
                condition=Q(user__isnull=False),
                name="committee_member_sits_once",
                violation_error_message="このアカウントの人は、同じ日からの任期がすでにあります。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def sits_on(self, day: dt.date) -> bool:
        """Whether the term holds on that day. As `in_office`."""
        return self.starts_on <= day <= self.ends_on
