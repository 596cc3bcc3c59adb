"""The packet at the desk and on the page of its meeting: frozen by one button, made, had, and not had."""

import datetime as dt
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from groups.models import Meeting, User
from kyodo_portal.life.jobs.models import Job
from kyodo_portal.life.reading import ReadingEntry
from kyodo_portal.post.outbox import OutgoingMail
from proposals.jobs import _tell
from proposals.models import Packet, PacketVolume
from proposals.packets.readers import Readers
from tests.factories import make_coordinator, make_reviewer
from tests.groups.committees.factories import seat
from tests.people import make_cast
from tests.proposals.factories import make_review
from tests.proposals.packets.factories import before_meeting, frozen
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


def volume(packet: Packet, reader: User | None = None) -> PacketVolume:
    """One that is kept, as this reader gets it; whole where none is named. Its file is no PDF."""
    key = Readers(packet).for_person(reader).key if reader else "whole"
    made = PacketVolume(packet=packet, key=key, pages=12, size=2048, sha256="0" * 64)
    made.file.save("packet.pdf", ContentFile(f"file of {key}".encode()), save=False)
    made.sheet.save("packet.xlsx", ContentFile(f"sheet of {key}".encode()))
    return made


def desk(meeting: Meeting) -> str:
    return reverse("admin:proposals_packet_meeting", args=[meeting.pk])


def body_of(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def test_one_button_freezes_and_asks_for_the_making_and_again_does_nothing(client: Any) -> None:
    meeting, _ = before_meeting()
    sign_in(client, make_coordinator())
    freeze = reverse("admin:proposals_packet_freeze", args=[meeting.pk])

    page = client.get(reverse("admin:groups_meeting_change", args=[meeting.pk])).content.decode()
    assert desk(meeting) in page
    assert freeze in client.get(desk(meeting)).content.decode()
    first = client.post(freeze, follow=True).content.decode()
    again = client.post(freeze, follow=True).content.decode()

    assert "審査資料 第1号をまとめました" in first
    assert "変わったところはありません" in again
    assert "順番を待っています" in again
    assert (Packet.objects.count(), Job.objects.filter(kind="packet").count()) == (1, 1)


def test_job_that_was_given_up_goes_on_by_a_button(client: Any) -> None:
    meeting, _ = before_meeting()
    packet = frozen(meeting)
    by = packet.frozen_by
    Job.objects.create(
        kind="packet",
        label="x",
        owner=by,
        given={"packet": packet.pk},
        ending="failed",
        ended_at=timezone.now(),
        error="途中で止まりました。",
    )
    sign_in(client, by)

    page = client.get(desk(meeting)).content.decode()
    assert "途中で止まりました。" in page
    assert "つづきからつくります" in page
    client.post(reverse("admin:proposals_packet_make", args=[packet.pk]))

    assert Job.objects.running().filter(kind="packet").count() == 1


def test_each_reader_has_their_own_file_and_others_have_none(client: Any) -> None:
    cast = make_cast()
    meeting, (own, _) = before_meeting()
    own.group = cast.group
    own.save()
    mine = seat(meeting.committee, "団体の人", user=cast["member"])
    seat(meeting.committee, "審査 する人", user=cast["reviewer"])
    packet = frozen(meeting)
    volume(packet), volume(packet, cast["member"])
    address = reverse("proposals:packet", args=[packet.pk])

    found = {}
    for name in cast.people:
        answer = cast.browser(name).get(address)
        found[name] = body_of(answer)[:13] if answer.status_code == 200 else answer.status_code

    key = Readers(packet).for_person(cast["member"]).key
    assert key != "whole"
    assert {name: got for name, got in found.items() if got != 404} == {
        "anonymous": 302,
        "member": f"file of {key}".encode()[:13],
        "coordinator": b"file of whole",
        "reviewer": b"file of whole",
    }
    assert ReadingEntry.objects.filter(target_model="proposals.packet").count() == 3

    # Whose own affair it is on paper, staff print without it.
    sign_in(client, cast["coordinator"])
    paper = reverse("admin:proposals_packet_member", args=[packet.pk, mine.pk])
    assert body_of(client.get(paper)) == f"file of {key}".encode()


def test_page_of_the_meeting_leads_its_readers_to_the_packet(client: Any) -> None:
    cast = make_cast()
    meeting, _ = before_meeting(1)
    seat(meeting.committee, "審査 する人", user=cast["reviewer"])
    packet = frozen(meeting)
    address = reverse("meetings:detail", args=[meeting.pk])
    make = reverse("proposals:packet_make", args=[packet.pk])

    assert make in cast.browser("reviewer").get(address).content.decode()
    answer = cast.browser("reviewer").post(make, follow=True).content.decode()
    assert "審査資料をつくり始めました" in answer
    assert "いま、つくっています（0%）" in answer
    volume(packet)
    for name, sees in {"reviewer": True, "citizen": False, "staff": False}.items():
        page = cast.browser(name).get(address).content.decode()
        assert (reverse("proposals:packet", args=[packet.pk]) in page, name) == (sees, name)


def test_member_with_sheets_to_hand_in_reads_the_others_points_afterwards(client: Any) -> None:
    meeting, (proposal,) = before_meeting(1)
    reviewer = make_reviewer()
    seat(meeting.committee, "審査 する人", user=reviewer)
    sheet = make_review(proposal, reviewer)
    packet = frozen(meeting)
    volume(packet)
    sign_in(client, reviewer)
    address = reverse("proposals:packet", args=[packet.pk])

    assert client.get(address).status_code == 403
    page = client.get(reverse("meetings:detail", args=[meeting.pk])).content.decode()
    assert "ご自分の採点をすべて提出してから" in page
    assert address not in page

    sheet.status, sheet.submitted_at = "submitted", timezone.now()
    sheet.save()
    assert client.get(address).status_code == 200

    sheet.status, sheet.submitted_at = "assigned", None
    sheet.save()
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=timezone.now() - dt.timedelta(minutes=1))
    assert client.get(address).status_code == 200


