"""Questions to a project: somebody asks its partners, and is answered in public or in private."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from groups.models import Guest
from kyodo_portal.life.constraints import known_values
from kyodo_portal.life.hiding import SHOWN, Hideable, hidden_with_reason
from kyodo_portal.life.people import Person, is_signed_in
from kyodo_portal.life.records import Timestamped, WithStatus
from kyodo_portal.life.roles import Role
from kyodo_portal.words.asked import AskedIn, asked_in_a_language
from kyodo_portal.writing.once import SubmittedOnce
from projects.models.projects import Project


class QuestionStatus(models.TextChoices):
    UNCONFIRMED = "unconfirmed", pgettext_lazy("本人の確認", "確認待ち")
    ASKED = "asked", _("回答待ち")
    OPENLY = "openly", _("公開で回答")
    PRIVATELY = "privately", _("本人に回答")
    WITHDRAWN = "withdrawn", _("取り下げ")


class QuestionQuerySet(models.QuerySet["Question"]):
    def public(self) -> "QuestionQuerySet":
        """Answered in public, of published projects; one that was hidden leaves its reason there."""
        return self.filter(status=QuestionStatus.OPENLY, project__published_at__isnull=False)

    def shown(self) -> "QuestionQuerySet":
        """Those that the city has not hidden."""
        return self.filter(SHOWN)

    def standing(self) -> "QuestionQuerySet":
        """Without what somebody sent and has not confirmed by the code of their mail; who gave a
        telephone number only is called."""
        by_mail = Q(status=QuestionStatus.UNCONFIRMED) & (Q(guest=None) | ~Q(guest__email=""))
        return self.exclude(by_mail)

    def to_answer_by(self, user: Person) -> "QuestionQuerySet":
        """Of projects for a side of which this person speaks."""
        if not is_signed_in(user):
            return self.none()
        groups, departments = list(user.managed_group_ids), list(user.department_ids)
        own = Project.objects.of_groups(groups) | Project.objects.of_departments(departments)
        return self.filter(Exists(own.filter(pk=OuterRef("project"))))

    def visible_to(self, user: Person) -> "QuestionQuerySet":
        """Who asked, both sides of the project, and the coordinators. What was answered in public is
        read on the project's page, without who asked."""
        if not is_signed_in(user):
            return self.none()
        if user.is_superuser or Role.COORDINATOR in user.role_names:
            return self
        groups, departments = list(user.managed_group_ids), list(user.department_ids)
        own = Project.objects.of_groups(groups) | Project.objects.of_departments(departments)
        return self.filter(Q(user=user.pk) | Exists(own.filter(pk=OuterRef("project"))))


class Question(Hideable, WithStatus, Timestamped, SubmittedOnce, AskedIn):
    """One question to a project (質問). It is public only with its answer, and only where whoever asked
    agreed (`may_be_public`); the name of who asked never is. Of a guest who is forgotten the words stay."""

    project = models.ForeignKey(
        Project, verbose_name="協働事業", on_delete=models.CASCADE, related_name="questions"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="質問した人",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="project_questions",
    )
    guest = models.ForeignKey(
        Guest,
        verbose_name="質問した方（アカウントなし）",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="project_questions",
    )
    text = models.TextField(_("聞きたいこと"), max_length=1000)
    may_be_public = models.BooleanField(
        _("質問と答えを、名前を出さずに公開してもよい"), default=False
    )
    answer = models.TextField(_("答え"), max_length=2000, blank=True)
    answered_as = models.CharField("答えた側", max_length=200, blank=True, editable=False)
    answered_at = models.DateTimeField("答えた日時", null=True, editable=False)
    status = models.CharField(
        "状態",
        max_length=12,
        choices=QuestionStatus,
        default=QuestionStatus.ASKED,
        editable=False,
    )

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = "事業への質問"
        verbose_name_plural = "事業への質問"
        ordering = ["-created_at", "-pk"]
        constraints = [
            known_values("status", QuestionStatus, name="question_status_is_known"),
            hidden_with_reason(name="question_is_hidden_with_reason"),
            asked_in_a_language(name="question_asked_in_a_language"),
            models.CheckConstraint(
                condition=Q(user__isnull=True) | Q(guest__isnull=True),
                name="question_is_of_one",
            ),
            models.CheckConstraint(
                condition=~Q(status=QuestionStatus.OPENLY) | Q(may_be_public=True),
                name="question_is_public_by_consent",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["openly", "privately"], answered_at__isnull=False)
                & ~Q(answer="")
                | ~Q(status__in=["openly", "privately"]) & Q(answered_at__isnull=True, answer=""),
                name="question_answered_has_its_answer",
            ),
        ]
        indexes = [models.Index(fields=["status", "created_at"], name="question_waiting")]

    def __str__(self) -> str:
        """Without the words: this is what the record of acts keeps."""
        return gettext("事業への質問：{title}").format(title=self.project)

    def get_absolute_url(self) -> str:
        return reverse("questions:detail", args=[self.pk])

    @property
    def asker_name(self) -> str:
        """As those who answer know them."""
        if self.guest is not None:
            return self.guest.name
        return str(self.user or _("アカウントのない方"))

    @property
    def is_to_be_called(self) -> bool:
        return self.status == QuestionStatus.UNCONFIRMED and self.guest is not None
