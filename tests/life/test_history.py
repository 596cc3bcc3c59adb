"""Every act of every life stands in its course: in its words, on its side, for whom it is."""

import ast
import copy
import datetime as dt
import uuid
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.utils import timezone
from django.utils.translation import override

from groups.flows import GROUP_FLOW
from groups.models import (
    FactorRecovery,
    Group,
    GroupStatus,
    HandOver,
    Invitation,
    JoinRequest,
    Report,
    Thread,
)
from groups.models.hand_overs import LASTS
from kyodo_portal.life import audit
from kyodo_portal.life.flows import REGISTRY, Flow, Move
from kyodo_portal.life.history import last_note, milestones_of, story_of
from kyodo_portal.life.recorded import DESK_ACTS, Reader, Recorded
from kyodo_portal.life.verdicts import ALLOWED
from projects.flows import PROJECT_FLOW
from projects.models import Participation
from proposals.actions.concern_answers import Answered
from proposals.models import Outcome
from tests.evaluations.factories import make_evaluation
from tests.factories import (
    make_coordinator,
    make_department,
    make_group,
    make_project,
    make_reviewer,
    make_user,
    today,
    write_down,
)
from tests.groups.advising import make_passing
from tests.groups.committees.factories import make_meeting
from tests.groups.networking import make_member, make_network
from tests.groups.offering import make_offer, make_talk
from tests.projects.events import make_event
from tests.projects.factories import make_amendment, make_step
from tests.projects.helping import make_answer, make_help, make_question, make_request
from tests.projects.lecturing import make_on_its_way
from tests.proposals.concerning import make_concern
from tests.proposals.concluded import make_concluded_proposal
from tests.proposals.factories import (
    make_call,
    make_consultation,
    make_inquiry,
    make_proposal,
    make_review,
)
from tests.proposals.opining import make_department_opinion
from tests.proposals.opinions.factories import make_opinion, make_round, make_submission
from tests.test_architecture import MODULES, app_of

pytestmark = pytest.mark.django_db

#: How a record of each kind that has a life is made, in a status of it.
RECORDS: dict[str, Callable[[str], Any]] = {
    "evaluations.assessment": lambda _: make_evaluation(make_project()).assessments.first(),
    "evaluations.evaluation": lambda status: make_evaluation(make_project(), status=status),
    "groups.factorrecovery": lambda status: make_recovery(status),
    "groups.handover": lambda status: make_hand_over(status),
    "groups.invitation": lambda status: make_invitation(status),
    "groups.joinrequest": lambda status: make_join_request(status),
    "groups.group": lambda status: make_group(status=status),
    "groups.networkmember": lambda status: make_member(make_network(), status=status),
    "groups.meeting": lambda status: make_meeting(status=status),
    "groups.offer": lambda status: make_offer(make_group(), status=status),
    "groups.offertalk": lambda its: make_talk(make_offer(make_group()), make_group(), status=its),
    "groups.report": lambda status: make_report(status),
    "groups.thread": lambda status: make_thread(status),
    "projects.amendment": lambda status: make_amendment(make_project(), status=status),
    "projects.helpanswer": lambda s: make_answer(make_help(make_project()), make_user(), status=s),
    "projects.helprequest": lambda status: make_request(
        make_help(make_project()), make_user(), status=status
    ),
    "projects.helpwanted": lambda status: make_help(make_project(), status=status),
    "projects.event": lambda status: make_event(**EVENTS.get(status, {"status": status})),
    "projects.participation": lambda status: make_participation(status),
    "projects.lecturerequest": make_on_its_way,
    "projects.project": lambda status: make_project(status=status),
    "projects.projectstep": lambda status: make_step(make_project(), status=status),
    "projects.question": lambda status: make_question(
        make_project(), make_user(), status=status, may_be_public=True
    ),
    "proposals.callinquiry": lambda status: make_inquiry(status=status),
    "proposals.call": lambda status: make_call(when=status),
    "proposals.concern": lambda status: make_concern(
        status=status, **({"same_as": make_concern()} if status == "merged" else {})
    ),
    "proposals.consultation": lambda status: make_consultation(by=make_user(), status=status),
    "proposals.departmentopinion": lambda status: make_department_opinion(status=status),
    "proposals.opinion": lambda status: make_opinion(status),
    "proposals.opinionround": lambda status: make_round(when=status),
    "proposals.opinionsubmission": lambda s: make_submission(make_round(), make_user(), status=s),
    "proposals.passing": lambda status: make_passing(
        make_consultation(by=make_user()), make_group(), status=status
    ),
    "proposals.proposal": lambda status: make_concluded_proposal(status),
    "proposals.review": lambda status: make_review(make_proposal(), make_reviewer(), status=status),
}

#: How an event stands where it does by the clock.
EVENTS: dict[str, dict[str, Any]] = {
    "published": {"accepts": "no_need"},
    "open": {},
    "closed": {"deadline": timezone.now() - dt.timedelta(days=1)},
    "ended": {"when": "over"},
}

