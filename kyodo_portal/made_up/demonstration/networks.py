"""A network of the demonstration: a festival held by groups, each as far as it has come."""

from groups.actions.networks import ask_member, end_unanswered_members, enter_member, tell_members
from groups.flows import NETWORK_FLOW
from groups.models import Group, NetworkMember
from groups.models.groups import PUBLIC_STATUSES
from kyodo_portal.life.clock import Tick
from kyodo_portal.made_up.demonstration.cast import World, key_of
from kyodo_portal.made_up.demonstration.clock import at

NETWORK = "balloon"

#: Group, days ago on which it was asked, what became of it some days later, and the words with that.
ASKED: tuple[tuple[str, int, str, str], ...] = (
    ("mizube", -200, "accept", ""),
    ("sports", -180, "accept", ""),
    ("cosmos", -170, "accept", ""),
    ("books", -90, "decline", "秋は学校での読み聞かせが重なるため、今年は見送ります。"),
    ("river", -60, "withdraw", ""),
    ("care", -50, "", ""),
    ("hana", -4, "", ""),
)

#: On paper: group, days ago.
ENTERED = (("hinata", -150, "counter"), ("komichi", -140, "post"))


def gather_groups(world: World) -> None:
    """The festival asks groups to come in; some do, one leaves again, two came on paper."""
    network = world.groups[NETWORK]
    Group.objects.filter(pk=network.pk).update(is_network=True)
    network.refresh_from_db()
    if network.status not in PUBLIC_STATUSES:
        return
    by = world.manager_of(NETWORK)
    for key, days, move, note in ASKED:
        with at(world.calendar.moment(days, 10)):
            row, _ = ask_member(
                network=network,
                group=world.groups[key],
                words="空のひろばを、一緒につくりませんか。当日の持ち場は、話し合って決めます。",
                by=by,
                key=key_of(f"network/{key}"),
            )
        if move:
            mover = by if move == "withdraw" else world.manager_of(key)
            with at(world.calendar.moment(days + 5, 12)):
                NETWORK_FLOW.make(move, row, by=mover, note=note)
    for key, days, way in ENTERED:
        with at(world.calendar.moment(days, 15)):
            enter_member(
                network=network,
                group=world.groups[key],
                received={"came_by": way, "came_on": world.calendar.day(days)},
                by=world.coordinator,
                key=key_of(f"network/{key}"),
            )
    moment = world.calendar.moment(-15, 9)
    with at(moment):
        end_unanswered_members(Tick(moment, world.calendar.day(-400)))
    with at(world.calendar.moment(-30, 12)):
        left = NetworkMember.objects.running().get(group=world.groups["cosmos"])
        words = "街道の手入れと日が重なるため、ことしで抜けます。"
        NETWORK_FLOW.make("leave", left, by=world.manager_of("cosmos"), note=words)
    with at(world.calendar.moment(-8, 18)):
        tell_members(
            network=network,
            subject="次の打ち合わせの日",
            body="当日の持ち場を決めます。来られる方の人数を、お返事ください。",
            by=by,
            key=key_of("network/tell"),
        )
