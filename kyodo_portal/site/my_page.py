"""My page: what waits for me, what is mine."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Case, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from evaluations.waiting import waiting_for as waiting_in_evaluations
from groups.joining_mine import asked_to_join
from groups.models import Group, Leaving, MembershipRole, Thread
from groups.models.people import account_of
from groups.notices.shown import notices_of
from groups.waiting import groups_of, waiting_in
from kyodo_portal.life.people import Account, Person, is_signed_in
from kyodo_portal.life.stand_ins import waiting_for as standing_in
from kyodo_portal.life.waiting import Task, by_urgency
from kyodo_portal.writing.kept.texts import KeptText
from projects.asked_mine import asked_and_offered_by
from projects.asked_waiting import waiting_for as waiting_for_answers
from projects.attending.waiting import places_of
from projects.drafted import drafted_by
from projects.matching import help_of_mine
from projects.models import Participation, Project, ProjectStatus
from projects.waiting import waiting_with as waiting_in_projects
from proposals.models import Consultation, OpinionSubmission, Proposal
from proposals.opinions_mine import opinions_of_person, summaries_to_look_at
from proposals.rules.proposals import WRITABLE_STATUSES
from proposals.waiting import consultations_of_person, proposals_of
from proposals.waiting import waiting_with as waiting_in_proposals

NEWEST = 5
"""How many notices my page shows; their own page shows the rest."""

MINE = 20
"""How many of each kind my page shows; the lists behind its links show the rest."""


@dataclass(frozen=True, slots=True)
class Place:
    """A group somebody belongs to, and as what."""

    group: Group
    role_label: str


@dataclass(frozen=True, slots=True)
class Mine:
    """What is somebody's and what waits for them, as far as it is of one kind: read once for both."""

    groups: list[Any]
    seats: list[Participation]
    proposals: list[Any]
    consultations: list[Any]
    opinions: list[OpinionSubmission]


def read_mine(user: Account) -> Mine:
    """What is somebody's: one query for each kind."""
    return Mine(
        groups_of(user),
        places_of(user),
        proposals_of(user, MINE),
        consultations_of_person(user, MINE),
        opinions_of_person(user),
    )


def waiting_for(user: Person) -> list[Task]:
    """Everything in the portal that waits for this person, the most urgent first."""
    return waiting_with(user, read_mine(user)) if is_signed_in(user) else []


def waiting_with(user: Account, mine: Mine) -> list[Task]:
    """The same, where what is theirs is known."""
    return by_urgency(
        [
            *standing_in(user),
            *waiting_in(user, mine.groups),
            *waiting_in_projects(user, mine.seats),
            *waiting_for_answers(user),
            *waiting_in_proposals(user, mine.proposals, mine.consultations),
            *summaries_to_look_at(mine.opinions),
            *waiting_in_evaluations(user),
        ]
    )


def my_groups(user: Account, groups: list[Any]) -> list[Place]:
    """The groups somebody belongs to, with their role in each."""
    roles = user.role_by_group
    return [
        Place(group, str(MembershipRole(roles[group.pk]).label))
        for group in groups
        if group.pk in roles
    ]


def my_messages(user: Account) -> list[Thread]:
    """The messages that somebody's side has not read, the latest first."""
    threads = Thread.objects.visible_to(user).unread_by(user).with_unread(user)
    return list(threads.select_related("user", "guest", "group", "department")[:MINE])


def my_proposals(mine: list[Any]) -> tuple[list[Proposal], list[Proposal]]:
    """What somebody or their groups propose: what they can still write, and what is on its way."""
    newest = mine[:MINE]
    return (
        [proposal for proposal in newest if proposal.status in WRITABLE_STATUSES],
        [proposal for proposal in newest if proposal.status not in WRITABLE_STATUSES],
    )


def my_consultations(user: Account, found: list[Any]) -> list[Consultation]:
    """What somebody asked the desk, and what was asked for one of their groups."""
    theirs = [
        each
        for each in found
        if each.created_by_id == user.pk or each.group_id in user.role_by_group
    ]
    return theirs[:MINE]


def my_projects(user: Account) -> list[Project]:
    """The projects of somebody's groups and departments, those that are over last."""
    if not (user.role_by_group or user.department_ids):
        return []
    visible = Project.objects.visible_to(user)
    of_mine = visible.of_groups(list(user.role_by_group)) | visible.of_departments(
        user.department_ids
    )
    over = When(status__in=[ProjectStatus.EVALUATED, ProjectStatus.CANCELLED], then=1)
    return list(of_mine.order_by(Case(over, default=0), "-fiscal_year", "-pk")[:MINE])


@require_safe
@login_required
def my(request: HttpRequest) -> HttpResponse:
    """What waits for me, what is mine."""
    user = account_of(request.user)
    mine = read_mine(user)
    drafts, proposals = my_proposals(mine.proposals)
    context = {
        "crumbs": [(gettext("マイページ"), None)],
        "leaving": Leaving.objects.running().filter(user=user.pk).first(),
        "tasks": waiting_with(user, mine),
        "unread": my_messages(user),
        "kept_texts": KeptText.objects.visible_to(user),
        "joining": asked_to_join(user),
        "places": my_groups(user, mine.groups),
        "drafts": drafts,
        "proposals": proposals,
        "consultations": my_consultations(user, mine.consultations),
        "projects": my_projects(user),
        "opinions": mine.opinions[:MINE],
        "events": mine.seats,
        "drafted": drafted_by(user),
        "asked": asked_and_offered_by(user),
        "fitting": help_of_mine(user),
        "shown_at_most": MINE,
        "notices": notices_of(user, timezone.now())[:NEWEST],
    }
    return render(request, "my.html", context)