#: What a move is given that is made of it alone.
GIVEN: dict[str, Callable[[], dict[str, Any]]] = {
    "projectstep.enter": lambda: {"came_by": "counter", "came_on": today()},
    "passing.agree_by_word": lambda: {"came_by": "phone", "came_on": today()},
    "concern.merge": lambda: {"into": make_concern()},
    "concern.answer": lambda: {"answer": Answered(Outcome.CITY, "直します。", "12月中")},
}

#: What the entries of an act say that are told; others of it are not.
TELLING = {"project.edit": {"signed_again_while_active": True}}


def make_recovery(status: str) -> FactorRecovery:
    """A lost second factor, asked for and confirmed."""
    people = {name: make_user() for name in ("account", "asked_by", "confirmed_by")}
    return FactorRecovery.objects.create(
        **people, reason="窓口で確かめた。", status=status, opens_at=timezone.now()
    )


def make_report(status: str) -> Report:
    """A text was reported."""
    return Report.objects.create(
        kind="update",
        target_id=Report.objects.count() + 1,
        title="経過の報告",
        status=status,
        due_on=today(),
        decided_by=make_user(),
    )


def make_thread(status: str) -> Thread:
    """Somebody has written to a group."""
    now = timezone.now()
    return Thread.objects.create(
        subject="花だんのこと",
        user=make_user(),
        group=make_group(),
        status=status,
        last_word_at=now,
        waiting_since=now if status == "waiting" else None,
    )


def make_participation(status: str) -> Participation:
    """Somebody comes to an event."""
    return Participation.objects.create(
        event=make_event(),
        user=make_user(),
        status=status,
        number=None if status == "unconfirmed" else 1,
        offer_until=timezone.now() if status == "offered" else None,
    )


def make_invitation(status: str) -> Invitation:
    """Somebody was asked to work for a department."""
    return Invitation.objects.create(
        name="見本 花子",
        email="hanako@example.jp",
        department=make_department(),
        status=status,
        invited_by=make_user(),
        token_hash=uuid.uuid4().hex,
        expires_at=timezone.now(),
    )


def make_hand_over(status: str) -> HandOver:
    """A representative has asked somebody to take over."""
    return HandOver.objects.create(
        group=make_group(),
        offered_by=make_user(),
        offered_to=make_user(),
        status=status,
        expires_at=timezone.now() + LASTS,
    )


def make_join_request(status: str) -> JoinRequest:
    """Somebody has asked to join a group."""
    return JoinRequest.objects.create(group=make_group(), person=make_user(), status=status)


def make_move(flow: Flow, move: Move, record: Any, *, by: Any) -> None:
    """Make a move, with nobody asked and nothing following from it."""
    bare = copy.copy(flow)
    bare.moves = {
        move.name: replace(
            move,
            who=lambda *_: ALLOWED,
            when=lambda *_: ALLOWED,
            effect=lambda *_: None,
            tells=lambda *_: (),
        )
    }
    given = GIVEN[flow.action(move.name)]() if flow.action(move.name) in GIVEN else {}
    bare.make(move.name, record, by=by, note="添えた言葉", due_on=today(), **given)


@pytest.mark.parametrize("label", sorted(REGISTRY))
def test_every_move_and_every_act_is_told_in_the_words_of_its_flow(label: str) -> None:
    flow, person = REGISTRY[label], make_user("名前は出ない")
    record = RECORDS[label](flow.statuses.values[0])
    for kind in flow.recorded.values():
        if not isinstance(kind, Move):
            data = TELLING.get(flow.action(kind.name))
            flow.record(kind.name, record, by=person, label="行った", note="添えた言葉", data=data)
        elif not kind.by_clock:
            record = RECORDS[label](min(kind.sources))
            make_move(flow, kind, record, by=person)
        else:
            continue
        last = audit.AuditEntry.objects.of(record).filter(by=person).latest("pk")
        for reader in Reader:
            story = [one for one in story_of(record, reader=reader) if one.at == last.at]
            told = [(str(event.title), event.body, event.tone) for event in story]
            note = "添えた言葉" if kind.note_read_by <= reader else ""
            wanted = (str(kind.happened or "行った"), note, kind.event_tone)
            assert told == ([wanted] if kind.read_by <= reader else []), (kind.name, reader)
            assert [event for event in story if person.display_name in f"{event.who}"] == []


def test_every_life_has_a_record_to_be_told_of() -> None:
    assert sorted(RECORDS) == sorted(REGISTRY)


def test_course_is_told_in_todays_words_and_in_the_language_of_the_page() -> None:
    group = make_group()
    write_down(group, "register", label="承認")

    with override("en"):
        told = [(str(event.title), str(event.who)) for event in story_of(group)]

    assert told == [("Registered", "City")]


