"""Answers to what is wanted: somebody, or a group, offers to help."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from groups.models import Group, Guest
from kyodo_portal.life.constraints import known_values, within
from kyodo_portal.life.counter import EnteredAtCounter, entered_whole
from kyodo_portal.life.people import Person, is_signed_in
from kyodo_portal.life.records import Timestamped, WithStatus
from kyodo_portal.life.roles import Role
from kyodo_portal.writing.once import SubmittedOnce
from projects.models.help_wanted import HelpWanted


class AnswerStatus(models.TextChoices):
    UNCONFIRMED = "unconfirmed", pgettext_lazy("本人の確認", "確認待ち")
    OFFERED = "offered", _("返事待ち")
    ACCEPTED = "accepted", _("お願いした")
    DECLINED = "declined", _("今回は見送り")
    WITHDRAWN = "withdrawn", _("取り下げ")
    DONE = "done", _("済")


PROMISED = (AnswerStatus.UNCONFIRMED, AnswerStatus.OFFERED, AnswerStatus.ACCEPTED)
"""Somebody means to help, and has not done so yet."""


class Interest(models.TextChoices):
    """What whoever offers to take on a task of the city says of their own ties to it."""

    NONE = "none", _("ありません")
    SOME = "some", _("あるか、あるかもしれません")


class HelpAnswerQuerySet(models.QuerySet["HelpAnswer"]):
    def visible_to(self, user: Person) -> "HelpAnswerQuerySet":
        """Whoever offered, those who decide about it, and the coordinators: an answer is never public.
        Who has no account sees theirs by the token of their page."""
        if not is_signed_in(user):
            return self.none()
        if user.is_superuser or Role.COORDINATOR in user.role_names:
            return self
        return self.filter(
            Q(user=user.pk) | Q(group__in=user.managed_group_ids) | Exists(_decided_by(user))
        )

    def to_decide_by(self, user: Person) -> "HelpAnswerQuerySet":
        """Those about whose answers this person decides."""
        return self.filter(Exists(_decided_by(user))) if is_signed_in(user) else self.none()

    def standing(self) -> "HelpAnswerQuerySet":
        """What those who ask are shown: not what somebody sent with a mail address and has not
        confirmed by its code. Who gave a telephone number only is called by them."""
        by_mail = Q(status=AnswerStatus.UNCONFIRMED) & (Q(guest=None) | ~Q(guest__email=""))
        return self.exclude(by_mail)

    def waiting(self) -> "HelpAnswerQuerySet":
        """Offered, and not yet said yes or no to."""
        return self.filter(status=AnswerStatus.OFFERED)


def _decided_by(user: Person) -> models.QuerySet[HelpWanted]:
    """Of an answer: what it answers, where this person manages the group, speaks for a side of the
    project or works in the department that asks."""
    if not is_signed_in(user):
        return HelpWanted.objects.none()
    return HelpWanted.objects.decided_by(user).filter(pk=OuterRef("help_wanted"))


class HelpAnswer(WithStatus, Timestamped, SubmittedOnce, EnteredAtCounter):
    """One offer to help (申し出), of a person, of somebody without an account, or of a group. Whoever
    offered may take it back at any time without a reason. Of a guest who is forgotten only the number
    and what became of it stay.

    `message` is for those who asked alone, and so is what they say of their own ties where they offer to
    take on a task of the city (`interest`). `thanks` is what they wrote afterwards; everybody reads it
    with the helper's name only where the helper agreed (`may_be_named`).
    """

    help_wanted = models.ForeignKey(
        HelpWanted, verbose_name="手伝いの募集", on_delete=models.CASCADE, related_name="answers"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="申し出た人",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="help_answers",
    )
    group = models.ForeignKey(
        Group,
        verbose_name="申し出た団体",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="help_answers",
    )
    guest = models.ForeignKey(
        Guest,
        verbose_name="申し出た方（アカウントなし）",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="help_answers",
    )
    number = models.PositiveIntegerField(_("人数・数"), default=1)
    message = models.TextField(_("ひとこと"), max_length=1000, blank=True)
    may_be_named = models.BooleanField(_("お礼のときに名前を出してもよい"), default=False)
    interest = models.CharField(
        _("この仕事や、この課との利害関係"),
        max_length=10,
        choices=Interest,
        blank=True,
        default="",
        db_default="",
    )
    interest_words = models.CharField(
        _("どのような関係か"), max_length=300, blank=True, default="", db_default=""
    )
    thanks = models.CharField(_("お礼のことば"), max_length=500, blank=True)
    status = models.CharField(
        "状態", max_length=12, choices=AnswerStatus, default=AnswerStatus.OFFERED, editable=False
    )
    decided_at = models.DateTimeField("返事をした日時", null=True, editable=False)

    objects = HelpAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = "手伝いの申し出"
        verbose_name_plural = "手伝いの申し出"
        ordering = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=True, group__isnull=True)
                | Q(user__isnull=True, guest__isnull=True)
                | Q(group__isnull=True, guest__isnull=True),
                name="help_answer_is_of_one",
            ),
            known_values("status", AnswerStatus, name="help_answer_status_is_known"),
            within(
                "number",
                1,
                10_000,
                name="help_answer_number_is_some",
                message=_("人数・数は、1から10,000までで書いてください。"),
            ),
            models.UniqueConstraint(
                fields=["help_wanted", "user"],
                condition=Q(status__in=["offered", "accepted"]),
                name="help_answer_of_user_once",
                violation_error_message=_("この募集には、すでに申し出ています。"),
            ),
            models.UniqueConstraint(
                fields=["help_wanted", "group"],
                condition=Q(status__in=["offered", "accepted"]),
                name="help_answer_of_group_once",
                violation_error_message=_("この募集には、すでに申し出ています。"),
            ),
            known_values("interest", ("", *Interest.values), name="help_answer_interest_is_known"),
            models.CheckConstraint(
                condition=Q(interest=Interest.SOME) & ~Q(interest_words="")
                | ~Q(interest=Interest.SOME) & Q(interest_words=""),
                name="help_answer_interest_says_which",
                violation_error_message=_("どのような関係かを、書いてください。"),
            ),
            *entered_whole("help_answer"),
        ]
        indexes = [models.Index(fields=["status", "created_at"], name="help_answer_waiting")]

    def __str__(self) -> str:
        """Without a name: this is what the record of acts keeps."""
        return gettext("手伝いの申し出：{title}").format(title=self.help_wanted)

    def get_absolute_url(self) -> str:
        return reverse("help_wanted:answer_detail", args=[self.pk])

    @property
    def helper_name(self) -> str:
        """Whoever offers, as those who asked know them."""
        if self.guest is not None:
            return self.guest.name
        return str(self.group or self.user or _("アカウントのない方"))

    @property
    def is_to_be_called(self) -> bool:
        """Left a telephone number only, and nobody has spoken with them yet."""
        return self.status == AnswerStatus.UNCONFIRMED and self.guest is not None
