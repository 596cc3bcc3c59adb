"""Projects and events at the desk of the city's staff."""

from projects.admin.events import EventAdmin
from projects.admin.projects import ProjectAdmin

__all__ = ["EventAdmin", "ProjectAdmin"]
