"""The packets of a meeting as the pages show them."""

from collections.abc import Iterator

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext

from groups.models import Meeting
from groups.questions import PacketLine
from groups.rules.meetings import is_reader_of_papers
from kyodo_portal.life.people import Person
from proposals.models import Packet, PacketVolume
from proposals.packets.asked import job_of
from proposals.packets.readers import Readers
from proposals.rules.packets import can_have_packet


def packets_for(person: Person, meeting: Meeting) -> Iterator[PacketLine]:
    """The latest packet as this person may have it: the earlier ones are superseded, and stay with the office.
    None for whoever does not read its papers."""
    if not is_reader_of_papers(person, meeting):
        return
    packet = Packet.objects.filter(meeting=meeting).order_by("-number").first()
    if packet is not None:
        packet.meeting = meeting
        yield line_of(packet, person)


def line_of(packet: Packet, person: Person) -> PacketLine:
    """One of them."""
    name = gettext("審査資料 第{number}号").format(number=packet.number)
    can = can_have_packet(person, packet)
    if not can:
        return PacketLine(name=name, words=packet.frozen_words, why_not=str(can.reason))
    volume = volume_for(packet, person)
    if volume is None:
        job = job_of(packet)
        if job is not None and job.is_running:
            making = gettext(
                "いま、つくっています（{percent}%）。少し待って、このページを開き直してください。"
            )
            return PacketLine(
                name=name,
                words=packet.frozen_words,
                why_not=making.format(percent=job.percent or 0),
            )
        make = reverse("proposals:packet_make", args=[packet.pk])
        return PacketLine(name=name, words=packet.frozen_words, make_url=make)
    words = gettext("{when}にまとめたもの（{pages}ページ、{size}）").format(
        when=packet.frozen_words, pages=volume.pages, size=filesizeformat(volume.size)
    )
    return PacketLine(
        name=name,
        words=words,
        url=reverse("proposals:packet", args=[packet.pk]),
        sheet_url=reverse("proposals:packet_sheet", args=[packet.pk]),
    )


def volume_for(packet: Packet, person: Person) -> PacketVolume | None:
    """The volume that this person gets; None where none was made without what is their own affair."""
    return packet.volumes.filter(key=Readers(packet).for_person(person).key).first()
