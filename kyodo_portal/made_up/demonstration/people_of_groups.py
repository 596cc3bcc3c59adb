"""Who comes to the groups of the demonstration, and who is asked to represent them."""

from groups.actions.members import ask_to_join, change_role, offer_hand_over
from groups.flows import HAND_OVER_FLOW, JOIN_FLOW
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

#: Group, key and name of who asks, words, days ago, the answer, how many days later, and its reason.
ASKED = (
    ("hana", "citizen", "", "週末なら水やりを手伝えます。土いじりは初めてです。", -2, "", 0, ""),
    ("books", "asks-books", "読谷 はじめ（見本）", "読み聞かせをしてみたいです。", -17, "", 0, ""),
    (
        "care", "asks-care", "手塚 たすく（見本）", "送り迎えの運転ができます。", -12, "decline", 2,
        "送迎の活動は、いまは保険の手続き中です。秋にまた声をかけてください。",
    ),
    ("tetsunagi", "joins-tetsunagi", "手島 つなぐ（見本）", "電球の交換ならできます。", -95, "accept", 3, ""),
    ("konoyubi", "joins-konoyubi", "指宿 まどか（見本）", "上の子がここで育ちました。", -70, "accept", 1, ""),
    ("science", "joins-science", "実野 ためす（見本）", "理科の教員をめざしています。", -55, "accept", 2, ""),
    ("sports", "citizen", "", "ボッチャの教室を手伝いたいです。", -30, "withdraw", 4, ""),
    (
        "bosai", "asks-bosai", "備前 そなえ（見本）", "備蓄の食べ回し会に加わりたいです。", -34, "close_unanswered", 25,
        "団体の方に電話がつながりませんでした。防災の講座は、協働の窓口でもご案内しています。",
    ),
)  # fmt: skip

#: Group, the member who is asked to take over, how many days ago, the answer and how many days later. Where
#: there is none, it has run out after two weeks; asked again, the first is withdrawn.
HANDED = (
    ("tetsunagi", "joins-tetsunagi", -60, "", 0),
    ("tetsunagi", "joins-tetsunagi", -20, "", 0),
    ("konoyubi", "joins-konoyubi", -31, "accept", 2),
    ("science", "joins-science", -28, "decline", 3),
    ("books", "member-books", -4, "", 0),
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
    for key, person, name, words, days, move, later, reason in ASKED:
        if name:
            add_person(world, person, name)
        with at(world.calendar.moment(days, 20)):
            request, _ = ask_to_join(
                group=world.groups[key],
                words=words,
                by=world.person(person),
                key=key_of(f"join/{key}/{person}"),
            )
        if move:
            by = {"withdraw": request.person, "close_unanswered": world.coordinator}
            with at(world.calendar.moment(days + later, 12)):
                JOIN_FLOW.make(move, request, by=by.get(move, world.manager_of(key)), note=reason)
    with at(world.calendar.moment(-1, 12)):
        change_role(
            membership=_place(world, "hana", "member-hana"),
            role="treasurer",
            by=world.manager_of("hana"),
        )
    for key, person, days, move, later in HANDED:
        with at(world.calendar.moment(days, 18)):
            offer = offer_hand_over(place=_place(world, key, person), by=world.manager_of(key))
        if move:
            with at(world.calendar.moment(days + later, 19)):
                HAND_OVER_FLOW.make(move, offer, by=world.person(person))


def _place(world: World, group: str, person: str) -> Membership:
    return Membership.objects.select_related("group", "user").get(
        group=world.groups[group], user=world.people[person]
    )
