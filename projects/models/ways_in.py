"""A day to which one can come is a way into its project (`ProjectQuerySet.joinable`)."""

from typing import Any

from django.db.models import QuerySet

from projects.models.events import Event
from projects.models.projects import WAYS_IN


def projects_with_a_day() -> QuerySet[Any, Any]:
    """The projects that hold a public day to which one can still come."""
    return Event.objects.public().open().exclude(project=None).order_by().values("project")


WAYS_IN.append(projects_with_a_day)
