"""What a group keeps of itself on paper: its bylaws, its accounts, its yearly reports."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from groups.models.audiences import Audience, audiences_of
from groups.models.groups import Group
from kyodo_portal.files.uploads import StoredFile
from kyodo_portal.life.constraints import known_values
from kyodo_portal.life.people import Person
from kyodo_portal.words.calendar import fiscal_year_label


class DocumentKind(models.TextChoices):
    BYLAWS = "bylaws", _("規約・会則")
    ACCOUNTS = "accounts", _("予算・決算の書類")
    REPORT = "report", _("年次報告")
    OTHER = "other", _("そのほかの書類")


class GroupDocumentQuerySet(models.QuerySet["GroupDocument"]):
    def opened_to(self, person: Person) -> "GroupDocumentQuerySet":
        """What the group opened to this person; its own people and the coordinators read them all."""
        return self.filter(shown_to__in=audiences_of(person))


class GroupDocument(StoredFile):
    """A document of a group: of its application, or of one 年度. Read by its members and the coordinators,
    and by whom the group opens it to."""

    group = models.ForeignKey(
        Group, verbose_name="団体", on_delete=models.CASCADE, related_name="documents"
    )
    title = models.CharField("書類の名前", max_length=100)
    kind = models.CharField(
        _("書類の種類"),
        max_length=10,
        choices=DocumentKind,
        default=DocumentKind.OTHER,
        db_default=DocumentKind.OTHER,
    )
    fiscal_year = models.PositiveSmallIntegerField(_("年度"), null=True, blank=True)
    shown_to = models.CharField(
        _("見せる相手"),
        max_length=9,
        choices=Audience,
        default=Audience.CLOSED,
        db_default=Audience.CLOSED,
    )

    objects = GroupDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "提出書類"
        verbose_name_plural = "提出書類"
        ordering = ["pk"]
        constraints = [
            known_values("kind", DocumentKind, name="group_document_kind_is_known"),
            known_values("shown_to", Audience, name="group_document_audience_is_known"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def named(self) -> str:
        """Its name with the 年度 it is of, as a list shows it."""
        year = f"{fiscal_year_label(self.fiscal_year)} " if self.fiscal_year else ""
        return f"{year}{self.title}"
