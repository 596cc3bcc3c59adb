"""The conversation before a proposal: a citizen and the coordination desk (事前相談)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groups.models import Department, Group, Guest
from kyodo_portal.life.constraints import known_values
from kyodo_portal.life.counter import EnteredAtCounter, Source, entered_whole
from kyodo_portal.life.people import Account, Person, is_signed_in
from kyodo_portal.life.records import Timestamped, WithStatus
from kyodo_portal.life.roles import Role
from kyodo_portal.life.stand_ins import StandIn
from kyodo_portal.words.asked import AskedIn, asked_in_a_language
from kyodo_portal.writing.once import SubmittedOnce
from projects.models import Project


class ConsultationStatus(models.TextChoices):
    WAITING = "waiting", _("回答待ち")
    ANSWERED = "answered", _("回答あり")
    CLOSED = "closed", _("終了")


class ConsultationQuerySet(models.QuerySet["Consultation"]):
    def visible_to(self, user: Person) -> "ConsultationQuerySet":
        """A consultation is private: for who asked, the group it is asked for, the coordinators
        and the department it was handed to. See also `rules.can_view_consultation`."""
        if not is_signed_in(user):
            return self.none()
        if user.is_superuser or Role.COORDINATOR in user.role_names:
            return self
        return self.filter(
            Q(created_by=user)
            | Q(group__in=list(user.role_by_group))
            | Q(department__in=user.department_ids)
            | Q(pk__in=StandIn.objects.records_of(user, Consultation))
        )

    def asked_by(self, user: Account) -> "ConsultationQuerySet":
        """What this person asked, and what was asked for one of their groups."""
        return self.filter(Q(created_by=user.pk) | Q(group__in=list(user.role_by_group)))


class Consultation(WithStatus, Timestamped, SubmittedOnce, AskedIn, EnteredAtCounter):
    """A question or an idea brought to the desk. Its words become the draft of a proposal. One of somebody
    without an account (`guest`) was entered at the counter, and its answer is a letter, mail or a talk; once
    they are forgotten the words stay."""

    came_by = models.CharField(
        "受け付けた方法", max_length=10, choices=Source, blank=True, default="", db_default=""
    )
    subject = models.CharField(_("件名"), max_length=200)
    concern = models.TextField(
        _("困っていること・気になっていること"),
        max_length=5000,
        help_text=_("地域のどんなことが気になっていますか。だれが困っていますか。"),
    )
    idea = models.TextField(
        _("やってみたいこと"),
        max_length=5000,
        blank=True,
        help_text=_("まだ決まっていなくてもかまいません。"),
    )
    hoped_help = models.TextField(_("市に期待すること"), max_length=3000, blank=True)
    place = models.CharField(_("場所"), max_length=200, blank=True)
    group = models.ForeignKey(
        Group,
        verbose_name=_("団体"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="consultations",
        help_text=_("団体として相談するときに選んでください。"),
    )
    department = models.ForeignKey(
        Department,
        verbose_name="担当する課",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="consultations",
    )
    about_decision = models.ForeignKey(
        "proposals.Proposal",
        verbose_name="決定について尋ねた提案",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="questions_about_it",
    )
    answer_due_on = models.DateField("回答の期限", null=True, editable=False)
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="担当者",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    """Who of the city's side sees to it that there is an answer; None while everybody at the desk does."""
    project = models.ForeignKey(
        Project,
        verbose_name=_("どの事業について"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    """The running project it is about; None for what is yet to begin."""
    status = models.CharField(
        "状態",
        max_length=20,
        choices=ConsultationStatus,
        default=ConsultationStatus.WAITING,
        editable=False,
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="相談した人",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="consultations",
    )
    guest = models.ForeignKey(
        Guest,
        verbose_name="相談した方（アカウントなし）",
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="consultations",
    )
    posted_up_to = models.PositiveBigIntegerField(
        "手紙で答えたところ", default=0, db_default=0, editable=False
    )
    """The last message of the city of which somebody without mail was told by post."""

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        verbose_name = "相談"
        verbose_name_plural = "相談"
        ordering = ["-updated_at", "-pk"]
        constraints = [
            known_values("status", ConsultationStatus, name="consultation_status_is_known"),
            models.CheckConstraint(
                condition=Q(about_decision=None) | Q(answer_due_on__isnull=False),
                name="consultation_about_a_decision_has_its_day",
            ),
            asked_in_a_language(name="consultation_asked_in_a_language"),
            *entered_whole("consultation"),
            models.CheckConstraint(
                condition=Q(created_by__isnull=True) | Q(guest__isnull=True),
                name="consultation_is_of_one",
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        return reverse("consultations:detail", args=[self.pk])

    @property
    def asker_name(self) -> str:
        """Who asked, as both sides know them."""
        if self.group is not None:
            return self.group.name
        if self.created_by is not None:
            return self.created_by.display_name
        return self.guest.name if self.guest is not None else gettext("アカウントのない方")

    @property
    def is_answered_by_post(self) -> bool:
        """Whether nobody reads the answer on a screen: it is posted, or told by word."""
        return self.guest is not None and not self.guest.email


class ConsultationMessage(SubmittedOnce):
    """One message of the thread. `from_city` tells the desk's and department's words from the
    citizen's; the city's side signs with its office, not with a person's name."""

    consultation = models.ForeignKey(
        Consultation, on_delete=models.CASCADE, related_name="messages"
    )
    body = models.TextField("本文", max_length=5000)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="書いた人",
        on_delete=models.PROTECT,
        editable=False,
        related_name="+",
    )
    from_city = models.BooleanField("市から", editable=False)
    author_label = models.CharField("差出人", max_length=150, editable=False)
    created_at = models.DateTimeField("日時", auto_now_add=True)

    class Meta:
        verbose_name = "やりとり"
        verbose_name_plural = "やりとり"
        ordering = ["created_at", "pk"]

    def __str__(self) -> str:
        return f"{self.author_label} {self.created_at:%Y-%m-%d}"