def test_file_gone_from_the_disk_is_told(client: Any) -> None:
    meeting, _ = before_meeting(1)
    packet = frozen(meeting)
    kept = volume(packet)
    kept.file.storage.delete(kept.file.name)
    sign_in(client, packet.frozen_by)

    answer = client.get(reverse("proposals:packet", args=[packet.pk]))

    assert answer.status_code == 409
    assert "いま取り出せません" in answer.content.decode()


def test_members_are_told_once_for_each_packet() -> None:
    meeting, (proposal,) = before_meeting(1)
    member = make_reviewer()
    seat(meeting.committee, "審査 する人", user=member)
    told = []
    for _ in range(2):
        packet = frozen(meeting)
        volume(packet)
        for _ in range(2):
            _tell(Job(), packet)
        told.append(packet)
        proposal.title = "変えた題"
        proposal.save()
        make_review(proposal, make_reviewer("新しい人"), status="submitted", points=3)

    subjects = OutgoingMail.objects.filter(to=member.email).order_by("pk")
    assert [packet.number for packet in told] == [1, 2]
    assert [
        ("新しくなりました" in subject) for subject in subjects.values_list("subject", flat=True)
    ] == [False, True]


def test_desk_asks_the_same_however_many_proposals_and_members(
    client: Any, django_assert_num_queries: Any
) -> None:
    few, many = before_meeting(1)[0], before_meeting(6)[0]
    seat(few.committee, "委員", user=make_reviewer())
    for number in range(4):
        seat(many.committee, f"委員{number}", user=make_reviewer(f"委員{number}"))
    by = make_coordinator()
    frozen(few, by), frozen(many, by)
    sign_in(client, by)
    client.get(desk(few))
    for meeting in (few, many):
        with django_assert_num_queries(QUERIES):
            client.get(desk(meeting))


QUERIES = 24
