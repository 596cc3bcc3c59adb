"""Whose words a report's are: those of its project and of the reflection both sides wrote."""

from collections.abc import Iterable

from evaluations.models import Evaluation, Reflection
from kyodo_portal import search
from projects.models import Project


def evaluations_of_project(project: Project) -> Iterable[Evaluation]:
    """Every evaluation of the project."""
    return Evaluation.objects.filter(project=project).order_by("pk")


def evaluation_of_reflection(reflection: Reflection) -> Iterable[Evaluation]:
    """The evaluation the reflection belongs to."""
    return Evaluation.objects.filter(pk=reflection.evaluation_id)


search.follow(Project, evaluations_of_project)
search.follow(Reflection, evaluation_of_reflection)
