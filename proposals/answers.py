"""What proposals know about projects (`projects.questions`) and groups (`groups.questions`)."""

from collections.abc import Collection

from groups.models import Group
from groups.questions import IN_PROPOSALS
from kyodo_portal.life.people import Person, is_signed_in
from kyodo_portal.life.waiting import Task
from projects.models import HelpWanted, Project
from projects.questions import BORN_OF, CAME_OF
from proposals.models import ConcernLead, Proposal
from proposals.waiting import writing_in_group


@BORN_OF.answered_by
def born_of(projects: Collection[Project], by: Person) -> dict[int, object]:
    """The proposal of each, with its call."""
    visible = Proposal.objects.visible_to(by).filter(project__in=projects).select_related("call")
    return {proposal.project_id: proposal for proposal in visible if proposal.project_id}


@CAME_OF.answered_by
def came_of(asked: Collection[HelpWanted], by: Person) -> dict[int, tuple[object, ...]]:
    """The concerns from which each began."""
    leads = ConcernLead.objects.visible_to(by).filter(help_wanted__in=asked)
    found: dict[int, tuple[object, ...]] = {}
    for lead in leads.select_related("concern"):
        if lead.help_wanted_id is not None:
            found[lead.help_wanted_id] = (*found.get(lead.help_wanted_id, ()), lead.concern)
    return found


@IN_PROPOSALS.answered_by
def open_acts_in_proposals(groups: Collection[Group], by: Person) -> dict[int, tuple[Task, ...]]:
    """The drafts and corrections this person writes for each group they belong to."""
    if not is_signed_in(by):
        return {}
    own = [group.pk for group in groups if group.pk in by.role_by_group]
    return {pk: tuple(writing_in_group(by, pk)) for pk in own}
