"""What proposals know about projects (`projects.questions`) and groups (`groups.questions`)."""

from collections.abc import Collection

from django.urls import reverse

from groups.models import AgendaItem, Group, Meeting
from groups.questions import (
    ABOUT_ITEM,
    CONCLUSIONS_PAGE,
    IN_PROPOSALS,
    PACKETS,
    PACKETS_PAGE,
    RESULT_IS_OUT,
    WHOSE_AFFAIR,
    About,
)
from kyodo_portal.life.people import Person, is_signed_in
from kyodo_portal.life.waiting import Task
from projects.models import HelpWanted, Project
from projects.questions import BORN_OF, CAME_OF
from proposals.interest import concerns_of_proposal
from proposals.models import ConcernLead, Proposal, ProposalOnAgenda
from proposals.packets.shown import packets_for
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


@ABOUT_ITEM.answered_by
def proposals_of_items(items: Collection[AgendaItem], by: Person) -> dict[int, About]:
    """The proposal under each item that this person may see."""
    rows = ProposalOnAgenda.objects.filter(
        item__in=items, proposal__in=Proposal.objects.visible_to(by)
    )
    return {
        row.item_id: About(str(row.proposal), row.proposal.get_absolute_url())
        for row in rows.select_related("proposal")
    }


@WHOSE_AFFAIR.answered_by
def whose_proposals(items: Collection[AgendaItem], by: Person) -> dict[int, tuple[object, ...]]:
    """Theirs who propose what is talked about under each item, and the department's that answers for it."""
    rows = ProposalOnAgenda.objects.filter(item__in=items).select_related("proposal")
    return {row.item_id: tuple(concerns_of_proposal(row.proposal)) for row in rows}


@RESULT_IS_OUT.answered_by
def results_out(items: Collection[AgendaItem], by: Person) -> dict[int, bool]:
    """Of a proposal once the city's decision on it is public."""
    rows = ProposalOnAgenda.objects.filter(item__in=items).select_related("proposal__call")
    return {row.item_id: row.proposal.is_announced for row in rows}


@CONCLUSIONS_PAGE.answered_by
def conclusions_page(meetings: Collection[Meeting], by: Person) -> dict[int, str]:
    """One page for all items of a meeting, proposals and others."""
    name = "admin:proposals_proposalonagenda_meeting"
    return {meeting.pk: reverse(name, args=[meeting.pk]) for meeting in meetings}


@PACKETS.answered_by
def packets_of_meetings(meetings: Collection[Meeting], by: Person) -> dict[int, tuple[object, ...]]:
    """As this person may have them."""
    return {meeting.pk: tuple(packets_for(by, meeting)) for meeting in meetings}


@PACKETS_PAGE.answered_by
def packets_page(meetings: Collection[Meeting], by: Person) -> dict[int, str]:
    """Where a proposal is on the agenda."""
    rows = ProposalOnAgenda.objects.filter(item__meeting__in=meetings)
    name = "admin:proposals_packet_meeting"
    return {pk: reverse(name, args=[pk]) for pk in rows.values_list("item__meeting", flat=True)}
