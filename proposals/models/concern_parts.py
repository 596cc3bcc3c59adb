"""What belongs to something that people see is needed: its photo, who says "me too", where it led."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kyodo_portal.files.photos import small_size
from kyodo_portal.files.uploads import StoredFile
from kyodo_portal.life.constraints import exactly_one
from kyodo_portal.life.people import Person, is_signed_in
from kyodo_portal.life.roles import Role
from kyodo_portal.life.stand_ins import StandIn
from projects.models import HelpWanted
from proposals.models.calls import Call
from proposals.models.concerns import Concern
from proposals.models.consultations import Consultation


class ConcernPhotoQuerySet(models.QuerySet["ConcernPhoto"]):
    def public(self) -> "ConcernPhotoQuerySet":
        """Looked at by staff, and not refused, of what is in the list."""
        theirs = Concern.objects.public().filter(pk=OuterRef("concern"))
        return self.filter(Exists(theirs), looked_at__isnull=False, refused_because="")

    def visible_to(self, user: Person) -> "ConcernPhotoQuerySet":
        """Everybody's when staff have looked; before, and when it was refused, for those who see what it
        belongs to without it being public."""
        if not is_signed_in(user):
            return self.public()
        if user.is_superuser or Role.COORDINATOR in user.role_names:
            return self.filter(concern__in=Concern.objects.visible_to(user))
        own = Q(concern__created_by=user.pk)
        passed_on = Q(concern__department__in=user.department_ids)
        standing_in = Q(concern__in=StandIn.objects.records_of(user, Concern))
        return self.filter(Q(pk__in=self.public().values("pk")) | own | passed_on | standing_in)


class ConcernPhoto(StoredFile):
    """The photo of it, rebuilt from its pixels and so without the place where it was taken. Staff may
    refuse it alone, with a reason for whoever sent it, or put another in its place."""

    concern = models.OneToOneField(
        Concern, verbose_name="地域の困りごと", on_delete=models.CASCADE, related_name="photo"
    )
    caption = models.CharField("写真の説明", max_length=200)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    looked_at = models.DateTimeField("確かめた日時", null=True, editable=False)
    refused_because = models.CharField("公開しない理由", max_length=300, blank=True, editable=False)

    objects = ConcernPhotoQuerySet.as_manager()

    class Meta:
        verbose_name = "困りごとの写真"
        verbose_name_plural = "困りごとの写真"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(refused_because="") | Q(looked_at__isnull=False),
                name="concern_photo_is_refused_when_looked_at",
            )
        ]

    def __str__(self) -> str:
        return self.caption

    def get_absolute_url(self) -> str:
        return self.concern.get_absolute_url()

    @property
    def url(self) -> str:
        return reverse("concerns:photo", args=[self.concern_id])

    @property
    def sizes(self) -> str:
        """The sizes a browser may choose from, as `srcset`; empty where there is one alone."""
        small = small_size(self.width, self.height)
        return f"{self.url}?size=small {small[0]}w, {self.url} {self.width}w" if small else ""

    @property
    def is_public(self) -> bool:
        """Staff have looked and let it be; whether its concern is public, that says."""
        return self.looked_at is not None and not self.refused_because


class MeToo(models.Model):
    """Somebody with an account who says: I too (わたしも). Once each; who it is, nobody is shown."""

    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="me_toos")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="「わたしも」と言った人",
        on_delete=models.CASCADE,
        editable=False,
        related_name="+",
    )
    created_at = models.DateTimeField("日時", auto_now_add=True)

    class Meta:
        verbose_name = "わたしも"
        verbose_name_plural = "わたしも"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["concern", "user"], name="me_too_once_each")]

    def __str__(self) -> str:
        return str(self.concern)


class ConcernLeadQuerySet(models.QuerySet["ConcernLead"]):
    def visible_to(self, user: Person) -> "ConcernLeadQuerySet":
        """Those of which this person may see both ends: a consultation is its askers' and the desk's, a
        call that is a draft the coordinators'."""
        ends = (
            Q(call__in=Call.objects.visible_to(user))
            | Q(help_wanted__in=HelpWanted.objects.visible_to(user).shown())
            | Q(consultation__in=Consultation.objects.visible_to(user))
        )
        return self.filter(ends, concern__in=Concern.objects.visible_to(user).shown())


END_LABELS = {Consultation: _("相談"), Call: _("募集"), HelpWanted: _("手伝いの募集")}
"""What kind of thing it led to, in the language of the page."""


class ConcernLead(models.Model):
    """Where it led: to a consultation, to the theme of a call, to help that is asked for. Both pages
    show the other."""

    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="leads")
    consultation = models.ForeignKey(
        Consultation,
        verbose_name="相談",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="concern_leads",
    )
    call = models.ForeignKey(
        Call,
        verbose_name="募集",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="concern_leads",
    )
    help_wanted = models.ForeignKey(
        HelpWanted,
        verbose_name="手伝いの募集",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="concern_leads",
    )
    created_at = models.DateTimeField("日時", auto_now_add=True)

    objects = ConcernLeadQuerySet.as_manager()

    class Meta:
        verbose_name = "困りごとから始まったこと"
        verbose_name_plural = "困りごとから始まったこと"
        ordering = ["pk"]
        constraints = [
            exactly_one("consultation", "call", "help_wanted", name="concern_lead_to_one"),
            *(
                models.UniqueConstraint(fields=["concern", end], name=f"concern_lead_{end}_once")
                for end in ("consultation", "call", "help_wanted")
            ),
        ]

    def __str__(self) -> str:
        return str(self.end)

    @property
    def end(self) -> Consultation | Call | HelpWanted:
        """What came of it."""
        found = self.call or self.help_wanted or self.consultation
        if found is None:
            raise LookupError(self.pk)
        return found

    @property
    def end_label(self) -> str:
        """What kind of thing that is, on the screen."""
        return str(END_LABELS[type(self.end)])
