"""A group's people in the same instant: an invitation is accepted once, a group has one representative."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from allauth.account.models import EmailAddress

from groups.actions.members import enter_hand_over
from groups.flows import HAND_OVER_FLOW
from groups.invitations.flow import INVITATION_FLOW, invite
from groups.models import Group, HandOver, Invitation, Membership, User
from kyodo_portal.life.flows import MoveRefused
from tests.factories import make_coordinator, make_group, make_user, today
from tests.groups.people import offer, roles_in
from tests.races import at_once

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def member_to_be(name: str) -> User:
    account = make_user(name)
    EmailAddress.objects.create(user=account, email=account.email, verified=True, primary=True)
    return account


def asked(group: Group, account: User, *, by: User, role: str = "member") -> Invitation:
    asks = Invitation(name=account.display_name, email=account.email, group=group, group_role=role)
    return invite(asks, by=by)


def refusals(*calls: Callable[[], Any]) -> int:
    """How many of these, made at once, were refused; nothing else went wrong."""
    wrong = [each for each in at_once(*calls) if isinstance(each, Exception)]
    assert [type(each) for each in wrong] == [MoveRefused] * len(wrong), wrong
    return len(wrong)


def test_invitation_used_twice_is_one_place() -> None:
    group = make_group(representative=make_user("代表"))
    account = member_to_be("花子")
    invitation = asked(group, account, by=User.objects.get(display_name="代表"))
    use = partial(INVITATION_FLOW.make, "accept", invitation, by=account)

    assert refusals(use, use, use) == 2
    assert Membership.objects.filter(group=group, user=account).count() == 1


def test_invitation_taken_back_while_it_is_used_is_one_or_the_other() -> None:
    representative, account = make_user("代表"), member_to_be("花子")
    group = make_group(representative=representative)
    invitation = asked(group, account, by=representative)

    refused = refusals(
        partial(INVITATION_FLOW.make, "accept", invitation, by=account),
        partial(INVITATION_FLOW.make, "withdraw", invitation, by=representative),
    )

    invitation.refresh_from_db()
    assert refused == 1
    assert ("花子" in roles_in(group)) == (invitation.status == "accepted")


def test_two_invited_to_represent_are_one_representative() -> None:
    group, desk = make_group(), make_coordinator()
    accounts = [member_to_be("花子"), member_to_be("太郎")]
    invitations = [asked(group, each, by=desk, role="representative") for each in accounts]

    refused = refusals(
        *(
            partial(INVITATION_FLOW.make, "accept", invitation, by=account)
            for invitation, account in zip(invitations, accounts, strict=True)
        )
    )

    assert refused == 1
    assert list(roles_in(group).values()) == ["representative"]


def test_hand_over_accepted_twice_is_one() -> None:
    former, receiver = make_user("いまの代表"), make_user("次の代表")
    group = make_group(representative=former, members=(receiver,))
    waiting = offer(group, receiver)
    accept = partial(HAND_OVER_FLOW.make, "accept", waiting, by=receiver)

    assert refusals(accept, accept) == 1
    assert roles_in(group) == {"いまの代表": "manager", "次の代表": "representative"}


def test_hand_over_accepted_while_another_is_entered_leaves_one_representative() -> None:
    former, receiver, on_paper = make_user("いまの代表"), make_user("甲"), make_user("乙")
    group, desk = make_group(representative=former, members=(receiver,)), make_coordinator()
    waiting = offer(group, receiver)
    entered = HandOver(group=group, offered_to=on_paper, came_by="post", came_on=today())

    at_once(
        partial(HAND_OVER_FLOW.make, "accept", waiting, by=receiver),
        partial(enter_hand_over, hand_over=entered, by=desk),
    )

    roles = roles_in(group)
    assert sorted(roles.values()).count("representative") == 1
    assert roles["いまの代表"] == "manager"
