"""Who freezes the packet of a meeting, and who may have it."""

from django.utils import timezone
from django.utils.translation import gettext

from groups.models import Meeting, MeetingStatus
from groups.rules import meetings
from groups.rules.groups import HIDDEN
from kyodo_portal.life.people import Person
from kyodo_portal.life.verdicts import ALLOWED, Verdict, allow_if, first_refusal, refuse
from proposals.models import Packet, ProposalOnAgenda, Review


def can_freeze_packet(person: Person, meeting: Meeting) -> Verdict:
    """Who holds the meeting, from its calling on until its minutes are begun, where a proposal is on its agenda."""
    return first_refusal(
        meetings.may_hold(person, meeting),
        allow_if(
            meeting.status in (MeetingStatus.CONVENED, MeetingStatus.HELD),
            "審査資料をまとめられるのは、招集してから会議録の案をつくるまでの間です。",
        ),
        lambda: allow_if(
            ProposalOnAgenda.objects.filter(item__meeting=meeting).exists(),
            "この会議の議題に、提案がありません。",
        ),
    )


def may_have_packet(person: Person, packet: Packet) -> Verdict:
    """The office, and the members in office on the day of the meeting."""
    is_reader = meetings.is_reader_of_papers(person, packet.meeting)
    return ALLOWED if is_reader else refuse(HIDDEN)


def can_have_packet(person: Person, packet: Packet) -> Verdict:
    """Until the meeting begins a member who judges its proposals reads the sheets of the others only after
    handing in all of their own."""
    return first_refusal(
        may_have_packet(person, packet),
        lambda: allow_if(
            packet.meeting.starts_at <= timezone.now() or not _has_open_sheets(person, packet),
            gettext(
                "この資料には、ほかの委員の採点が入っています。ご自分の採点をすべて提出してから、受け取ってください。"
            ),
        ),
    )


def _has_open_sheets(person: Person, packet: Packet) -> bool:
    proposals = packet.parts.on_proposals().values("proposal")
    return Review.objects.unfinished().filter(reviewer=person.pk, proposal__in=proposals).exists()
