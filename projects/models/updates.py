"""The public progress of a project: what was done, told by either side, with photos."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from groups.models.departments import Department, in_language
from kyodo_portal.files.photos import small_size
from kyodo_portal.files.uploads import StoredFile
from kyodo_portal.life.constraints import known_values
from kyodo_portal.life.hiding import SHOWN, Hideable, hidden_with_reason
from kyodo_portal.life.people import Person
from kyodo_portal.life.records import Timestamped
from kyodo_portal.writing.once import SubmittedOnce
from projects.models.projects import Project


class UpdateSide(models.TextChoices):
    GROUP = "group", _("団体")
    CITY = "city", _("市")


class UpdateQuerySet(models.QuerySet["Update"]):
    def visible_to(self, user: Person) -> "UpdateQuerySet":
        """Public with their project."""
        projects = Project.objects.visible_to(user).filter(pk=OuterRef("project"))
        return self.filter(Exists(projects))

    def shown(self) -> "UpdateQuerySet":
        """Those that were neither taken down nor hidden."""
        return self.filter(SHOWN)

    def published(self) -> "UpdateQuerySet":
        """Of published projects, and not hidden: what everybody may read."""
        return self.shown().filter(project__published_at__isnull=False)

    def with_side_names(self) -> "UpdateQuerySet":
        """With what `side_name` needs, for pages in other languages."""
        same = Department.objects.filter(name=OuterRef("side_label"))
        return self.annotate(
            side_name_en=Subquery(same.values("name_en")),
            side_name_kana=Subquery(same.values("name_kana")),
        )


class Update(Hideable, Timestamped, SubmittedOnce):
    """A report on the way (進捗の報告). Signed by the side, not by the person.

    One that its side took down, or the city hid, stays as a trace: that it was there, when it went
    and why. Its words are kept for the city's record and shown on no page; what was taken down has
    lost its photos.
    """

    project = models.ForeignKey(
        Project, verbose_name="協働事業", on_delete=models.CASCADE, related_name="updates"
    )
    title = models.CharField(_("見出し"), max_length=100)
    body = models.TextField(_("本文"), max_length=5000)
    happened_on = models.DateField(_("行った日"), null=True, blank=True)
    side = models.CharField("報告する側", max_length=5, choices=UpdateSide, editable=False)
    side_label = models.CharField("報告者", max_length=200, editable=False)
    posted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="書いた人",
        on_delete=models.PROTECT,
        editable=False,
        related_name="+",
    )

    corrected_at = models.DateTimeField("訂正した日時", null=True, editable=False)
    photos_taken_down = models.PositiveSmallIntegerField(
        "取り下げた写真の数", default=0, editable=False
    )

    # The columns keep the names by which the code of the last release knows them.
    hidden_at = models.DateTimeField(
        "表示をやめた日時", null=True, editable=False, db_column="taken_down_at"
    )
    hidden_because = models.TextField(
        "表示をやめた理由",
        max_length=2000,
        blank=True,
        default="",
        db_default="",
        editable=False,
        db_column="taken_down_reason",
    )

    objects = UpdateQuerySet.as_manager()

    class Meta:
        verbose_name = "進捗の報告"
        verbose_name_plural = "進捗の報告"
        ordering = ["-created_at", "-pk"]
        constraints = [
            known_values("side", UpdateSide, name="update_side_is_known"),
            hidden_with_reason(name="update_is_hidden_with_its_reason"),
        ]
        indexes = [models.Index(fields=["-created_at", "-id"], name="update_newest")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"{reverse('projects:detail', args=[self.project_id])}#update-{self.pk}"

    @property
    def side_name(self) -> str:
        """Who reports, for the page being made: a department that still has the name it reported
        under, by its name in the language of the page (see `with_side_names`); everybody else, and
        all that is kept or handed on, by `side_label`."""
        if self.side != UpdateSide.CITY:
            return self.side_label
        name_en, name_kana = (getattr(self, f"side_name_{way}", None) for way in ("en", "kana"))
        return in_language(self.side_label, name_en or "", name_kana or "")


class UpdatePhotoQuerySet(models.QuerySet["UpdatePhoto"]):
    def visible_to(self, user: Person) -> "UpdatePhotoQuerySet":
        """With their report."""
        updates = Update.objects.visible_to(user).filter(pk=OuterRef("update"))
        return self.filter(Exists(updates))

    def shown(self) -> "UpdatePhotoQuerySet":
        """Those that were not hidden, nor their reports."""
        return self.filter(SHOWN, update__hidden_at=None)


class UpdatePhoto(Hideable, StoredFile):
    """A photo of a report, rebuilt from its pixels. Taken down, it is gone; hidden by the city, it
    stays out of sight."""

    update = models.ForeignKey(
        Update, verbose_name="報告", on_delete=models.CASCADE, related_name="photos"
    )
    caption = models.CharField("写真の説明", max_length=200)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)

    objects = UpdatePhotoQuerySet.as_manager()

    class Meta:
        verbose_name = "写真"
        verbose_name_plural = "写真"
        ordering = ["pk"]
        constraints = [hidden_with_reason(name="update_photo_is_hidden_with_its_reason")]

    def __str__(self) -> str:
        return self.caption

    def get_absolute_url(self) -> str:
        return self.update.get_absolute_url()

    @property
    def url(self) -> str:
        return reverse("projects:photo", args=[self.update.project_id, self.pk])

    @property
    def sizes(self) -> str:
        """The sizes a browser may choose from, as `srcset`; empty where there is one alone."""
        small = small_size(self.width, self.height)
        return f"{self.url}?size=small {small[0]}w, {self.url} {self.width}w" if small else ""