def test_act_that_no_flow_knows_is_told_to_the_parties_by_the_words_that_were_kept() -> None:
    group = make_group()
    audit.record(Recorded(name="stamp", label="押印した"), target=group, by=None, note="内々")

    told = {reader: story_of(group, reader=reader) for reader in Reader}

    assert {
        reader: [(event.title, event.body) for event in story] for reader, story in told.items()
    } == {
        Reader.PUBLIC: [],
        Reader.PARTIES: [("押印した", "")],
        Reader.CITY: [("押印した", "内々")],
    }


def test_entries_that_say_nothing_to_readers_are_for_the_city() -> None:
    project = make_project()
    PROJECT_FLOW.record("edit", project, by=None, label="計画を書き直した")

    assert [story_of(project), story_of(project, reader=Reader.PARTIES)] == [[], []]
    assert [event.title for event in story_of(project, reader=Reader.CITY)] == ["計画を書き直した"]


def test_side_of_an_act_is_that_of_who_did_it() -> None:
    manager = make_user()
    group = make_group(managers=(manager,))
    for person in (manager, make_coordinator(), None):
        write_down(group, "rest", by=person)

    assert [event.who for event in story_of(group)] == ["団体", "", ""]


def test_course_and_milestones_leave_out_what_was_written_of_another_record(
    django_assert_num_queries: Any,
) -> None:
    proposal, other = make_proposal(), make_proposal()
    for name in ("submit", "return", "submit", "adopt"):
        write_down(proposal, name, note=f"{name}の言葉")
    write_down(other, "begin_review")
    entries = list(audit.AuditEntry.objects.order_by("at", "pk"))

    with django_assert_num_queries(0):
        course = [str(event.title) for event in story_of(proposal, entries=entries)]
        milestones = [str(event.title) for event in milestones_of(proposal, entries)]
        asked = last_note(proposal, "return", entries)

    assert course == ["提出しました", "補正をお願いしました", "提出しました", "採択を決めました"]
    assert milestones == ["提案が提出されました", "市が採択を決めました"]
    assert asked == "returnの言葉"
    with django_assert_num_queries(3):
        assert [str(event.title) for event in story_of(proposal)] == course
        assert [str(event.title) for event in milestones_of(proposal)] == milestones
        assert last_note(proposal, "return") == asked


@pytest.mark.parametrize(
    ("name", "fault"),
    [("register", "group.register is a move"), ("stamp", "no act is called stamp")],
)
def test_nothing_is_written_but_what_the_table_has(name: str, fault: str) -> None:
    with pytest.raises(ValueError, match=f"(?i){fault}"):
        GROUP_FLOW.record(name, make_group(), by=None)

    assert audit.AuditEntry.objects.count() == 0


def _move(**more: Any) -> Move:
    row = {"name": "a", "label": "する", "target": "applied", "sources": frozenset()}
    return Move(**{**row, "judges": False, **more})


@pytest.mark.once
@pytest.mark.parametrize(
    ("moves", "acts", "fault"),
    [
        ([_move()], [], "Group.a: does not say what happened"),
        ([], [Recorded(name="a", read_by=Reader.PUBLIC)], "Group.a: does not say what happened"),
        ([_move(by_clock=True)], [Recorded(name="a")], "two acts share a name"),
    ],
)
def test_mistake_in_a_table_stops_the_start(
    moves: list[Move], acts: list[Recorded], fault: str
) -> None:
    every = {status.value: "だれか" for status in GroupStatus}

    with pytest.raises(ValueError, match=fault):
        Flow(Group, GroupStatus, turns=every, tones=every, moves=moves, acts=acts)


@pytest.mark.once
def test_record_is_written_by_flows_and_by_the_desk_alone() -> None:
    """Whoever writes past the flow would write what no course tells. Accounts, departments, lists, menus and backups have no
    course: what is written of them is for the administrator."""
    writing = [
        module
        for module, path in MODULES.items()
        if app_of(module) != "tests"
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "audit.record"
    ]

    assert sorted(set(writing)) == [
        "groups.accounts.confirming",
        "groups.accounts.first_admin",
        "groups.accounts.granting",
        "groups.accounts.language",
        "groups.accounts.proofs",
        "groups.accounts.record",
        "groups.accounts.views",
        "groups.actions.guests",
        "groups.actions.leaving",
        "groups.actions.supporters",
        *(f"groups.imports.{kind}" for kind in ("committees", "places", "staff")),
        "kyodo_portal.life.flows",
        "kyodo_portal.life.imports",
        "kyodo_portal.made_up.demonstration.places",
        "kyodo_portal.management.backups.restoring",
        "kyodo_portal.management.backups.taking",
        "kyodo_portal.staff.base",
        "projects.actions.lectures",
        "projects.imports.lectures",
    ]


@pytest.mark.once
def test_desk_writes_of_any_record_in_the_same_two_acts() -> None:
    assert {
        label: [kind.name for kind in DESK_ACTS if kind.name not in flow.recorded]
        for label, flow in REGISTRY.items()
    } == dict.fromkeys(REGISTRY, [])
