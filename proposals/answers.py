"""What proposals know about projects (`projects.questions`)."""

from collections.abc import Collection

from kyodo_portal.life.people import Person
from projects.models import Project
from projects.questions import BORN_OF
from proposals.models import Proposal


@BORN_OF.answered_by
def born_of(projects: Collection[Project], by: Person) -> dict[int, object]:
    """The proposal of each, with its call."""
    visible = Proposal.objects.visible_to(by).filter(project__in=projects).select_related("call")
    return {proposal.project_id: proposal for proposal in visible if proposal.project_id}
