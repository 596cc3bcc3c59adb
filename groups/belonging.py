"""Who comes to a group, who leaves it, who manages it: by name in its record, and told to its managers."""

from collections.abc import Hashable, Iterator
from contextlib import contextmanager

from django.utils.translation import gettext_lazy as _

from groups import people
from groups.models import Group, Membership
from kyodo_portal.life.comings import came_and_went
from kyodo_portal.life.flows import flow_of
from kyodo_portal.life.people import Person
from kyodo_portal.post import letters


def _members(group: Group) -> dict[Hashable, str]:
    """Everybody in the group now, by who they are in which role. One query."""
    rows = Membership.objects.running().filter(group=group).select_related("user")
    return {(row.user_id, row.role): str(row) for row in rows.order_by("joined_at", "pk")}


@contextmanager
def members_watched(group: Group, *, by: Person, how: str = "") -> Iterator[None]:
    """Around whatever may change who belongs to a group, and in which role: written down by name, and
    told to those who managed it and those who do. `how` the city came to know, where it acts for a group."""
    before, told = _members(group), list(people.managers([group]))
    yield
    change = came_and_went(before, _members(group))
    if not change:
        return
    note = f"{change}（{how}）" if how else str(change)
    entry = flow_of(group).record("members", group, by=by, note=note, data=change.facts())
    letters.tell_others(
        [*told, *people.managers([group])],
        by=by,
        about=group,
        told=_("団体の構成員か管理者が変わりました"),
        note=note,
        next_step=_(
            "団体のページで確かめてください。心当たりがないときは、協働担当にお知らせください。"
        ),
        key=f"group.members:{entry.pk}",
    )
