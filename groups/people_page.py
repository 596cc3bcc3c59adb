"""What the page of a group's people shows, and what somebody who goes leaves undone."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from groups.flows import HAND_OVER_FLOW
from groups.invitations.flow import INVITATION_FLOW
from groups.invitations.pages import masked
from groups.models import Group, Invitation, Membership, MembershipRole
from groups.models.memberships import SPEAKING
from groups.questions import OPEN_ACTS
from groups.rules.hand_overs import can_offer, may_hand_over
from groups.rules.invitations import can_invite_now
from groups.rules.members import may_change_role, may_keep_people
from groups.rules.roles import acts_of
from kyodo_portal.life.acts import Offer
from kyodo_portal.life.people import Person, is_signed_in
from kyodo_portal.life.waiting import Task
from kyodo_portal.words.languages import Words


@dataclass(frozen=True, slots=True)
class Row:
    """One person of the group; `url` leads to where their role is changed, for who may."""

    place: Membership
    url: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """An invitation or an offer that waits, with what this person may do with it."""

    thing: Any
    offers: list[Offer]
    move_url: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class RoleRow:
    """What people in one role may do."""

    label: Words
    acts: list[Words]


def people_of(group: Group, user: Person) -> dict[str, Any]:
    """The page's context, for this person. As many queries, however many people there are."""
    people = Membership.objects.select_related("user").in_order()
    prefetch_related_objects([group], Prefetch("memberships", queryset=people))
    places = [place for place in group.memberships.all() if place.ended_at is None]
    keeps = may_keep_people(user, group)
    own = user.role_by_group.get(group.pk) if is_signed_in(user) else None
    return {
        "rows": [Row(place, _page_of(place, user) if keeps else "") for place in places],
        "my_role": MembershipRole(own).label if own else "",
        "my_acts": acts_of(own) if own else [],
        "roles": [RoleRow(role.label, acts_of(role)) for role in MembershipRole],
        "keeps": keeps,
        "can_invite": can_invite_now(group) if keeps else None,
        "requests": _requests(group) if keeps else [],
        "invitations": _invitations(group, user) if keeps else [],
        "hand_overs": _hand_overs(group, user),
        "may_hand_over": may_hand_over(user, group) and len(places) > 1,
        "can_offer": can_offer(user, group),
    }


def _page_of(place: Membership, user: Person) -> str:
    if not may_change_role(user, place):
        return ""
    return reverse("groups:person", args=[place.pk])


def _requests(group: Group) -> list[Any]:
    waiting = group.join_requests.waiting().select_related("person")
    return list(waiting.order_by("created_at", "pk"))


def _invitations(group: Group, user: Person) -> list[Waiting]:
    waiting = Invitation.objects.waiting().filter(group=group).select_related("invited_by")
    found = []
    for invitation in waiting:
        invitation.group = group
        move_url = reverse("groups:invitation_move", args=[invitation.pk])
        address = masked(invitation.email)
        found.append(Waiting(invitation, _moves_of(invitation, user), move_url, address))
    return found


def _moves_of(invitation: Invitation, user: Person) -> list[Offer]:
    """What who invited does with it: whether it is one's own to accept, its letter says."""
    moves = (INVITATION_FLOW.moves[name] for name in ("resend", "withdraw"))
    theirs = (move for move in moves if INVITATION_FLOW.may_make(user, move, invitation))
    return [Offer(move, move.when(invitation)) for move in theirs]


def _hand_overs(group: Group, user: Person) -> list[Waiting]:
    found = []
    for offer in group.hand_overs.waiting().select_related("offered_by", "offered_to"):
        offer.group = group
        move_url = reverse("groups:hand_over_move", args=[offer.pk])
        found.append(Waiting(offer, HAND_OVER_FLOW.offers(user, offer), move_url))
    return found


def open_acts_of(place: Membership) -> list[Task]:
    """What somebody leaves undone who goes now: what waits for them in projects, proposals and
    evaluations, who waits for their answer, and the invitations that end with them."""
    group, person = place.group, place.user
    tasks = [task for question in OPEN_ACTS for task in question.of(group, by=person)]
    if place.role not in SPEAKING:
        return tasks
    people = reverse("groups:people", args=[group.pk])
    if asked := group.join_requests.waiting().count():
        tasks.append(
            Task(gettext("加入の申し込みに返事をする（{count}件）").format(count=asked), people)
        )
    sent = Invitation.objects.waiting().filter(
        group=group, invited_by=person, expires_at__gt=timezone.now()
    )
    if count := sent.count():
        tasks.append(
            Task(
                gettext("この人が送った招待（{count}件）は、引き受けられなくなる").format(
                    count=count
                ),
                people,
            )
        )
    return tasks
