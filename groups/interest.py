"""Whose affair a group is (`kyodo_portal.life.interest`)."""

from collections.abc import Iterable

from django.db.models import Q

from groups.models import AgendaItem, Group, Meeting
from groups.questions import WHOSE_AFFAIR
from kyodo_portal.life.interest import Concern
from kyodo_portal.life.people import Account


def concerns_of(group: Group) -> Iterable[Concern]:
    """Its own members', from its application on."""
    return [Concern(groups=frozenset({group.pk}), since=lambda: group.created_at)]


def affairs_of(user: Account) -> Q:
    """The groups that are this person's own affair: theirs, and those they have left since the
    application."""
    own = Q(pk__in=list(user.role_by_group))
    for pk, ended_at in user.left_groups.items():
        own |= Q(pk=pk, created_at__lte=ended_at)
    return own


def concerns_of_meeting(meeting: Meeting) -> Iterable[Concern]:
    """Theirs whose affair any of its items is: who calls the meeting and writes its minutes is of none of
    them."""
    for concerns in WHOSE_AFFAIR.of_each(list(meeting.items.all())).values():
        yield from concerns


def concerns_of_item(item: AgendaItem) -> Iterable[Concern]:
    """Theirs whose affair is talked about under it."""
    return WHOSE_AFFAIR.of(item)
