"""The way to the pages of a project."""

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext

from kyodo_portal.web.crumbs import Crumbs
from projects.models import Project

LONGEST_TITLE = 30


def crumbs_to(project: Project, page: str = "") -> Crumbs:
    """The way to the project, or to one of its pages; a long title is shortened."""
    title = Truncator(project.title).chars(LONGEST_TITLE)
    way: Crumbs = [(gettext("協働事業"), reverse("projects:list"))]
    if not page:
        return [*way, (title, None)]
    return [*way, (title, project.get_absolute_url()), (page, None)]
