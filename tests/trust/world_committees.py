"""Committees and their meetings: one in preparation, and one with meetings planned, called to, held and told of."""

from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from groups.models import MeetingPaper, Minutes
from proposals.actions.packets import freeze_packet
from proposals.models import PacketVolume, ProposalOnAgenda
from tests.factories import today
from tests.groups.committees.factories import (
    held_meeting,
    make_committee,
    make_meeting,
    seat,
    whole_committee,
)
from tests.trust.canaries import canary
from tests.trust.kept_files import keep


def add(world: Any) -> None:
    """Add them to the city."""
    unfinished = make_committee(
        canary("committee_unfinished.name"),
        is_public=False,
        purpose=canary("committee_unfinished.purpose"),
    )
    member = seat(unfinished, canary("committee_unfinished.member"), user=world.cast["reviewer"])
    coordinator, reviewer = world.cast["coordinator"], world.cast["reviewer"]
    committee = whole_committee("見本市協働推進会議")
    mine = seat(committee, "審査 する人", user=reviewer)
    coming = make_meeting(committee)
    first = coming.items.first()
    first.absences.create(member=mine, why="interest")
    papers = {"paper": {"item": first}, "paper_whole": {}, "paper_open": {"is_public": True}}
    for name, belongs_to in papers.items():
        title = canary(f"{name}.title")
        world.things[name] = keep(
            MeetingPaper, name, by=coordinator, meeting=coming, title=title, **belongs_to
        )
    over = held_meeting(committee)
    row = ProposalOnAgenda.objects.create(
        item=over.items.last(),
        proposal=world["proposal_under_review"],
        conclusion="adopt",
        reason=canary("agenda.conclusion"),
    )
    packet = freeze_packet(meeting=over, by=coordinator)[0]
    volume = PacketVolume(packet=packet, key="whole", pages=1, size=1, sha256="0" * 64)
    volume.file.save("packet.pdf", ContentFile(canary("packet.content").encode()), save=False)
    volume.sheet.save("packet.xlsx", ContentFile(canary("packet.sheet").encode()))
    drafted = held_meeting(committee, status="minutes_draft")
    drafted.items.update(outcome=canary("meeting_drafted.outcome"))
    minutes = Minutes.objects.create(
        meeting=drafted, body=canary("meeting_drafted.minutes"), due_on=today()
    )
    minutes.remarks.create(
        member=mine,
        words=canary("meeting_drafted.remark"),
        written_by=reviewer,
        written_at=timezone.now(),
    )
    planned = make_meeting(committee, status="scheduled", place=canary("meeting_planned.place"))
    world.things |= {
        "meeting": coming,
        "meeting_over": over,
        "meeting_drafted": drafted,
        "meeting_planned": planned,
        "meeting_member": mine,
        "packet": packet,
        "agenda_row": row,
        "committee": whole_committee(),
        "committee_unfinished": unfinished,
        "committee_member": member,
    }
