"""Who moves a group in and out of a network, who may be asked, and that no network is within itself."""

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from groups.flows import NETWORK_FLOW
from groups.models import Group, NetworkMember, NetworkStatus
from groups.rules import networks as rules
from tests.factories import make_group, make_user
from tests.groups.networking import make_member, make_network
from tests.people import KINDS, Cast, Policy, make_cast, open_moves, row

pytestmark = pytest.mark.django_db

#: The group of the other manager in the network of the manager.
MOVES: Policy = {
    "asked": {"manager": {"withdraw"}, "other_manager": {"accept", "decline"}},
    "member": {
        **dict.fromkeys(("manager", "coordinator"), {"release"}),
        "other_manager": {"leave"},
    },
    **dict.fromkeys(("declined", "withdrawn", "unanswered", "left"), {}),
}


@pytest.fixture
def cast() -> Cast:
    return make_cast(is_network=True)


def other_of(cast: Cast) -> Group:
    return Group.objects.get(pk__in=cast["other_manager"].managed_group_ids)


def test_policy_names_every_status() -> None:
    assert set(MOVES) == set(NetworkStatus.values)


@pytest.mark.parametrize("status", MOVES)
def test_moves_of_a_member(cast: Cast, status: str) -> None:
    tie = make_member(cast.group, other_of(cast), status=status)
    assert open_moves(NETWORK_FLOW, cast, tie) == row(MOVES, status)


@pytest.mark.parametrize(
    ("rule", "kinds"),
    [
        (rules.may_keep_network, {"manager", "coordinator"}),
        (rules.may_tell_members, {"manager"}),
        (lambda person, _: rules.may_enter_member(person), {"coordinator"}),
    ],
)
def test_who_keeps_a_network(cast: Cast, rule: Any, kinds: set[str]) -> None:
    assert {kind for kind in KINDS if rule(cast[kind], cast.group)} == kinds


#: Of the asked group: how it stands, and the word of the refusal; nothing where it may be asked.
ASKED = {
    "registered": ({}, ""),
    "dormant": ({"status": "dormant"}, "返事のできる人がいません"),
    "applied": ({"status": "applied"}, "いま登録されていません"),
    "deleted": ({"status": "deleted"}, "いま登録されていません"),
    "unmanaged": ({"managers": ()}, "窓口が書き写します"),
}


@pytest.mark.parametrize("case", ASKED)
def test_which_groups_can_be_asked(case: str) -> None:
    fields, words = ASKED[case]
    group = make_group(**{"managers": (make_user(),), **fields})

    verdict = rules.can_ask_member(make_network(), group)

    assert (bool(verdict), words in verdict.reason) == (not words, True)


@pytest.mark.parametrize(
    ("network", "words"),
    [
        ({"is_network": False}, "団体が集まった団体"),
        ({"is_network": True, "status": "dormant"}, "登録されている団体"),
    ],
)
def test_only_a_registered_network_asks(network: dict[str, Any], words: str) -> None:
    asks = make_group(**network)
    assert words in rules.can_ask_member(asks, make_group(managers=(make_user(),))).reason


@pytest.mark.parametrize(
    ("status", "days", "words"),
    [
        ("asked", 0, "すでに誘っています"),
        ("member", 0, "すでに参加しています"),
        ("declined", 29, "もう一度誘えます"),
        ("declined", 31, ""),
        ("left", 0, ""),
        ("withdrawn", 0, ""),
        ("unanswered", 0, ""),
    ],
)
def test_a_group_is_asked_once_at_a_time(status: str, days: int, words: str) -> None:
    network, group = make_network(), make_group(managers=(make_user(),))
    answered = {}
    if days:
        answered = {
            "answered_by": make_user(),
            "answered_at": timezone.now() - dt.timedelta(days=days),
        }
    make_member(network, group, status=status, **answered)

    verdict = rules.can_ask_member(network, group)

    assert (bool(verdict), words in verdict.reason) == (not words, True)


def test_no_network_is_within_itself_on_whatever_way() -> None:
    whole, part, leaf = (make_network(name) for name in ("全体", "部分", "末端"))
    make_member(whole, part)
    make_member(part, leaf)
    make_member(leaf, whole, status="left")

    within = {
        (one.name, other.name)
        for one in (whole, part, leaf)
        for other in (whole, part, leaf)
        if rules.is_within(one, other)
    }

    assert within == {("部分", "全体"), ("末端", "部分"), ("末端", "全体")}
    assert "互いに参加団体" in rules.can_bring_in(leaf, whole).reason
    assert "ネットワーク自身" in rules.can_bring_in(leaf, leaf).reason


def test_invitation_is_not_accepted_into_a_circle(cast: Cast) -> None:
    other = other_of(cast)
    Group.objects.filter(pk=other.pk).update(is_network=True)
    tie = make_member(cast.group, other, status="asked")
    make_member(other, cast.group)

    offers = NETWORK_FLOW.offers(cast["other_manager"], tie)

    can = {offer.move.name: bool(offer.verdict) for offer in offers}
    assert can == {"accept": False, "decline": True}


@pytest.mark.parametrize("fields", [{"itself": True}, {"left_at": timezone.now()}, {"twice": True}])
def test_database_holds_what_must_hold(fields: dict[str, Any]) -> None:
    network, group = make_network(), make_group()
    if fields.pop("itself", False):
        group = network
    if fields.pop("twice", False):
        make_member(network, group, status="asked")

    with pytest.raises(IntegrityError), transaction.atomic():
        make_member(network, group, **fields)

    assert NetworkMember.objects.running().count() == 0


@pytest.mark.parametrize(("status", "can"), [("asked", False), ("member", False), ("left", True)])
def test_network_with_groups_in_it_stays_one(status: str, can: bool) -> None:
    network = make_network()
    make_member(network, status=status)
    assert bool(rules.can_stop_being_a_network(network)) is can
