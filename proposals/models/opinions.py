"""What people hand in to a round of opinions: one submission (意見書) with an opinion for each section."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db import models
from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from groups.models import Guest
from kyodo_portal.cities.choices import opinion_writer_choices
from kyodo_portal.cities.rows.kinds import OPINION_WRITER_CODES
from kyodo_portal.life.constraints import known_values
from kyodo_portal.life.people import Person, is_signed_in
from kyodo_portal.life.records import Timestamped, WithStatus
from kyodo_portal.words.text import normalise
from kyodo_portal.writing.once import SubmittedOnce
from proposals.models.opinion_rounds import OpinionRound, OpinionSection


class SubmissionStatus(models.TextChoices):
    UNCONFIRMED = "unconfirmed", pgettext_lazy("本人の確認", "確認待ち")
    RECEIVED = "received", _("受付")
    WITHDRAWN = "withdrawn", _("取り下げ")


class OpinionStatus(models.TextChoices):
    RECEIVED = "received", _("受付")
    VALID = "valid", _("有効")
    OUT_OF_SCOPE = "out_of_scope", _("対象外")


class ReceivedHow(models.TextChoices):
    """On which way an opinion came. Nobody hands one in by telephone: its words are the writer's own."""

    FORM = "form", _("このサイト")
    MAIL = "mail", _("メール")
    FAX = "fax", _("FAX")
    POST = "post", _("郵送")
    HAND = "hand", _("持参")


class OpinionSubmissionQuerySet(models.QuerySet["OpinionSubmission"]):
    def visible_to(self, user: Person) -> "OpinionSubmissionQuerySet":
        """Whoever wrote it, the department that asks, and the coordinators. Who has no account sees
        theirs by the token of their page."""
        if not is_signed_in(user):
            return self.none()
        kept = OpinionRound.objects.kept_by(user)
        return self.filter(Q(user=user.pk) | Q(round__in=kept.values("pk")))

    def standing(self) -> "OpinionSubmissionQuerySet":
        """What counts: received, and not taken back."""
        return self.filter(status=SubmissionStatus.RECEIVED)

    def to_call(self) -> "OpinionSubmissionQuerySet":
        """Of those who left a telephone number only, and with whom nobody has spoken yet."""
        return self.filter(status=SubmissionStatus.UNCONFIRMED, guest__email="")


class OpinionSubmission(WithStatus, Timestamped, SubmittedOnce):
    """One person's opinions on one round, with the number on their receipt. Of somebody with an account,
    of somebody without one, or entered by staff; of those who were forgotten the words alone stay.

    `text_key` tells whether the same person sends the same words again.
    """

    round = models.ForeignKey(
        OpinionRound, verbose_name="意見募集", on_delete=models.CASCADE, related_name="submissions"
    )
    number = models.PositiveIntegerField("受付の順番", editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="書いた人",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="opinion_submissions",
    )
    guest = models.OneToOneField(
        Guest,
        verbose_name="書いた方（アカウントなし）",
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="opinion_submission",
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="入力した職員",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )
    received_how = models.CharField(
        "受け付けた方法", max_length=10, choices=ReceivedHow, default=ReceivedHow.FORM
    )
    received_on = models.DateField("受け付けた日")
    writer_kind = models.CharField(
        _("どのような方として出すか"), max_length=20, choices=opinion_writer_choices
    )
    text_key = models.CharField(max_length=64, editable=False)
    status = models.CharField(
        "状態",
        max_length=12,
        choices=SubmissionStatus,
        default=SubmissionStatus.RECEIVED,
        editable=False,
    )

    objects = OpinionSubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = "意見書"
        verbose_name_plural = "意見書"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="opinion_submission_number"),
            models.UniqueConstraint(
                fields=["round", "user"],
                condition=Q(status="received"),
                name="opinion_submission_of_user_once",
                violation_error_message=_("この募集には、すでに意見を出しています。"),
            ),
            models.CheckConstraint(
                condition=Q(user__isnull=True, guest__isnull=True)
                | Q(user__isnull=True, entered_by__isnull=True)
                | Q(guest__isnull=True, entered_by__isnull=True),
                name="opinion_submission_is_of_one",
            ),
            models.CheckConstraint(
                condition=Q(received_how="form", entered_by__isnull=True)
                | ~Q(received_how="form") & Q(entered_by__isnull=False),
                name="opinion_submission_entered_by_somebody",
            ),
            known_values("status", SubmissionStatus, name="opinion_submission_status_is_known"),
            known_values("received_how", ReceivedHow, name="opinion_submission_how_is_known"),
            known_values(
                "writer_kind", OPINION_WRITER_CODES, name="opinion_submission_writer_is_known"
            ),
        ]
        indexes = [models.Index(fields=["round", "text_key"], name="opinion_submission_same")]

    def __str__(self) -> str:
        """Without a name: this is what the record of acts keeps."""
        return gettext("意見書 {receipt}").format(receipt=self.receipt)

    def get_absolute_url(self) -> str:
        return reverse("opinions:submission", args=[self.pk])

    @property
    def receipt(self) -> str:
        """The number on the receipt, as the writer knows it."""
        return f"{self.round_id}-{self.number:04}"


