"""What the parties say to each other about a version of their agreement: why this line was changed."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kyodo_portal.life.people import Person, is_signed_in
from projects.models.projects import Project


class DraftRemarkQuerySet(models.QuerySet["DraftRemark"]):
    def visible_to(self, user: Person) -> "DraftRemarkQuerySet":
        """The members of the partner groups and the staff of the responsible departments, and nobody else:
        it is their talk."""
        if not is_signed_in(user):
            return self.none()
        groups = Project.objects.of_groups(list(user.role_by_group)).values("pk")
        departments = Project.objects.of_departments(list(user.department_ids)).values("pk")
        return self.filter(Q(project__in=groups) | Q(project__in=departments))


class DraftRemark(models.Model):
    """One remark on a version of an agreement, said for a party. It is never changed or taken away: it is
    part of the record of that version, for those who agreed on it."""

    project = models.ForeignKey(
        Project, verbose_name="協働事業", on_delete=models.CASCADE, related_name="draft_remarks"
    )
    version = models.PositiveSmallIntegerField("版", editable=False)
    text = models.TextField(_("書くこと"), max_length=1000)
    party_name = models.CharField("書いた当事者", max_length=200, editable=False)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="書いた人",
        on_delete=models.PROTECT,
        editable=False,
        related_name="+",
    )
    created_at = models.DateTimeField("書いた日時", default=timezone.now, editable=False)

    objects = DraftRemarkQuerySet.as_manager()

    class Meta:
        verbose_name = "協定の案についての話し合い"
        verbose_name_plural = "協定の案についての話し合い"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.project} 第{self.version}版"
