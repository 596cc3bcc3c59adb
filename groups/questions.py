"""What is asked about groups and others know (`kyodo_portal.life.questions`)."""

from groups.models import Group
from kyodo_portal.life.questions import Question

PROJECTS_SHOWN = 20
"""Projects on a group's page; the rest is in the register of projects."""

HAS_OPEN_WORK = Question("groups: has open work", of=Group, type=bool, default=False)
"""Whether it has agreed to a collaboration that has not ended."""

PUBLIC_PROJECTS = Question("groups: public projects", of=Group, type=tuple, default=())
"""The public projects it is a partner of, the latest first: at most one more than are shown."""
