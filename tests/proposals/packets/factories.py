"""Meetings over proposals, with their packets."""

from typing import Any

from django.utils import timezone

from groups.models import Meeting, User
from kyodo_portal.life.jobs.asking import ask_for
from kyodo_portal.life.jobs.models import Job
from kyodo_portal.life.jobs.running import run, take
from proposals.actions.packets import freeze_packet
from proposals.models import Packet, Proposal, ProposalOnAgenda
from proposals.packets.asked import JOB
from tests.factories import make_coordinator
from tests.groups.committees.factories import make_meeting
from tests.proposals.factories import make_call, make_proposal


def before_meeting(number: int = 2, **changes: Any) -> tuple[Meeting, list[Proposal]]:
    """A meeting to which people were called, over so many proposals of one call and one item more."""
    call = make_call("花と緑の募集", when="reviewing")
    meeting = make_meeting(items=("前回の会議録の確認",), **changes)
    proposals = []
    for place in range(1, number + 1):
        proposal = make_proposal(
            f"花だんの提案{place}",
            call=call,
            status="under_review",
            number=f"2026-{call.pk}-{place:03}",
        )
        item = meeting.items.create(
            order=place + 1, title=f"提案の審査（受付番号 {proposal.number}）"
        )
        ProposalOnAgenda.objects.create(item=item, proposal=proposal)
        proposals.append(proposal)
    return meeting, proposals


def frozen(meeting: Meeting, by: User | None = None) -> Packet:
    """Its packet as it now stands; nothing of it is made."""
    return freeze_packet(meeting=meeting, by=by or make_coordinator())[0]


def made(packet: Packet, by: User | None = None) -> Job:
    """Make it, by the job that people wait for."""
    job = ask_for(JOB, by=by or packet.frozen_by, label=str(packet), given={"packet": packet.pk})
    taken = take(job.pk, timezone.now())
    assert taken is not None
    run(taken)
    job.refresh_from_db()
    assert (job.ending, job.error) == ("done", "")
    return job
