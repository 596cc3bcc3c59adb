"""Freezing the packet of a meeting, and asking for it to be made."""

import datetime as dt
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from groups.flows import MEETING_FLOW
from groups.models import Meeting
from groups.models.people import account_of
from kyodo_portal.cities import city
from kyodo_portal.life.jobs.asking import ask_for
from kyodo_portal.life.jobs.models import Job
from kyodo_portal.life.people import Account, Person
from kyodo_portal.words.languages import in_japanese
from kyodo_portal.writing.locks import locked
from proposals.models import Call, Packet, PacketPart, ProposalOnAgenda
from proposals.packets.asked import JOB, job_of
from proposals.packets.changes import changes_between
from proposals.packets.frozen import digest_of, frozen_proposals, frozen_rankings
from proposals.rules.packets import can_freeze_packet


@transaction.atomic
def freeze_packet(*, meeting: Meeting, by: Person) -> tuple[Packet, bool]:
    """Freeze what lies before the meeting, and whether that is a new packet: where nothing has changed since the
    last one, it is that one. Two who press at once get one packet. Raises `PermissionDenied`."""
    current = locked(Meeting.objects.select_related("committee"), pk=meeting.pk)
    can_freeze_packet(by, current).enforce()
    with in_japanese():
        parts = _parts_of(current)
        calls = Call.objects.filter(proposals__agenda__item__meeting=current).distinct()
        titles = {part.data["number"]: part.data["title"] for part in parts if part.proposal_id}
        rankings = frozen_rankings(current, list(calls.order_by("pk")), titles)
    digest = digest_of({"parts": [each.digest for each in parts], "rankings": rankings})
    last = Packet.objects.filter(meeting=current).order_by("-number").first()
    if last is not None and last.digest == digest:
        return last, False
    packet = Packet.objects.create(
        meeting=current,
        number=(Packet.objects.filter(meeting=current).aggregate(last=Max("number"))["last"] or 0)
        + 1,
        digest=digest,
        rankings=rankings,
        changes=changes_between(last.parts.all(), parts) if last is not None else [],
        frozen_at=timezone.now(),
        frozen_by=account_of(by),
    )
    for part in parts:
        part.packet = packet
    PacketPart.objects.bulk_create(parts, batch_size=50)
    MEETING_FLOW.record(
        "freeze_packet", current, by=by, data={"number": packet.number, "digest": digest}
    )
    return packet, True


def _parts_of(meeting: Meeting) -> list[PacketPart]:
    """The agenda in its order, with all that is known of each proposal; not stored yet."""
    items = list(meeting.items.order_by("order", "pk").prefetch_related("papers"))
    rows = ProposalOnAgenda.objects.filter(item__meeting=meeting)
    proposals: dict[int, int] = dict(rows.values_list("item", "proposal"))
    known = dict(frozen_proposals(list(dict.fromkeys(proposals.values()))))
    parts = []
    for order, item in enumerate(items, start=1):
        number = proposals.get(item.pk)
        data: dict[str, Any] = dict(known[number]) if number is not None else {}
        data["papers"] = [paper.title for paper in item.papers.all()]
        parts.append(
            PacketPart(
                order=order,
                item=item,
                proposal_id=number,
                title=item.title,
                data=data,
                digest=digest_of({"title": item.title, "data": data}),
            )
        )
    return parts


def ask_for_packet(*, packet: Packet, by: Account) -> Job:
    """Have made what is missing of a packet: its pieces, and the volumes of all who get it. Where somebody has
    asked already, it is their job."""
    with transaction.atomic():
        locked(Packet, pk=packet.pk)
        running = job_of(packet)
        if running is not None and running.is_running:
            return running
        return ask_for(JOB, by=by, label=str(packet), given={"packet": packet.pk})


def forget_packet_files(now: dt.datetime) -> int:
    """Remove the files of packets whose meeting ended so many days ago as the profile says; of how many packets.
    What is frozen stays, and the same files can be made of it again. Safe to repeat."""
    moment = now - dt.timedelta(days=city().meetings.packet_days)
    gone = 0
    for packet in Packet.objects.with_files_before(moment).order_by("pk")[:100]:
        with transaction.atomic():
            locked(Packet, pk=packet.pk)
            job = job_of(packet)
            if job is not None and job.is_running:
                continue
            volumes, parts = packet.volumes.all(), packet.parts.exclude(file="").defer("data")
            files = [stored for each in volumes for stored in (each.file, each.sheet)]
            files += [part.file for part in parts]
            for stored in files:
                transaction.on_commit(partial(stored.storage.delete, stored.name))
            volumes.delete()
            packet.parts.update(file="", pages=0)
            gone += 1
    return gone
