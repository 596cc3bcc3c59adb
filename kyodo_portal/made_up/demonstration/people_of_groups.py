"""Who comes to the groups of the demonstration, and who is asked to represent them."""

from groups.actions.members import ask_to_join, change_role, offer_hand_over
from groups.flows import JOIN_FLOW
from groups.invitations.flow import INVITATION_FLOW, invite
from groups.models import Invitation, Membership
from kyodo_portal.made_up.demonstration.cast import World, add_person, key_of
from kyodo_portal.made_up.demonstration.clock import at

#: Group, address, name, role, days ago, and what became of it. Nobody lives at these addresses.
INVITED = (
    ("hana", "invited-hana", "花田 まねき（見本）", "manager", -3, ""),
    ("care", "came-care", "手島 きたる（見本）", "member", -30, "accept"),
    ("books", "invited-books", "本田 まねき（見本）", "treasurer", -20, ""),
)

#: Group, key and name of who asks, words, days ago, the answer and its reason.
ASKED = (
    ("hana", "citizen", "", "週末なら水やりを手伝えます。土いじりは初めてです。", -2, "", ""),
    ("books", "asks-books", "読谷 はじめ（見本）", "読み聞かせをしてみたいです。", -17, "", ""),
    (
        *("care", "asks-care", "手塚 たすく（見本）", "送り迎えの運転ができます。", -12, "decline"),
        "送迎の活動は、いまは保険の手続き中です。秋にまた声をかけてください。",
    ),
)


def people_of_groups(world: World) -> None:
    """One group keeps a treasurer, invites and is asked; another is about to be handed over."""
    for key, address, name, role, days, move in INVITED:
        group = world.groups[key]
        invitation = Invitation(
            name=name, email=f"{address}@example.jp", group=group, group_role=role
        )
        with at(world.calendar.moment(days, 19)):
            invite(invitation, by=world.manager_of(key))
        if move:
            with at(world.calendar.moment(days + 1, 20)):
                INVITATION_FLOW.make(move, invitation, by=add_person(world, address, name))
    for key, person, name, words, days, move, reason in ASKED:
        if name:
            add_person(world, person, name)
        with at(world.calendar.moment(days, 20)):
            request, _ = ask_to_join(
                group=world.groups[key],
                words=words,
                by=world.person(person),
                key=key_of(f"join/{person}"),
            )
        if move:
            with at(world.calendar.moment(days + 2, 12)):
                JOIN_FLOW.make(move, request, by=world.manager_of(key), note=reason)
    with at(world.calendar.moment(-1, 12)):
        change_role(
            membership=_place(world, "hana", "member-hana"),
            role="treasurer",
            by=world.manager_of("hana"),
        )
    with at(world.calendar.moment(-4, 18)):
        offer_hand_over(place=_place(world, "books", "member-books"), by=world.manager_of("books"))


def _place(world: World, group: str, person: str) -> Membership:
    return Membership.objects.select_related("group", "user").get(
        group=world.groups[group], user=world.people[person]
    )
