"""Four roles × every act of a group: who of its people may do what for it."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from evaluations.rules.sheets import can_write as can_write_sheet
from groups.flows import GROUP_FLOW
from groups.models import Invitation, JoinRequest, Membership, MembershipRole, User
from groups.rules.documents import can_keep_kind
from groups.rules.groups import can_edit, can_view_contact, can_view_documents
from groups.rules.hand_overs import may_hand_over
from groups.rules.invitations import may_invite
from groups.rules.join_requests import may_answer_request
from groups.rules.members import can_leave, can_remove, can_view_people, may_change_role
from groups.rules.people import keeps_money_of
from groups.rules.roles import ACTS
from projects.rules.projects import can_edit as can_edit_project
from projects.rules.projects import can_post_update, can_sign
from proposals.flows import PROPOSAL_FLOW
from proposals.forms.consultations import ConsultationForm
from proposals.rules.calls import can_propose
from proposals.rules.proposals import can_edit_proposal, can_view_proposal
from tests.evaluations.factories import make_evaluation
from tests.factories import make_department, make_group, make_project, make_user
from tests.proposals.factories import make_call, make_proposal

pytestmark = pytest.mark.django_db

ALL = "representative manager treasurer member"
SPEAKING = "representative manager"

#: Every act of a group, and who of its people may do it.
TABLE = {
    "read the documents": ALL,
    "read who belongs to it": ALL,
    "read a draft": ALL,
    "report on the work": ALL,
    "handle its money": "representative manager treasurer",
    "keep its accounts": "representative manager treasurer",
    "keep its bylaws": SPEAKING,
    "read its contact record": SPEAKING,
    "edit its page": SPEAKING,
    "invite a member": SPEAKING,
    "invite a treasurer": SPEAKING,
    "invite a manager": "representative",
    "answer who wants to join": SPEAKING,
    "make a member the treasurer": SPEAKING,
    "make a member a manager": "representative",
    "make a member the representative": "",
    "make a manager a member": "representative",
    "make the representative a member": "",
    "remove a member": SPEAKING,
    "remove a manager": "representative",
    "remove the representative": "",
    "consult for it": SPEAKING,
    "propose for it": SPEAKING,
    "write a draft": SPEAKING,
    "submit a proposal": SPEAKING,
    "mend a plan": SPEAKING,
    "sign an agreement": SPEAKING,
    "write a sheet": SPEAKING,
    "put it to rest": SPEAKING,
    "hand it over": "representative",
    "leave": "manager treasurer member",
}

#: Which of these the page of the group's people tells in one line.
TOLD = {
    "read": "read a draft",
    "report": "report on the work",
    "money": "handle its money",
    "edit": "edit its page",
    "people": "answer who wants to join",
    "propose": "propose for it",
    "sign": "sign an agreement",
    "rest": "put it to rest",
    "managers": "make a member a manager",
    "hand_over": "hand it over",
}


@pytest.fixture
def people() -> dict[str, User]:
    return {role: make_user(role) for role in MembershipRole.values}


@pytest.fixture
def acts(people: dict[str, User]) -> dict[str, Callable[[User], Any]]:
    others = {role: make_user() for role in ("manager", "member")}
    group = make_group(
        "花の会",
        representative=people["representative"],
        managers=(people["manager"], others["manager"]),
        treasurer=people["treasurer"],
        members=(people["member"], others["member"]),
    )
    places = {role: Membership.objects.get(user=user) for role, user in others.items()}
    places["representative"] = Membership.objects.get(user=people["representative"])
    asked = JoinRequest(group=group, person=make_user())
    planned = make_project(groups=(group,), departments=(make_department(),))
    active = make_project(groups=(group,), status="active")
    sheet = make_evaluation(make_project(groups=(group,), status="completed")).assessments
    call = make_call(proposers="registered")
    draft = make_proposal(call=call, group=group)
    invitation = partial(Invitation, group=group)

    def consults(person: User) -> bool:
        form = ConsultationForm(by=person)
        return "group" in form.fields and group in form.fields["group"].queryset

    def own_place(person: User) -> Membership:
        return Membership.objects.get(user=person)

    return {
        "read the documents": lambda who: can_view_documents(who, group),
        "read who belongs to it": lambda who: can_view_people(who, group),
        "read a draft": lambda who: can_view_proposal(who, draft),
        "report on the work": lambda who: can_post_update(who, active),
        "handle its money": lambda who: keeps_money_of(who, [group.pk]),
        "keep its accounts": lambda who: can_keep_kind(who, group, "accounts"),
        "keep its bylaws": lambda who: can_keep_kind(who, group, "bylaws"),
        "read its contact record": lambda who: can_view_contact(who, group),
        "edit its page": lambda who: can_edit(who, group),
        "invite a member": lambda who: may_invite(who, invitation(group_role="member")),
        "invite a treasurer": lambda who: may_invite(who, invitation(group_role="treasurer")),
        "invite a manager": lambda who: may_invite(who, invitation(group_role="manager")),
        "answer who wants to join": lambda who: may_answer_request(who, asked),
        "make a member the treasurer": lambda who: may_change_role(
            who, places["member"], "treasurer"
        ),
        "make a member a manager": lambda who: may_change_role(who, places["member"], "manager"),
        "make a member the representative": lambda who: may_change_role(
            who, places["member"], "representative"
        ),
        "make a manager a member": lambda who: may_change_role(who, places["manager"], "member"),
        "make the representative a member": lambda who: may_change_role(
            who, places["representative"], "member"
        ),
        "remove a member": lambda who: can_remove(who, places["member"]),
        "remove a manager": lambda who: can_remove(who, places["manager"]),
        "remove the representative": lambda who: can_remove(who, places["representative"]),
        "consult for it": consults,
        "propose for it": lambda who: can_propose(who, call),
        "write a draft": lambda who: can_edit_proposal(who, draft),
        "submit a proposal": lambda who: PROPOSAL_FLOW.may_make(
            who, PROPOSAL_FLOW.moves["submit"], draft
        ),
        "mend a plan": lambda who: can_edit_project(who, planned),
        "sign an agreement": lambda who: can_sign(who, planned),
        "write a sheet": lambda who: can_write_sheet(who, sheet.get(side="group")),
        "put it to rest": lambda who: GROUP_FLOW.may_make(who, GROUP_FLOW.moves["rest"], group),
        "hand it over": lambda who: may_hand_over(who, group),
        "leave": lambda who: can_leave(who, own_place(who)),
    }


def test_roles_may_do_what_the_table_says(
    people: dict[str, User], acts: dict[str, Callable[[User], Any]]
) -> None:
    def open_to(act: Callable[[User], Any]) -> set[str]:
        again = {role: User.objects.get(pk=person.pk) for role, person in people.items()}
        return {role for role, person in again.items() if act(person)}

    assert {name: open_to(act) for name, act in acts.items()} == {
        name: set(roles.split()) for name, roles in TABLE.items()
    }


def test_page_tells_what_the_rules_hold() -> None:
    assert {act.name: {role.value for role in act.roles} for act in ACTS} == {
        name: set(TABLE[act].split()) for name, act in TOLD.items()
    }
