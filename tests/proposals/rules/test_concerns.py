"""Who moves what people see is needed, in every status; and who may do what else."""

from collections.abc import Callable
from typing import Any

import pytest

from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.roles import Role
from kyodo_portal.life.stand_ins import StandIn
from proposals.actions.concern_answers import merge_concerns
from proposals.flows import CONCERN_FLOW
from proposals.models import Concern, ConcernPhoto, ConcernStatus
from proposals.rules import concerns as rules
from tests.factories import make_user
from tests.people import KINDS, Cast, Policy, make_cast, open_moves, row
from tests.proposals.concerning import add_photo, make_concern, make_guest

pytestmark = pytest.mark.django_db

#: Told by the citizen, passed to the department of the staff.
CONCERNS: Policy = {
    "received": {"citizen": {"withdraw"}, "coordinator": {"keep_private"}},
    "public": {"citizen": {"withdraw"}, "coordinator": {"keep_private"}},
    "private": {"citizen": {"withdraw"}},
    "answered": dict.fromkeys(("coordinator", "staff"), {"finish"}),
    **dict.fromkeys(("unconfirmed", "done", "merged", "withdrawn"), {}),
}

SEEN_BY_ALL = ("public", "answered", "done")
ITS_SIDE = {"citizen", "staff", "coordinator", "superuser"}


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def concern_in(cast: Cast, status: str) -> Concern:
    if status == "unconfirmed":
        told = {"guest": make_guest(confirmed_at=None, confirmed_how="")}
    else:
        told = {"created_by": cast["citizen"]}
    if status == "merged":
        told["same_as"] = make_concern()
    return make_concern(status=status, department=cast.department, **told)


def test_policy_names_every_status() -> None:
    assert set(CONCERNS) == set(ConcernStatus.values)


@pytest.mark.parametrize("status", CONCERNS)
def test_moves(cast: Cast, status: str) -> None:
    assert open_moves(CONCERN_FLOW, cast, concern_in(cast, status)) == row(CONCERNS, status)


@pytest.mark.parametrize("status", CONCERNS)
def test_who_sees_it(cast: Cast, status: str) -> None:
    concern = concern_in(cast, status)
    seen = {
        kind
        for kind in KINDS
        if Concern.objects.visible_to(cast[kind]).filter(pk=concern.pk).exists()
    }

    if status in SEEN_BY_ALL:
        assert seen == set(KINDS)
    elif status == "unconfirmed":
        assert seen == {"staff"}
    else:
        assert seen == ITS_SIDE


def test_who_does_what_else(cast: Cast) -> None:
    waiting, shown = concern_in(cast, "received"), concern_in(cast, "public")

    def who(verdict: Callable[[Any], Any]) -> set[str]:
        return {kind for kind in KINDS if verdict(cast[kind])}

    desk = {"coordinator", "staff"}
    assert who(lambda person: rules.can_edit(person, waiting)) == {"citizen"}
    assert who(lambda person: rules.can_edit(person, shown)) == set()
    assert who(lambda person: rules.can_say_me_too(person, shown)) == set(KINDS) - {"citizen"}
    assert who(lambda person: rules.can_say_me_too(person, waiting)) == set()
    assert who(lambda person: rules.can_answer(person, shown)) == desk
    assert who(lambda person: rules.can_answer(person, waiting)) == set()
    assert who(lambda person: rules.can_pass_on(person, shown)) == {"coordinator"}
    assert who(lambda person: rules.can_publish(person, waiting)) == {"coordinator"}
    assert who(lambda person: rules.can_publish(person, shown)) == set()
    assert who(lambda person: rules.can_merge(person, waiting)) == {"coordinator"}
    assert who(lambda person: rules.can_judge_photo(person, waiting)) == {"coordinator"}
    assert who(lambda person: rules.can_lead_on(person, shown)) == desk
    assert who(lambda person: rules.can_lead_on(person, waiting)) == set()
    assert who(lambda person: rules.can_consult_about(person, shown)) == set(KINDS) - {"anonymous"}
    assert who(rules.may_enter) == {"coordinator", "staff", "other_staff"}


@pytest.mark.parametrize("merged", [False, True])
def test_coordinator_who_told_it_decides_nothing(cast: Cast, merged: bool) -> None:
    free, own = cast["coordinator"], make_user(roles=(Role.COORDINATOR,))
    concern = make_concern(created_by=None if merged else own, guest=None)
    if merged:
        merge_concerns(concerns=[make_concern(created_by=own)], into=concern, by=free)

    assert [
        bool(rule(own, concern))
        for rule in (
            rules.can_answer,
            rules.can_publish,
            rules.can_merge,
            rules.can_pass_on,
            rules.can_judge_photo,
            rules.can_lead_on,
        )
    ] == [False] * 6
    assert "keep_private" not in CONCERN_FLOW.open_to(own, concern)
    assert bool(rules.can_answer(free, concern))
    with pytest.raises(MoveRefused):
        merge_concerns(concerns=[make_concern()], into=concern, by=own)


def test_stand_in_sees_the_photo_with_what_it_belongs_to(cast: Cast) -> None:
    photo = add_photo(make_concern(status="received"))

    def sees() -> bool:
        return photo in ConcernPhoto.objects.visible_to(cast["other_staff"])

    before = sees()
    StandIn.objects.create(
        person=cast["other_staff"],
        target_model="proposals.concern",
        target_id=photo.concern_id,
        target_label="街灯",
        reason="担当の全員が書いたため",
        named_by=cast["superuser"],
    )
    assert (before, sees()) == (False, True)


def test_what_holds_others_is_not_withdrawn(cast: Cast) -> None:
    concern = concern_in(cast, "public")
    merge_concerns(concerns=[make_concern()], into=concern, by=cast["coordinator"])

    assert CONCERN_FLOW.open_to(cast["citizen"], concern) == []
