"""What kinds of thing a project is besides its main form: further forms, and fields of the NPO Act."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from groups.models import ActivityField
from kyodo_portal.life.constraints import known_values
from projects.models.projects import Project
from projects.types import CollaborationForm


class ProjectForm(models.Model):
    """A further form of collaboration beside the main one."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="forms")
    number = models.PositiveSmallIntegerField(_("形態"), choices=CollaborationForm)

    class Meta:
        verbose_name = _("ほかの形態")
        verbose_name_plural = _("ほかの形態")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="project_form_once"),
            known_values("number", CollaborationForm, name="project_form_is_known"),
        ]

    def __str__(self) -> str:
        return self.get_number_display()


class ProjectField(models.Model):
    """One field of the NPO Act the project belongs to."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="fields")
    number = models.PositiveSmallIntegerField(_("分野"), choices=ActivityField)

    class Meta:
        verbose_name = _("分野")
        verbose_name_plural = _("分野")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="project_field_once"),
            known_values("number", ActivityField, name="project_field_is_known"),
        ]

    def __str__(self) -> str:
        return self.get_number_display()
