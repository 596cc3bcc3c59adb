"""What the city's people follow, and the digest of last week in the outbox."""

from urllib.parse import urlencode

from groups.actions.follows import choose_frequencies, follow
from groups.models import FollowKind, Frequency, NoticeKind
from groups.notices.sending import send_notices
from kyodo_portal.life.clock import Tick
from kyodo_portal.made_up.demonstration.cast import World
from kyodo_portal.made_up.demonstration.clock import at
from projects.models import Project

BEFORE = -75
"""On which day they began to follow."""


def follow_things(world: World) -> None:
    """The citizen follows two projects, their first group, a field and the conditions of a list; the
    manager of a group follows the project of another. Then the digests go out that were due yesterday."""
    with at(world.calendar.moment(BEFORE)):
        _follow(world)
    noon = world.calendar.moment(-1, 12)
    with at(noon):
        send_notices(Tick(noon, world.calendar.day(BEFORE)))


def _follow(world: World) -> None:
    citizen, manager = world.person("citizen"), world.person("group")
    lively = Project.objects.published().of_this_city().order_by("-updates__created_at", "-pk")
    projects = list(dict.fromkeys(lively.exclude(updates=None)[:20]))[:3]
    for project in projects[:2]:
        follow(by=citizen, kind=FollowKind.PROJECT, number=project.pk)
        if partner := project.partners.filter(group__isnull=False).first():
            follow(by=citizen, kind=FollowKind.GROUP, number=partner.group_id or 0)
    follow(by=citizen, kind=FollowKind.FIELD, number=3)
    follow(
        by=citizen,
        kind=FollowKind.SEARCH,
        slug="projects",
        query=urlencode({"q": "花"}),
        name="花と緑のこと",
    )
    for project in projects[2:]:
        follow(by=manager, kind=FollowKind.PROJECT, number=project.pk)
    choose_frequencies(by=manager, chosen={NoticeKind.FOLLOWED: Frequency.DAILY})
