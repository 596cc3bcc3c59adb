"""Who asks for what a group offers (提供の相談), and what comes of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from groups.models.departments import Department
from groups.models.groups import Group
from groups.models.offers import Offer
from kyodo_portal.life.constraints import exactly_one, known_values
from kyodo_portal.life.people import Person, is_signed_in
from kyodo_portal.life.records import Timestamped, WithStatus
from kyodo_portal.life.roles import Role
from kyodo_portal.writing.once import SubmittedOnce


class TalkStatus(models.TextChoices):
    ASKED = "asked", _("返事待ち")
    AGREED = "agreed", _("成立")
    THANKED = "thanked", _("お礼・記録済")
    DECLINED = "declined", _("見送り")
    WITHDRAWN = "withdrawn", _("取り下げ")
    UNANSWERED = "unanswered", _("返事なし")


class OfferTalkQuerySet(models.QuerySet["OfferTalk"]):
    def waiting(self) -> "OfferTalkQuerySet":
        """Those that the offering group has not answered."""
        return self.filter(status=TalkStatus.ASKED)

    def visible_to(self, user: Person) -> "OfferTalkQuerySet":
        """The two who talk, and the coordinators: it is never public."""
        if not is_signed_in(user):
            return self.none()
        if user.is_superuser or Role.COORDINATOR in user.role_names:
            return self
        groups, departments = list(user.managed_group_ids), list(user.department_ids)
        asked = Q(group__in=groups) | Q(department__in=departments)
        return self.filter(asked | Q(offer__group__in=groups))


class OfferTalk(WithStatus, Timestamped, SubmittedOnce):
    """A group or a department asks for what is offered, for its own work or that of a project.

    `words` say for what. `thanks` are what the taker wrote afterwards; everybody reads them only where
    both sides agreed (`thanks_public` here, `may_be_named` of the offer).
    """

    offer = models.ForeignKey(
        Offer, verbose_name="提供", on_delete=models.CASCADE, related_name="talks"
    )
    group = models.ForeignKey(
        Group,
        verbose_name="相談した団体",
        on_delete=models.CASCADE,
        null=True,
        editable=False,
        related_name="+",
    )
    department = models.ForeignKey(
        Department,
        verbose_name="相談した課",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )
    words = models.TextField(_("何のために、どう使いたいか"), max_length=1000)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="相談した人",
        on_delete=models.PROTECT,
        editable=False,
        related_name="+",
    )
    thanks = models.TextField(_("お礼のことば"), max_length=500, blank=True, editable=False)
    thanks_public = models.BooleanField(_("お礼を公開してもよい"), default=False, editable=False)
    status = models.CharField(
        "状態", max_length=12, choices=TalkStatus, default=TalkStatus.ASKED, editable=False
    )

    objects = OfferTalkQuerySet.as_manager()

    class Meta:
        verbose_name = "提供についての相談"
        verbose_name_plural = "提供についての相談"
        ordering = ["-created_at", "-pk"]
        constraints = [
            exactly_one("group", "department", name="offer_talk_is_of_one"),
            known_values("status", TalkStatus, name="offer_talk_status_is_known"),
            models.UniqueConstraint(
                fields=["offer", "group"],
                condition=Q(status=TalkStatus.ASKED),
                name="offer_talk_of_group_once_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["offer", "department"],
                condition=Q(status=TalkStatus.ASKED),
                name="offer_talk_of_department_once_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["offer"],
                condition=Q(status__in=(TalkStatus.AGREED, TalkStatus.THANKED)),
                name="offer_is_given_once",
            ),
        ]
        indexes = [models.Index(fields=["status", "created_at"], name="offer_talk_waiting")]

    def __str__(self) -> str:
        """Without the words: this is what the record of acts keeps."""
        return f"「{self.offer}」についての{self.taker_name}の相談"

    def get_absolute_url(self) -> str:
        return reverse("offers:talk", args=[self.pk])

    @property
    def taker_name(self) -> str:
        """The group or department that asks."""
        return str(self.group or self.department)

    @property
    def has_public_thanks(self) -> bool:
        """Everybody may read the thanks: both sides agreed."""
        return bool(self.thanks) and self.thanks_public and self.offer.may_be_named
