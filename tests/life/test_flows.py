"""A move: made once, by who may, from where it may, with its record and its letters — or not at all."""

from typing import Any

import pytest

from groups.flows import GROUP_FLOW
from groups.models import Group, GroupStatus
from kyodo_portal.life.audit import AuditEntry
from kyodo_portal.life.flows import Flow, Move, MoveRefused
from kyodo_portal.post.outbox import OutgoingMail
from proposals.flows import PROPOSAL_FLOW
from proposals.models import Proposal
from tests.factories import make_coordinator, make_group, make_user, today
from tests.proposals.factories import make_proposal
from tests.races import at_once

pytestmark = pytest.mark.django_db


def applied_group(**fields: Any) -> Group:
    return make_group(status=GroupStatus.APPLIED, managers=(make_user(),), **fields)


def test_move_changes_status_with_its_stamps_and_its_record() -> None:
    group, coordinator = applied_group(), make_coordinator()

    moved = GROUP_FLOW.make("register", group, by=coordinator, note="確認しました")

    group.refresh_from_db()
    assert (group.status, moved.status) == ("registered", "registered")
    entry = AuditEntry.objects.of(group).get()
    assert group.registered_at == moved.registered_at
    assert (entry.by, entry.action, entry.status_before, entry.status_after, entry.note) == (
        coordinator,
        "group.register",
        "applied",
        "registered",
        "確認しました",
    )


def test_move_writes_one_letter_to_each_manager_and_none_to_the_actor() -> None:
    group, coordinator = applied_group(), make_coordinator()

    GROUP_FLOW.make("register", group, by=coordinator)

    letter = OutgoingMail.objects.get()
    assert letter.to == group.memberships.get().user.email
    assert letter.subject == f"【協働ポータル】団体が登録されました「{group.name}」"
    assert group.get_absolute_url() in letter.body


@pytest.mark.parametrize(
    ("status", "name", "by", "note", "seen", "code", "reason"),
    [
        ("applied", "register", "citizen", "", None, 403, "協働担当の職員だけが行えます"),
        ("applied", "vanish", "coordinator", "", None, 403, "このページにはありません"),
        ("registered", "register", "coordinator", "", None, 409, "いまの状態は「登録」のため"),
        ("registered", "register", "coordinator", "", "applied", 409, "ほかの人が先に"),
        ("applied", "return", "coordinator", " \n", None, 409, "「直してほしいところ」を書いて"),
    ],
)
def test_refused_move_changes_nothing_and_says_why(
    status: str, name: str, by: str, note: str, seen: str | None, code: int, reason: str
) -> None:
    group = make_group(status=status, managers=(make_user(),))
    person = make_coordinator() if by == "coordinator" else make_user()

    with pytest.raises(MoveRefused) as refusal:
        GROUP_FLOW.make(name, group, by=person, note=note, shown_status=seen)

    assert (refusal.value.status_code, reason in refusal.value.reason) == (code, True)
    group.refresh_from_db()
    assert group.status == status
    assert (AuditEntry.objects.count(), OutgoingMail.objects.count()) == (0, 0)


def test_condition_that_fails_is_shown_beside_the_button() -> None:
    group = applied_group(eligible=False)

    offers = {
        offer.move.name: offer.verdict for offer in GROUP_FLOW.offers(make_coordinator(), group)
    }

    assert not offers["register"]
    assert offers["register"].reason.startswith("まだ確認していない登録要件があります：")
    assert offers["return"]


def test_effect_that_fails_takes_everything_back() -> None:
    class Broken(Exception):
        pass

    def break_down(*_: Any) -> None:
        raise Broken

    group = applied_group()
    flow = Flow.__new__(Flow)
    flow.model, flow.statuses = Group, GroupStatus
    flow.turns = flow.tones = {}
    flow.moves = {
        "try": Move(
            name="try",
            label="試す",
            sources=frozenset({"applied"}),
            target="registered",
            effect=break_down,
        )
    }

    with pytest.raises(Broken):
        flow.make("try", group, by=make_coordinator())

    group.refresh_from_db()
    assert (group.status, AuditEntry.objects.count()) == ("applied", 0)


@pytest.mark.parametrize(
    ("moves", "turns", "fault"),
    [
        (("a", "a"), None, "two acts share a name"),
        ((), {"applied": "だれか"}, "turns must name every status once"),
    ],
)
def test_mistake_in_a_table_stops_the_start(
    moves: tuple[str, ...], turns: dict[str, str] | None, fault: str
) -> None:
    every = {status.value: "だれか" for status in GroupStatus}
    table = [
        Move(name=name, label=name, sources=frozenset({"applied"}), target="applied")
        for name in moves
    ]
    with pytest.raises(ValueError, match=fault):
        Flow(Group, GroupStatus, turns=turns or every, tones=every, moves=table)


@pytest.mark.race(1_000)
@pytest.mark.django_db(transaction=True)
def test_two_coordinators_deciding_at_once_make_one_decision() -> None:
    proposal = make_proposal(status="submitted")
    first, second = make_coordinator(), make_coordinator()

    outcomes = at_once(
        lambda: PROPOSAL_FLOW.make(
            "not_accept", proposal, by=first, note="要件に合わない", shown_status="submitted"
        ),
        lambda: PROPOSAL_FLOW.make(
            "return",
            proposal,
            by=second,
            note="場所を",
            shown_status="submitted",
            due_on=today(),
        ),
    )

    refusals = [outcome for outcome in outcomes if isinstance(outcome, MoveRefused)]
    assert [refusal.status_code for refusal in refusals] == [409]
    assert AuditEntry.objects.of(proposal).moves().count() == 1


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_clicks_on_submit_give_one_version_and_one_number() -> None:
    proposal = make_proposal()
    proposer = proposal.created_by

    outcomes = at_once(
        *[lambda: PROPOSAL_FLOW.make("submit", proposal, by=proposer, shown_status="draft")] * 2
    )

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["MoveRefused", "Proposal"]
    assert Proposal.objects.get(pk=proposal.pk).versions.count() == 1
