"""Who moves what a group offers, and what is said about it, in every status."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from groups.flows import OFFER_FLOW, OFFER_TALK_FLOW
from groups.models import Group, Offer, OfferStatus, OfferTalk, TalkStatus
from groups.rules import offers as rules
from tests.factories import make_group, make_user, today
from tests.groups.offering import make_offer, make_talk
from tests.people import KINDS, Cast, Policy, make_cast, open_moves, row

pytestmark = pytest.mark.django_db

GIVERS = ("coordinator", "manager")

#: An offer of the manager's group, for which the group of the other manager asks.
OFFERS: Policy = {
    **dict.fromkeys(("open", "talking", "expired"), dict.fromkeys(GIVERS, {"withdraw"})),
    **dict.fromkeys(("agreed", "thanked", "withdrawn"), {}),
}

TALKS: Policy = {
    "asked": {**dict.fromkeys(GIVERS, {"agree", "decline"}), "other_manager": {"withdraw"}},
    "agreed": dict.fromkeys((*GIVERS, "other_manager"), {"call_off"}),
    **dict.fromkeys(("thanked", "declined", "withdrawn", "unanswered"), {}),
}


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def taker_of(cast: Cast) -> Group:
    return Group.objects.get(pk__in=cast["other_manager"].managed_group_ids)


def offer_in(cast: Cast, status: str) -> Offer:
    past = {"ends_on": today() - dt.timedelta(days=1)} if status == "expired" else {}
    return make_offer(cast.group, status="open" if past else status, **past)


def talk_in(cast: Cast, status: str) -> OfferTalk:
    offers = {"asked": "talking", "agreed": "agreed", "thanked": "thanked"}
    offer = make_offer(cast.group, status=offers.get(status, "open"))
    return make_talk(offer, taker_of(cast), status=status)


def test_policy_names_every_status() -> None:
    assert (set(OFFERS), set(TALKS)) == (set(OfferStatus.values), set(TalkStatus.values))


@pytest.mark.parametrize("status", OFFERS)
def test_moves_of_an_offer(cast: Cast, status: str) -> None:
    assert open_moves(OFFER_FLOW, cast, offer_in(cast, status)) == row(OFFERS, status)


@pytest.mark.parametrize("status", TALKS)
def test_moves_of_a_talk(cast: Cast, status: str) -> None:
    assert open_moves(OFFER_TALK_FLOW, cast, talk_in(cast, status)) == row(TALKS, status)


def test_who_offers_asks_changes_and_thanks(cast: Cast) -> None:
    offer, taker = make_offer(cast.group), taker_of(cast)
    talk = make_talk(make_offer(cast.group, status="agreed"), taker, status="agreed")

    def who(verdict: Callable[[Any], Any]) -> set[str]:
        return {kind for kind in KINDS if verdict(cast[kind])}

    assert who(lambda person: rules.can_make_offer(person, cast.group)) == {
        "manager",
        "coordinator",
    }
    assert who(lambda person: rules.can_edit_offer(person, offer)) == {"manager", "coordinator"}
    assert who(lambda person: rules.may_ask_as(person, taker, offer)) == {"other_manager"}
    assert who(lambda person: rules.may_ask_as(person, cast.department, offer)) == {"staff"}
    assert who(lambda person: rules.can_thank_for(person, talk)) == {"other_manager"}


def test_who_speaks_for_both_sides_neither_asks_nor_answers(cast: Cast) -> None:
    both = make_user()
    taker = make_group(managers=(both, cast["other_manager"]))
    cast.group.memberships.create(user=both, role="manager")
    offer = make_offer(cast.group)
    talk = make_talk(offer, taker)

    assert not rules.may_ask_as(both, taker, offer)
    assert not rules.may_answer_talk(both, talk)
    assert rules.may_take_back_talk(both, talk)


@pytest.mark.parametrize("status", ["applied", "dormant", "deleted"])
def test_group_that_is_not_registered_offers_nothing(status: str) -> None:
    cast = make_cast(status=status)
    offer = make_offer(cast.group)

    assert not rules.can_make_offer(cast["manager"], cast.group)
    assert (bool(rules.can_ask(offer)), offer.live_status) == (False, "expired")


def test_what_is_asked_for_is_not_changed_under_the_asker(cast: Cast) -> None:
    verdict = rules.can_edit_offer(cast["manager"], offer_in(cast, "talking"))

    assert (bool(verdict), "相談が届いているあいだは" in str(verdict.reason)) == (False, True)
