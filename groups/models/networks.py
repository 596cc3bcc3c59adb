"""Networks (連合会・ネットワーク): groups made of groups, and which groups are in them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from groups.models.groups import PUBLIC_STATUSES, Group
from kyodo_portal.life.constraints import known_values, set_together
from kyodo_portal.life.counter import EnteredAtCounter, entered_whole
from kyodo_portal.life.people import Person, is_signed_in
from kyodo_portal.life.records import Timestamped, WithStatus
from kyodo_portal.life.roles import Role
from kyodo_portal.writing.once import SubmittedOnce


class NetworkStatus(models.TextChoices):
    ASKED = "asked", _("返事待ち")
    MEMBER = "member", _("参加中")
    DECLINED = "declined", _("見送り")
    WITHDRAWN = "withdrawn", _("取り下げ")
    UNANSWERED = "unanswered", _("返事なし")
    LEFT = "left", _("脱退")


RUNNING = (NetworkStatus.ASKED, NetworkStatus.MEMBER)
"""While a group is in a network, or asked: once at a time."""


class NetworkMemberQuerySet(models.QuerySet["NetworkMember"]):
    def waiting(self) -> "NetworkMemberQuerySet":
        """Those that the group has not answered."""
        return self.filter(status=NetworkStatus.ASKED)

    def running(self) -> "NetworkMemberQuerySet":
        """The groups that are in a network now."""
        return self.filter(status=NetworkStatus.MEMBER)

    def of_group(self, group: Group) -> "NetworkMemberQuerySet":
        """Of this group, whether it is the network or the member."""
        return self.filter(Q(network=group) | Q(group=group))

    def visible_to(self, user: Person) -> "NetworkMemberQuerySet":
        """Both sides and the coordinators; that a group is in a network, the pages of both tell everybody."""
        if not is_signed_in(user):
            return self.none()
        if user.is_superuser or Role.COORDINATOR in user.role_names:
            return self
        mine = list(user.managed_group_ids)
        return self.filter(Q(network__in=mine) | Q(group__in=mine))


class NetworkMember(WithStatus, Timestamped, SubmittedOnce, EnteredAtCounter):
    """One group in one network: the network asks (`words`), those who speak for the group say yes or no.

    What came on paper, staff enter as it was agreed there. A group that has left and comes again gets a
    row of its own: the years of both stay. A network may itself be in another; never, on whatever way, in
    one of its own members (`rules.networks`).
    """

    network = models.ForeignKey(
        Group, verbose_name="ネットワーク", on_delete=models.CASCADE, related_name="network_members"
    )
    group = models.ForeignKey(
        Group, verbose_name="参加する団体", on_delete=models.CASCADE, related_name="in_networks"
    )
    words = models.TextField(_("団体へのひとこと"), max_length=500, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="誘った人",
        on_delete=models.PROTECT,
        editable=False,
        related_name="+",
    )
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="答えた人",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )
    answered_at = models.DateTimeField("答えた日時", null=True, editable=False)
    left_at = models.DateTimeField("脱退の日時", null=True, editable=False)
    status = models.CharField(
        "状態",
        max_length=12,
        choices=NetworkStatus,
        default=NetworkStatus.ASKED,
        editable=False,
    )

    objects = NetworkMemberQuerySet.as_manager()

    class Meta:
        verbose_name = "ネットワークの参加団体"
        verbose_name_plural = "ネットワークの参加団体"
        ordering = ["group__name_kana", "pk"]
        constraints = [
            known_values("status", NetworkStatus, name="network_member_status_is_known"),
            set_together(
                "answered_by", "answered_at", name="network_member_is_answered_at_a_moment"
            ),
            models.CheckConstraint(
                condition=~Q(network=F("group")), name="network_is_not_its_own_member"
            ),
            models.CheckConstraint(
                condition=Q(status=NetworkStatus.LEFT, left_at__isnull=False)
                | ~Q(status=NetworkStatus.LEFT) & Q(left_at__isnull=True),
                name="network_member_left_at_a_moment",
            ),
            models.UniqueConstraint(
                fields=["network", "group"],
                condition=Q(status__in=RUNNING),
                name="network_member_once_at_a_time",
            ),
            *entered_whole("network_member"),
        ]

    def __str__(self) -> str:
        """Without the words: this is what the record of acts keeps."""
        return f"「{self.group}」の「{self.network}」への参加"

    def get_absolute_url(self) -> str:
        return reverse("groups:network_member", args=[self.pk])

    @property
    def is_running(self) -> bool:
        """The group is in the network now."""
        return self.status == NetworkStatus.MEMBER


def members_of(network: Group) -> NetworkMemberQuerySet:
    """The groups that are in a network now, by name: also those that rest or were struck off since."""
    rows = NetworkMember.objects.running().filter(network=network)
    return rows.select_related("group").order_by("group__name_kana", "pk")


def in_public_networks() -> NetworkMemberQuerySet:
    """Who is in a network that everybody sees."""
    return NetworkMember.objects.running().filter(network__status__in=PUBLIC_STATUSES)


def networks_of(group: Group) -> NetworkMemberQuerySet:
    """The networks that everybody sees, and in which this group is."""
    seen = in_public_networks().filter(group=group)
    return seen.select_related("network").order_by("network__name_kana", "pk")
