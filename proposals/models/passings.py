"""A consultation that is passed on to a group that advises others (中間支援組織), where whoever asked agrees."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groups.models import Group
from kyodo_portal.cities import city
from kyodo_portal.life.constraints import known_values
from kyodo_portal.life.counter import EnteredAtCounter, entered_whole
from kyodo_portal.life.people import Account, Person, is_signed_in
from kyodo_portal.life.records import Timestamped, WithStatus
from kyodo_portal.life.roles import Role
from proposals.models.consultations import Consultation, ConsultationStatus


class PassingStatus(models.TextChoices):
    PROPOSED = "proposed", _("同意待ち")
    PASSED = "passed", _("回答待ち")
    ANSWERED = "answered", _("回答あり")
    REFUSED = "refused", _("つながない")
    RETURNED = "returned", _("窓口に戻った")
    ENDED = "ended", _("相談の終わり")


OPEN_TO_ADVISER = (PassingStatus.PASSED, PassingStatus.ANSWERED)
"""While the group reads the consultation, and answers it."""

RUNNING = (PassingStatus.PROPOSED, *OPEN_TO_ADVISER)

ELSEWHERE = (PassingStatus.PROPOSED, PassingStatus.PASSED)
"""While the desk waits for somebody else: the yes of whoever asked, or the group's answer."""


class PassingQuerySet(models.QuerySet["Passing"]):
    def visible_to(self, user: Person) -> "PassingQuerySet":
        """Who sees the consultation it is of; the group from the moment on at which the asker agreed."""
        if not is_signed_in(user):
            return self.none()
        if user.is_superuser or Role.COORDINATOR in user.role_names:
            return self
        theirs = Q(consultation__created_by=user.pk)
        theirs |= Q(consultation__group__in=list(user.managed_group_ids))
        read = Q(status__in=OPEN_TO_ADVISER, group__in=list(user.managed_group_ids))
        return self.filter(theirs | read)

    def read_by(self, user: Person) -> "PassingQuerySet":
        """Those that lie with a group this person speaks for."""
        if not (is_signed_in(user) and user.managed_group_ids):
            return self.none()
        return self.open_to_advisers().filter(group__in=list(user.managed_group_ids))

    def waiting(self) -> "PassingQuerySet":
        """Those that the group has not answered."""
        return self.filter(status=PassingStatus.PASSED)

    def proposed(self) -> "PassingQuerySet":
        """Those to which whoever asked has said neither yes nor no."""
        return self.filter(status=PassingStatus.PROPOSED)

    def open_to_advisers(self) -> "PassingQuerySet":
        """Those that a group reads now."""
        return self.filter(status__in=OPEN_TO_ADVISER)

    def running(self) -> "PassingQuerySet":
        """Those that have not ended: one of each consultation."""
        return self.filter(status__in=RUNNING)

    def to_be_done_by(self, user: Account) -> "PassingQuerySet":
        """Those that wait for this person: for the yes of who asked, or for the answer of a group of theirs."""
        managed = list(user.managed_group_ids)
        asked = Q(consultation__created_by=user.pk) | Q(consultation__group__in=managed)
        to_agree = Q(asked, status=PassingStatus.PROPOSED)
        return self.filter(to_agree | Q(status=PassingStatus.PASSED, group__in=managed))


class Passing(WithStatus, Timestamped, EnteredAtCounter):
    """The desk offers to pass a consultation on; who asked says yes or no; the group answers in the thread, with
    its name, or gives it back. Silence of either brings it back to the desk by the clock. No address is shown to
    anybody. A yes that was told by telephone or at the counter, staff write down with its way and day."""

    consultation = models.ForeignKey(
        Consultation, verbose_name="相談", on_delete=models.CASCADE, related_name="passings"
    )
    group = models.ForeignKey(
        Group, verbose_name="つなぐ団体", on_delete=models.PROTECT, related_name="+"
    )
    reason = models.TextField("つなぐわけ", max_length=500)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="つなぐことにした職員",
        on_delete=models.PROTECT,
        editable=False,
        related_name="+",
    )
    passed_at = models.DateTimeField("つないだ日時", null=True, editable=False)
    status = models.CharField(
        "状態",
        max_length=12,
        choices=PassingStatus,
        default=PassingStatus.PROPOSED,
        editable=False,
    )

    objects = PassingQuerySet.as_manager()

    class Meta:
        verbose_name = "相談をつなぐこと"
        verbose_name_plural = "相談をつなぐこと"
        ordering = ["-created_at", "-pk"]
        constraints = [
            known_values("status", PassingStatus, name="passing_status_is_known"),
            *entered_whole("passing"),
            models.UniqueConstraint(
                fields=["consultation"],
                condition=Q(status__in=RUNNING),
                name="consultation_is_passed_on_once_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"「{self.consultation}」を「{self.group}」につなぐこと"

    def get_absolute_url(self) -> str:
        return reverse("consultations:passing", args=[self.pk])

    @property
    def is_waiting(self) -> bool:
        """Whether somebody's yes or answer is waited for."""
        return self.status in ELSEWHERE

    @property
    def waits_since(self) -> dt.datetime:
        """Since when somebody is waited for."""
        return self.passed_at or self.created_at

    @property
    def waits_until(self) -> dt.date:
        """The day on which silence brings it back to the desk."""
        return timezone.localdate(self.waits_since) + dt.timedelta(days=city().waits.adviser)


def waits_for_desk() -> Q:
    """Consultations that wait for the city's answer, and not for somebody else: who asked has to say whether
    they are passed on, or a group has them."""
    elsewhere = Passing.objects.filter(status__in=ELSEWHERE).values("consultation")
    return Q(status=ConsultationStatus.WAITING) & ~Q(pk__in=elsewhere)
