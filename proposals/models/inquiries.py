"""Questions about a call: anybody asks, the city answers all, and everybody reads the same."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from groups.models import Guest
from kyodo_portal.life.constraints import known_values
from kyodo_portal.life.counter import EnteredAtCounter, entered_whole
from kyodo_portal.life.people import Person, is_signed_in
from kyodo_portal.life.records import Timestamped, WithStatus
from kyodo_portal.life.roles import Role
from kyodo_portal.words.asked import AskedIn, asked_in_a_language
from kyodo_portal.writing.once import SubmittedOnce
from proposals.models.calls import Call


class InquiryStatus(models.TextChoices):
    UNCONFIRMED = "unconfirmed", pgettext_lazy("本人の確認", "確認待ち")
    ASKED = "asked", _("回答待ち")
    ANSWERED = "answered", _("公開で回答")
    SET_ASIDE = "set_aside", _("公開しない")
    WITHDRAWN = "withdrawn", _("取り下げ")


class InquiryQuerySet(models.QuerySet["CallInquiry"]):
    def public(self) -> "InquiryQuerySet":
        """Those that everybody reads with their answers."""
        return self.filter(status=InquiryStatus.ANSWERED).exclude(call__status="draft")

    def standing(self) -> "InquiryQuerySet":
        """Without what somebody sent and has not confirmed by the code of their mail; who gave a
        telephone number only is called."""
        by_mail = Q(status=InquiryStatus.UNCONFIRMED) & (Q(guest=None) | ~Q(guest__email=""))
        return self.exclude(by_mail)

    def visible_to(self, user: Person) -> "InquiryQuerySet":
        """Who asked, the department of the call, and the coordinators. What was answered is read on the
        page of the call, without who asked."""
        if not is_signed_in(user):
            return self.none()
        if user.is_superuser or Role.COORDINATOR in user.role_names:
            return self
        return self.filter(Q(user=user.pk) | Q(call__department__in=user.department_ids))


class CallInquiry(WithStatus, Timestamped, SubmittedOnce, AskedIn, EnteredAtCounter):
    """One question about a call (募集についての質問). It becomes public with its answer alone and never with
    who asked; `shown_as` is the question as it is published, where the city leaves out what would
    tell who that is. Of a guest who is forgotten the words stay."""

    call = models.ForeignKey(
        Call, verbose_name="募集", on_delete=models.CASCADE, related_name="inquiries"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="質問した人",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="call_inquiries",
    )
    guest = models.ForeignKey(
        Guest,
        verbose_name="質問した方（アカウントなし）",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="call_inquiries",
    )
    text = models.TextField(_("聞きたいこと"), max_length=1000)
    shown_as = models.TextField("公開した質問の文", max_length=1000, blank=True, editable=False)
    answer = models.TextField("答え", max_length=3000, blank=True, editable=False)
    answered_at = models.DateTimeField("答えた日時", null=True, editable=False)
    status = models.CharField(
        "状態",
        max_length=12,
        choices=InquiryStatus,
        default=InquiryStatus.ASKED,
        editable=False,
    )

    objects = InquiryQuerySet.as_manager()

    class Meta:
        verbose_name = "募集についての質問"
        verbose_name_plural = "募集についての質問"
        ordering = ["-created_at", "-pk"]
        constraints = [
            known_values("status", InquiryStatus, name="call_inquiry_status_is_known"),
            asked_in_a_language(name="call_inquiry_asked_in_a_language"),
            *entered_whole("call_inquiry"),
            models.CheckConstraint(
                condition=Q(user__isnull=True) | Q(guest__isnull=True),
                name="call_inquiry_is_of_one",
            ),
            models.CheckConstraint(
                condition=Q(status="answered", answered_at__isnull=False) & ~Q(answer="")
                | ~Q(status="answered") & Q(answered_at__isnull=True, answer=""),
                name="call_inquiry_answered_has_its_answer",
            ),
        ]
        indexes = [models.Index(fields=["status", "created_at"], name="call_inquiry_waiting")]

    def __str__(self) -> str:
        """Without the words: this is what the record of acts keeps."""
        return gettext("募集についての質問：{title}").format(title=self.call)

    def get_absolute_url(self) -> str:
        return reverse("calls:inquiry", args=[self.pk])

    @property
    def published_text(self) -> str:
        """The question as everybody reads it."""
        return self.shown_as or self.text

    @property
    def asker_name(self) -> str:
        """As those who answer know them."""
        if self.guest is not None:
            return self.guest.name
        return str(self.user or _("アカウントのない方"))

    @property
    def is_to_be_called(self) -> bool:
        return self.status == InquiryStatus.UNCONFIRMED and self.guest is not None
