"""Which columns of projects hold kinds of the city's profile. Records of what other cities have published
keep those of their cities."""

from django.db.models import QuerySet

from kyodo_portal.cities.in_use import keep_in_sight
from projects.models import Event, FormOfProject, Project, ProjectField


def _of_this_city() -> QuerySet[Project]:
    return Project.objects.of_this_city()


def _further_forms() -> QuerySet[FormOfProject]:
    return FormOfProject.objects.filter(project__in=_of_this_city().values("pk"))


def _fields() -> QuerySet[ProjectField]:
    return ProjectField.objects.filter(project__in=_of_this_city().values("pk"))


keep_in_sight("patterns", "協働事業", _of_this_city, "start_pattern")
keep_in_sight("forms", "協働事業", _of_this_city, "main_form")
keep_in_sight("forms", "協働事業のほかの形態", _further_forms, "number")
keep_in_sight("fields", "協働事業", _fields, "number")
keep_in_sight("event_kinds", "催し", Event.objects.all, "kind")
