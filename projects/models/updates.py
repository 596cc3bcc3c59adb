"""The public progress of a project: what was done, told by either side, with photos."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from groups.models.departments import Department, in_language
from kyodo_portal.files.photos import small_size
from kyodo_portal.files.uploads import StoredFile
from kyodo_portal.life.constraints import known_values
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

    def standing(self) -> "UpdateQuerySet":
        """Those that were not taken down."""
        return self.filter(taken_down_at=None)

    def published(self) -> "UpdateQuerySet":
        """Of published projects, and not taken down: what everybody may read."""
        return self.standing().filter(project__published_at__isnull=False)

    def with_side_names(self) -> "UpdateQuerySet":
        """With what `side_name` needs, for pages in other languages."""
        same = Department.objects.filter(name=OuterRef("side_label"))
        return self.annotate(side_name_en=Subquery(same.values("name_en")))


class Update(Timestamped, SubmittedOnce):
    """A report on the way (進捗の報告). Signed by the side, not by the person.

    One that was taken down stays as a trace: that it was there, when it went and why. Its words are
    kept for the city's record and shown on no page; its photos are gone.
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
    taken_down_at = models.DateTimeField("取り下げた日時", null=True, editable=False)
    taken_down_reason = models.CharField(
        "取り下げた理由", max_length=300, blank=True, editable=False
    )

    objects = UpdateQuerySet.as_manager()

    class Meta:
        verbose_name = "進捗の報告"
        verbose_name_plural = "進捗の報告"
        ordering = ["-created_at", "-pk"]
        constraints = [
            known_values("side", UpdateSide, name="update_side_is_known"),
            models.CheckConstraint(
                condition=Q(taken_down_at__isnull=True, taken_down_reason="")
                | (Q(taken_down_at__isnull=False) & ~Q(taken_down_reason="")),
                name="update_taken_down_has_its_reason",
            ),
        ]
        indexes = [models.Index(fields=["-created_at", "-id"], name="update_newest")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"{reverse('projects:detail', args=[self.project_id])}#update-{self.pk}"

    @property
    def is_taken_down(self) -> bool:
        return self.taken_down_at is not None

    @property
    def side_name(self) -> str:
        """Who reports, for the page being made: a department that still has the name it reported
        under, by its name in the language of the page (see `with_side_names`); everybody else, and
        all that is kept or handed on, by `side_label`."""
        name_en = getattr(self, "side_name_en", None) if self.side == UpdateSide.CITY else None
        return in_language(self.side_label, name_en or "")


class UpdatePhoto(StoredFile):
    """A photo of a report, rebuilt from its pixels."""

    update = models.ForeignKey(
        Update, verbose_name="報告", on_delete=models.CASCADE, related_name="photos"
    )
    caption = models.CharField("写真の説明", max_length=200)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)

    class Meta:
        verbose_name = "写真"
        verbose_name_plural = "写真"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.caption

    @property
    def url(self) -> str:
        return reverse("projects:photo", args=[self.update.project_id, self.pk])

    @property
    def sizes(self) -> str:
        """The sizes a browser may choose from, as `srcset`; empty where there is one alone."""
        small = small_size(self.width, self.height)
        return f"{self.url}?size=small {small[0]}w, {self.url} {self.width}w" if small else ""
