"""Finding the project a page is about."""

from django.db.models import Exists, OuterRef, prefetch_related_objects
from django.http import Http404

from groups.rules.groups import HIDDEN
from kyodo_portal.life.people import Person
from kyodo_portal.lists.whole import read_whole
from projects.models import Amendment, Project

ROWS = (
    *("partners", "responsible_departments", "forms", "fields"),
    *("goals", "roles", "costs", "schedule", "expenses", "steps"),
)
"""Everything written about a project in rows."""


def found_project(user: Person, pk: int, *, agreements: bool = True) -> Project:
    """The project with all its rows, if this person may see it; otherwise a 404."""
    amendments = Amendment.objects.filter(project=OuterRef("pk"))
    visible = Project.objects.visible_to(user).filter(pk=pk).with_source()
    found = visible.annotate(
        was_amended=Exists(amendments), amended_now=Exists(amendments.running())
    )
    projects = read_whole(found, *ROWS)
    if not projects:
        raise Http404(HIDDEN)
    if agreements:
        prefetch_related_objects(projects, "agreements__signatures")
    return projects[0]
