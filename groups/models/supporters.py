"""Supporters (サポーター): people who say what they can do, when and where, and who may see that."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from groups.models.groups import Group
from groups.models.guests import Guest
from groups.models.kinds import OfField, once_and_known
from kyodo_portal.cities.rows.kinds import FIELD_NUMBERS
from kyodo_portal.life.constraints import exactly_one, known_values, within
from kyodo_portal.life.counter import EnteredAtCounter, entered_whole
from kyodo_portal.life.districts import InDistrict
from kyodo_portal.life.hiding import SHOWN, Hideable, hidden_with_reason
from kyodo_portal.life.in_week import InWeekQuerySet
from kyodo_portal.life.people import Account, Person, is_signed_in
from kyodo_portal.life.records import Timestamped
from kyodo_portal.life.roles import Role
from kyodo_portal.words import week


class SupporterAudience(models.TextChoices):
    """Everybody; who speaks for a registered group or works in a department; or the desk alone."""

    EVERYBODY = "everybody", pgettext_lazy("見せる相手", "だれにでも")
    GROUPS = "groups", pgettext_lazy("見せる相手", "登録された団体と、市の課だけ")
    DESK = "desk", pgettext_lazy("見せる相手", "協働の窓口だけ")


class SupporterQuerySet(InWeekQuerySet["Supporter"]):
    def visible_to(self, user: Person) -> "SupporterQuerySet":
        """One's own; of what others offer now, that which they let this person see."""
        if not is_signed_in(user):
            return self.offering().filter(audience=SupporterAudience.EVERYBODY)
        if user.is_superuser or Role.COORDINATOR in user.role_names:
            return self
        audiences = [SupporterAudience.EVERYBODY]
        if user.department_ids or _speaks_for_a_registered_group(user):
            audiences.append(SupporterAudience.GROUPS)
        offered = Q(pk__in=self.model.objects.offering().filter(audience__in=audiences))
        return self.filter(Q(user=user.pk) | offered)

    def offering(self, on: dt.date | None = None) -> "SupporterQuerySet":
        """Those who can be asked on that day (JST), today where none is said; none that the city has hidden."""
        day = on or timezone.localdate()
        there = Q(guest__isnull=False) | Q(user__is_active=True)
        return self.filter(SHOWN, there, is_resting=False, valid_until__gte=day)


def _speaks_for_a_registered_group(user: Account) -> bool:
    groups = user.managed_group_ids
    return bool(groups) and Group.objects.registered().filter(pk__in=groups).exists()


class Supporter(Hideable, Timestamped, InDistrict, EnteredAtCounter):
    """What one person can do for others, as they tell it themselves; or as they told it at the counter,
    where they have no account (`guest`), and the desk asks them by telephone.

    `public_name` is what they want to be called; who they are and how they are reached stands with their
    account and is shown to nobody here. `times` is when in the week they have time (`words.week`),
    `district` where they come to. Who is under 18 is seen by the desk alone. After `valid_until` nobody
    else sees it; some days later it is forgotten (`groups.actions.supporters`). What was reported and hidden by
    the city is read by its writer and the desk alone, and nobody asks them meanwhile.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name="人",
        on_delete=models.CASCADE,
        null=True,
        editable=False,
        related_name="supporter",
    )
    guest = models.OneToOneField(
        Guest,
        verbose_name="人（アカウントなし）",
        on_delete=models.CASCADE,
        null=True,
        editable=False,
        related_name="supporter",
    )
    public_name = models.CharField(_("ここで使う名前"), max_length=50)
    text = models.TextField(_("できること"), max_length=1000)
    interests = models.CharField(_("関心のあること"), max_length=300, blank=True)
    times = models.PositiveIntegerField(_("曜日と時間帯"), default=0)
    is_minor = models.BooleanField(_("18歳未満です"), default=False)
    audience = models.CharField(
        _("見せる相手"),
        max_length=10,
        choices=SupporterAudience,
        default=SupporterAudience.GROUPS,
    )
    is_resting = models.BooleanField("休んでいる", default=False, editable=False)
    valid_until = models.DateField("期限", editable=False)

    objects = SupporterQuerySet.as_manager()

    class Meta:
        verbose_name = "サポーター"
        verbose_name_plural = "サポーター"
        ordering = ["-created_at", "-pk"]
        constraints = [
            exactly_one("user", "guest", name="supporter_is_one_person"),
            models.CheckConstraint(
                condition=Q(guest__isnull=True) | Q(entered_by__isnull=False),
                name="supporter_without_account_was_entered",
            ),
            *entered_whole("supporter"),
            hidden_with_reason(name="supporter_is_hidden_with_reason"),
            known_values("audience", SupporterAudience, name="supporter_audience_is_known"),
            models.CheckConstraint(
                condition=Q(is_minor=False) | Q(audience=SupporterAudience.DESK),
                name="supporter_minor_is_seen_by_the_desk",
                violation_error_message=_(
                    "18歳未満の方は、「協働の窓口だけ」を選んでください。窓口が保護者の方と相談しながら、お手伝いします。"
                ),
            ),
            within(
                "times",
                0,
                week.WHOLE_WEEK,
                name="supporter_times_in_the_week",
                message=_("選べる値の中から選んでください。"),
            ),
        ]
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="supporter_newest"),
            models.Index(fields=["valid_until"], name="supporter_to_forget"),
            # The list as somebody may see it, in its order.
            models.Index(
                fields=["audience", "-created_at", "-id"],
                condition=Q(is_resting=False),
                name="supporter_offering",
            ),
        ]

    def __str__(self) -> str:
        """Without the name: this is what the record of acts keeps."""
        return f"サポーター（{self.pk}）"

    def get_absolute_url(self) -> str:
        """The page of whoever it is, which they alone open."""
        return reverse("supporters:mine")

    @property
    def is_over(self) -> bool:
        """The day up to which it holds has passed."""
        return self.valid_until < timezone.localdate()


class SupporterField(OfField):
    """One field of activity in which a supporter can help."""

    supporter = models.ForeignKey(Supporter, on_delete=models.CASCADE, related_name="fields")

    class Meta(OfField.Meta):
        constraints = once_and_known("supporter", FIELD_NUMBERS, name="supporter_field")
