"""The two sides of a project: partner groups on one, responsible departments on the other."""

from django.db import models
from django.db.models import Q

from groups.models import Department, Group


class Partner(models.Model):
    """A group that does the project with the city.

    Usually a registered group; a record of the past may name a partner that has no page here
    (`name`, with what kind of body it is in `kind_label`).
    """

    project = models.ForeignKey(
        "projects.Project",
        verbose_name="協働事業",
        on_delete=models.CASCADE,
        related_name="partners",
    )
    group = models.ForeignKey(
        Group,
        verbose_name="登録団体",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="partnerships",
    )
    name = models.CharField("団体名（登録のない団体）", max_length=200, blank=True)
    kind_label = models.CharField("種別（登録のない団体）", max_length=50, blank=True)
    order = models.PositiveSmallIntegerField("順番", default=0)

    class Meta:
        verbose_name = "相手団体"
        verbose_name_plural = "相手団体"
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "group"],
                condition=Q(group__isnull=False),
                name="partner_group_once",
            ),
            models.CheckConstraint(
                condition=Q(group__isnull=False) | ~Q(name="") | ~Q(kind_label=""),
                name="partner_is_named",
                violation_error_message="登録団体を選ぶか、団体名か種別を書いてください。",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The name to show; the kind of body where the source gave no name."""
        if self.group is not None:
            return self.group.name
        return self.name or self.kind_label

    @property
    def label_in_language(self) -> str:
        """A group is called what it calls itself, in every language."""
        return self.label


class ResponsibleDepartment(models.Model):
    """A department that does the project with the group; a record may name one not kept here."""

    project = models.ForeignKey(
        "projects.Project",
        verbose_name="協働事業",
        on_delete=models.CASCADE,
        related_name="responsible_departments",
    )
    department = models.ForeignKey(
        Department,
        verbose_name="所管課",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="responsibilities",
    )
    name = models.CharField("課名（一覧にない課）", max_length=100, blank=True)
    order = models.PositiveSmallIntegerField("順番", default=0)

    class Meta:
        verbose_name = "所管課"
        verbose_name_plural = "所管課"
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "department"],
                condition=Q(department__isnull=False),
                name="responsible_department_once",
            ),
            models.CheckConstraint(
                condition=Q(department__isnull=False) | ~Q(name=""),
                name="responsible_department_is_named",
                violation_error_message="所管課を選ぶか、課名を書いてください。",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The name as it is kept; `label_in_language` is the one to show."""
        return self.department.name if self.department is not None else self.name

    @property
    def label_in_language(self) -> str:
        return self.department.name_in_language if self.department is not None else self.name
