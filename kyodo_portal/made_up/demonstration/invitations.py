"""People whom the administrator of the demonstration has invited, each as far as it has come."""

from groups.invitations.flow import INVITATION_FLOW, invite
from groups.models import Invitation
from kyodo_portal.life.roles import Role
from kyodo_portal.made_up.demonstration.cast import World, add_person
from kyodo_portal.made_up.demonstration.clock import at

#: Address, name, department, role, days ago, and what became of it. Nobody lives at these addresses.
INVITED = (
    ("committee2", "推進 ともえ（見本）", "", Role.COMMITTEE, -40, "accept"),
    ("invited-road", "道野 のぞむ（見本）", "road", "", -25, ""),
    ("invited-learn", "学田 はじめ（見本）", "learn", "", -9, "withdraw"),
    ("invited-library", "本間 しおり（見本）", "library", "", -2, ""),
)


def invite_people(world: World) -> None:
    """The administrator invites; whoever is invited accepts, or the administrator takes it back."""
    for key, name, department, role, days, move in INVITED:
        invitation = Invitation(
            name=name,
            email=f"{key}@example.jp",
            department=world.departments.get(department),
            role=role,
        )
        with at(world.calendar.moment(days, 9)):
            invite(invitation, by=world.person("admin"))
        with at(world.calendar.moment(days + 1, 10)):
            if move == "accept":
                INVITATION_FLOW.make(move, invitation, by=add_person(world, key, name))
            elif move:
                INVITATION_FLOW.make(move, invitation, by=world.person("admin"))
