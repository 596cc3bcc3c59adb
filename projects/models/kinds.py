"""What kinds of thing a project is besides its main form: further forms, and fields of activity."""

from django.db import models

from groups.models.kinds import NumberedKind, OfField, once_and_known
from kyodo_portal.cities.choices import form_choices, form_name
from kyodo_portal.cities.rows.kinds import FIELD_NUMBERS, FORM_NUMBERS
from projects.models.projects import Project


class FurtherForm(NumberedKind):
    """A further form of collaboration beside the main one."""

    number = models.PositiveSmallIntegerField("形態", choices=form_choices)

    class Meta(NumberedKind.Meta):
        abstract = True
        verbose_name = "ほかの形態"
        verbose_name_plural = "ほかの形態"

    def __str__(self) -> str:
        return form_name(self.number)


class FormOfProject(FurtherForm):
    """A further form of a project."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="forms")

    class Meta(FurtherForm.Meta):
        db_table = "projects_projectform"
        constraints = once_and_known("project", FORM_NUMBERS, name="project_form")


class ProjectField(OfField):
    """One field of activity the project belongs to."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="fields")

    class Meta(OfField.Meta):
        constraints = once_and_known("project", FIELD_NUMBERS, name="project_field")
