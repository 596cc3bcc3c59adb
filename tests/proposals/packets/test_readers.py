"""Which parts of a packet each person does not get."""

import pytest

from groups.models import Meeting
from proposals.models import Packet, Proposal
from proposals.packets.readers import Readers, Without
from tests.groups.committees.factories import seat
from tests.people import Cast, make_cast
from tests.proposals.packets.factories import before_meeting, frozen

pytestmark = pytest.mark.django_db


def world() -> tuple[Cast, Meeting, Packet, Proposal]:
    """A packet of two proposals, the first of the cast's group and department."""
    cast = make_cast()
    meeting, (own, _) = before_meeting()
    Proposal.objects.filter(pk=own.pk).update(
        group=cast.group, responsible_department=cast.department
    )
    return cast, meeting, frozen(meeting), own


def test_what_each_person_does_not_get() -> None:
    cast, meeting, packet, own = world()
    readers = Readers(packet)

    closed = {name: readers.for_person(person).parts for name, person in cast.people.items()}

    assert {name: parts for name, parts in closed.items() if parts} == {
        "member": (2,),
        "manager": (2,),
        "staff": (2,),
    }


def test_ranking_is_closed_to_whoever_proposed_to_the_call() -> None:
    cast, _, packet, own = world()
    own.agenda.get().item.delete()
    packet.parts.filter(proposal=own).delete()

    assert Readers(packet).for_person(cast["member"]) == Without((), (own.call_id,))


def test_members_on_paper_are_left_out_by_what_was_written_of_them() -> None:
    cast, meeting, packet, own = world()
    paper = seat(meeting.committee, "紙の委員")
    online = seat(meeting.committee, "団体の人", user=cast["member"])
    other = meeting.items.exclude(on_proposal=None).exclude(on_proposal__proposal=own).get()
    other.absences.create(member=paper, why="interest")
    free = seat(meeting.committee, "ほかの委員")
    other.absences.create(member=free, why="other")

    found = Readers(packet).for_members()

    assert (found[paper.pk].parts, found[online.pk].parts, found[free.pk]) == (
        (3,),
        (2,),
        Without(),
    )