class OpinionWriterDetails(models.Model):
    """Who wrote a submission, and how they are tied to the city (personal). Read by the department that
    asks and the coordinators alone; gone on `forget_on`, and at once when the submission is taken back."""

    submission = models.OneToOneField(
        OpinionSubmission, on_delete=models.CASCADE, related_name="writer"
    )
    name = models.CharField(_("お名前・団体名と代表者"), max_length=100)
    address = models.CharField(_("住所・所在地"), max_length=200)
    contact = models.CharField(_("連絡先"), max_length=200, blank=True)
    detail = models.CharField(_("くわしく"), max_length=200, blank=True)
    forget_on = models.DateField("消す日", editable=False)

    class Meta:
        verbose_name = "意見を書いた人"
        verbose_name_plural = "意見を書いた人"
        indexes = [models.Index(fields=["forget_on"], name="opinion_writer_to_forget")]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name}（{self.pk}）"


class RoundOpinionQuerySet(models.QuerySet["Opinion"]):
    def visible_to(self, user: Person) -> "RoundOpinionQuerySet":
        """As the submission in which it stands."""
        seen = OpinionSubmission.objects.visible_to(user)
        return self.filter(submission__in=seen.values("pk"))

    def standing(self) -> "RoundOpinionQuerySet":
        """What counts: of submissions that were received and not taken back."""
        return self.filter(submission__status=SubmissionStatus.RECEIVED)

    def ungrouped(self) -> "RoundOpinionQuerySet":
        """What stands in no group yet, and was not set aside."""
        return self.standing().exclude(status=OpinionStatus.OUT_OF_SCOPE).filter(groups=None)

    def like(self, chosen: Iterable["Opinion"]) -> "RoundOpinionQuerySet":
        """Those that say the same on the same section for the same reason as one of these."""
        alike = Q(pk__in=[])
        for each in chosen:
            alike |= Q(text_key=each.text_key, reason=each.reason, section=each.section_id)
        return self.filter(alike)

    def alike(self, most: int) -> "list[Alike]":
        """What they say, the same words once, as they came in: the first of each, and how many there are."""
        same = self.order_by().values("text_key", "reason", "section")
        counted = same.annotate(first=Min("pk"), many=Count("pk", distinct=True))
        many = dict(counted.order_by("first").values_list("first", "many")[:most])
        first = Opinion.objects.filter(pk__in=many).select_related("submission", "section")
        return [Alike(opinion, many[opinion.pk]) for opinion in first.order_by("pk")]


class Opinion(WithStatus, models.Model):
    """One opinion: on a section, or on the draft as a whole. It is never public in its own words.

    `text_key` is the same for identical texts: people and texts are counted apart.
    """

    submission = models.ForeignKey(
        OpinionSubmission, verbose_name="意見書", on_delete=models.CASCADE, related_name="opinions"
    )
    section = models.ForeignKey(
        OpinionSection,
        verbose_name="該当箇所",
        on_delete=models.PROTECT,
        null=True,
        related_name="opinions",
    )
    text = models.TextField(_("意見"), max_length=5000)
    reason = models.TextField(_("理由"), max_length=3000, blank=True)
    text_key = models.CharField(max_length=64, editable=False, db_index=True)
    set_aside_because = models.CharField("対象外の理由", max_length=500, blank=True, editable=False)
    status = models.CharField(
        "状態",
        max_length=12,
        choices=OpinionStatus,
        default=OpinionStatus.RECEIVED,
        editable=False,
    )
    created_at = models.DateTimeField("登録日時", auto_now_add=True)

    objects = RoundOpinionQuerySet.as_manager()

    class Meta:
        verbose_name = "意見"
        verbose_name_plural = "意見"
        ordering = ["submission__number", "pk"]
        constraints = [
            known_values("status", OpinionStatus, name="opinion_status_is_known"),
            models.CheckConstraint(
                condition=Q(status="out_of_scope") & ~Q(set_aside_because="")
                | ~Q(status="out_of_scope") & Q(set_aside_because=""),
                name="opinion_set_aside_has_its_reason",
            ),
        ]

    def __str__(self) -> str:
        """Without its words: this is what the record of acts keeps."""
        return gettext("意見 {receipt}").format(receipt=self.submission.receipt)


@dataclass(frozen=True, slots=True)
class Alike:
    """An opinion with how many say the same in the same words, itself among them."""

    opinion: Opinion
    many: int


def key_of(*texts: str) -> str:
    """The same for texts that differ at most in width, case and blanks."""
    return hashlib.sha256("\n".join(normalise(text) for text in texts).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Words:
    """What somebody writes on one section, or on the draft as a whole (None), before it is kept."""

    section: OpinionSection | None
    text: str
    reason: str = ""

    @property
    def key(self) -> str:
        return key_of(self.text, self.reason)
