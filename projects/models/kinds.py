"""What kinds of thing a project is besides its main form: further forms, and fields of the NPO Act."""

from django.db import models

from groups.models import ActivityField
from groups.models.kinds import NumberedKind, OfField, once_and_known
from projects.models.projects import Project
from projects.types import CollaborationForm


class FurtherForm(NumberedKind):
    """A further form of collaboration beside the main one."""

    kinds = CollaborationForm
    number = models.PositiveSmallIntegerField("形態", choices=CollaborationForm)

    class Meta(NumberedKind.Meta):
        abstract = True
        verbose_name = "ほかの形態"
        verbose_name_plural = "ほかの形態"


class FormOfProject(FurtherForm):
    """A further form of a project."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="forms")

    class Meta(FurtherForm.Meta):
        db_table = "projects_projectform"
        constraints = once_and_known("project", CollaborationForm, name="project_form")


class ProjectField(OfField):
    """One field of the NPO Act the project belongs to."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="fields")

    class Meta(OfField.Meta):
        constraints = once_and_known("project", ActivityField, name="project_field")
