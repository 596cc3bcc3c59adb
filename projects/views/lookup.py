"""Finding the project a page is about."""

from typing import Any

from django.db.models import prefetch_related_objects
from django.http import Http404

from groups.rules import HIDDEN
from projects.json_prefetch import PROJECT_ROWS, put_in_place, with_rows
from projects.models import Project
from projects.models.projects import ProjectQuerySet


def found_project(user: Any, pk: int, *, agreements: bool = True) -> Project:
    """The project with all its rows, if this person may see it; otherwise a 404."""
    visible: ProjectQuerySet = with_rows(Project, *PROJECT_ROWS).visible_to(user)
    projects = put_in_place(visible.filter(pk=pk).with_source(), *PROJECT_ROWS)
    if not projects:
        raise Http404(HIDDEN)
    if agreements:
        prefetch_related_objects(projects, "agreements__signatures")
    return projects[0]
