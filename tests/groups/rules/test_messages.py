"""Who reads a thread and who writes in it: kind of thread × person. Nobody else, the administrator neither."""

from typing import Any

import pytest
from django.utils import timezone

from groups.flows import THREAD_FLOW
from groups.models import Message, Thread, UnansweredThread
from groups.rules.messages import can_block, can_contact, can_pass_on, can_write, side_of
from tests.factories import make_group, make_staff
from tests.groups.threads import begin
from tests.people import KINDS, Cast, Policy, make_cast, open_moves, row

pytestmark = pytest.mark.django_db

#: What each kind of thread is: to whom the citizen wrote; and who is its office.
READS = {
    "to the group": {"manager"},
    "to the department": {"staff"},
    "to a dormant group": {"manager", "coordinator"},
    "to a group on paper": {"coordinator"},
    "to a department that has ended": {"staff", "coordinator"},
}


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def thread_of(cast: Cast, kind: str) -> Thread:
    if kind == "to a dormant group":
        type(cast.group).objects.filter(pk=cast.group.pk).update(status="dormant")
        cast.group.refresh_from_db()
    if kind == "to a department that has ended":
        cast.department.is_active = False
        cast.department.save()
    office: Any = cast.group
    if kind == "to a group on paper":
        office = make_group("紙の会")
    elif "department" in kind:
        office = cast.department
    return begin(cast, office)


@pytest.mark.parametrize("kind", READS)
def test_thread_is_read_by_its_two_sides(cast: Cast, kind: str) -> None:
    thread = thread_of(cast, kind)
    readers = {
        person for person in KINDS if Thread.objects.visible_to(cast[person]).filter(pk=thread.pk)
    }
    words = {person for person in KINDS if Message.objects.visible_to(cast[person])}

    assert readers == words == READS[kind] | {"citizen"}
    assert {person for person in KINDS if can_write(cast[person], thread)} == readers
    assert {p for p in KINDS if side_of(cast[p], thread) == "office"} == READS[kind]


#: The moves of a thread to the group.
POLICY: Policy = {
    "waiting": {"citizen": {"close"}, "manager": {"close"}},
    "answered": {"citizen": {"close"}, "manager": {"close"}},
    "closed": {},
}


@pytest.mark.parametrize("status", POLICY)
def test_moves_of_a_thread(cast: Cast, status: str) -> None:
    thread = begin(cast)
    since = timezone.now() if status == "waiting" else None
    Thread.objects.filter(pk=thread.pk).update(status=status, waiting_since=since)
    thread.refresh_from_db()

    assert open_moves(THREAD_FLOW, cast, thread) == row(POLICY, status)
    writes = {kind for kind in KINDS if can_write(cast[kind], thread)}
    assert writes == (set() if status == "closed" else {"citizen", "manager"})


def test_who_has_left_the_group_reads_no_more(cast: Cast) -> None:
    thread = begin(cast)
    cast.group.memberships.filter(user=cast["manager"]).update(ended_at=timezone.now())

    assert not Thread.objects.visible_to(cast["manager"]).exists()
    assert side_of(cast["manager"], thread) is None


def test_officer_who_manages_the_group_stands_on_the_side_the_thread_tells(cast: Cast) -> None:
    both = make_staff(cast.department, "二つの立場の人")
    cast.group.memberships.create(user=both, role="manager")
    cast.people["both"] = both
    elsewhere = make_group("よその会")
    as_citizen = begin(cast, elsewhere, by="both")
    sides = {
        "to the group": side_of(cast["both"], begin(cast)),
        "to the department": side_of(cast["both"], begin(cast, cast.department)),
        "written as a citizen": side_of(cast["both"], as_citizen),
    }

    assert sides == {
        "to the group": "office",
        "to the department": "office",
        "written as a citizen": "citizen",
    }
    assert not can_contact(cast["both"], cast.group)
    assert not can_contact(cast["both"], cast.department)


def test_who_wrote_stays_the_citizen_when_they_join_the_group(cast: Cast) -> None:
    thread = begin(cast)
    cast.group.memberships.create(user=cast["citizen"], role="manager")

    assert side_of(cast["citizen"], thread) == "citizen"
    assert not Thread.objects.filter(Thread.for_office_of(cast["citizen"])).exists()


def test_both_sides_block_and_the_city_does_not(cast: Cast) -> None:
    to_group, to_department = begin(cast), begin(cast, cast.department)

    assert {kind for kind in KINDS if can_block(cast[kind], to_group)} == {"citizen", "manager"}
    assert {kind for kind in KINDS if can_block(cast[kind], to_department)} == {"citizen"}


def test_desk_passes_on_what_it_reads_for_a_group(cast: Cast) -> None:
    mine, desks = begin(cast), thread_of(cast, "to a group on paper")

    assert {kind for kind in KINDS if can_pass_on(cast[kind], mine)} == set()
    assert {kind for kind in KINDS if can_pass_on(cast[kind], desks)} == {"coordinator"}


def test_unanswered_ones_are_counted_by_the_desk_alone(cast: Cast) -> None:
    thread = begin(cast)
    old = timezone.now() - timezone.timedelta(days=11)
    Thread.objects.filter(pk=thread.pk).update(waiting_since=old)
    seen = {kind for kind in KINDS if UnansweredThread.unanswered.visible_to(cast[kind])}

    assert seen == {"coordinator"}
    assert not Thread.objects.visible_to(cast["coordinator"]).exists()
