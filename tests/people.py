"""The twelve kinds of people of the policy tables, around one group and one department; and the
thirteenth, who is one of them before a browser without a second factor."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.test import Client

from groups.models import Department, Group, User
from kyodo_portal.life.flows import Flow
from kyodo_portal.life.roles import Role
from tests.factories import make_department, make_group, make_staff, make_user
from tests.signing_in import sign_in

KINDS = (
    "anonymous",
    "citizen",
    "member",
    "manager",
    "other_manager",
    "staff",
    "other_staff",
    "coordinator",
    "reviewer",
    "other_reviewer",
    "committee",
    "superuser",
)

SAME_PERSON = {"staff_without_factor": "staff"}
"""Who signed in without a second factor is the same person to every rule, and everywhere but in the
admin, where nothing is shown to them."""

IN_BROWSERS = (*KINDS, *SAME_PERSON)
"""The thirteen kinds of people as they come to an address: what is asked of addresses is asked of all."""


@dataclass(frozen=True)
class Cast:
    """One group with a member and a manager, one department with its staff, and everybody else.

    `reviewer` is the one a test assigns; `other_reviewer` is never assigned anything.
    """

    group: Group
    department: Department
    people: dict[str, Any]

    def __getitem__(self, kind: str) -> Any:
        """The person of this kind as of a new request: nothing remembered from before."""
        person = self.people[SAME_PERSON.get(kind, kind)]
        return person if kind == "anonymous" else User.objects.get(pk=person.pk)

    def browser(self, kind: str) -> Client:
        """A browser in which this person is signed in, or nobody."""
        client = Client()
        if kind != "anonymous":
            sign_in(client, self[kind], factor=kind not in SAME_PERSON)
        return client


def make_cast(**group_fields: Any) -> Cast:
    """Make everybody. Keyword arguments go to the group."""
    people: dict[str, Any] = {
        "anonymous": AnonymousUser(),
        "citizen": make_user("市民"),
        "member": make_user("構成員"),
        "manager": make_user("管理者"),
        "other_manager": make_user("ほかの団体の管理者"),
        "coordinator": make_user("協働担当", roles=(Role.COORDINATOR,)),
        "reviewer": make_user("審査委員", roles=(Role.REVIEWER,)),
        "other_reviewer": make_user("割り当てのない審査委員", roles=(Role.REVIEWER,)),
        "committee": make_user("推進委員", roles=(Role.COMMITTEE,)),
        "superuser": make_user("システム管理者", is_superuser=True),
    }
    group = make_group(
        "花と道の会", managers=(people["manager"],), members=(people["member"],), **group_fields
    )
    make_group("ほかの会", managers=(people["other_manager"],))
    department = make_department("道路公園課")
    people["staff"] = make_staff(department, "所管課職員")
    people["other_staff"] = make_staff(make_department("ほかの課"), "ほかの課の職員")
    return Cast(group, department, people)


Policy = dict[str, dict[str, set[str]]]


def row(policy: Policy, status: str) -> dict[str, set[str]]:
    """The moves each kind of person may make in a status: what a policy does not name is refused."""
    return {kind: policy[status].get(kind, set()) for kind in KINDS}


def in_both_ways(kinds: Iterable[str]) -> frozenset[str]:
    """These people, in whichever way they signed in."""
    named = frozenset(kinds)
    return named | {kind for kind, person in SAME_PERSON.items() if person in named}


def open_moves(flow: Flow, cast: Cast, thing: Any) -> dict[str, set[str]]:
    """The moves of a thing that are open to each kind of person, each asked as in a new request."""
    again = type(thing)._base_manager.get
    return {kind: set(flow.open_to(cast[kind], again(pk=thing.pk))) for kind in KINDS}
