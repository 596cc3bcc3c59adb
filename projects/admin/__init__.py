"""Projects at the desk of the city's staff."""

from projects.admin.projects import ProjectAdmin

__all__ = ["ProjectAdmin"]
