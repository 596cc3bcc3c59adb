"""What is frozen into the packet of a meeting, and when a change makes the next one."""

import datetime as dt
from functools import partial
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.utils import timezone

from groups.models import AgendaItem
from kyodo_portal.cities import city
from proposals.actions.packets import forget_packet_files, freeze_packet
from proposals.content.blinding import HIDDEN
from proposals.content.snapshot import freeze
from proposals.models import Call, Packet, PacketVolume, Proposal, ProposalAttachment
from tests.factories import make_coordinator, make_reviewer
from tests.people import make_cast
from tests.proposals.factories import make_review
from tests.proposals.packets.factories import before_meeting, frozen
from tests.races import at_once

pytestmark = pytest.mark.django_db


def test_packet_holds_what_there_is_of_every_proposal() -> None:
    meeting, (proposal, _) = before_meeting()
    versions = [freeze(proposal, by=proposal.created_by, at=proposal.submitted_at)]
    Proposal.objects.filter(pk=proposal.pk).update(purpose="こどもと花を植える。")
    versions.append(freeze(proposal, by=proposal.created_by, at=proposal.submitted_at))
    first, second = make_reviewer("一人目"), make_reviewer("二人目")
    sheet = make_review(proposal, first, status="submitted", points=4)
    sheet.scores.update(comment="よく練られている。")
    make_review(proposal, second)

    packet = frozen(meeting)

    parts = list(packet.parts.order_by("order"))
    assert [(part.title[:5], part.proposal_id is None) for part in parts] == [
        ("前回の会議", True),
        ("提案の審査", False),
        ("提案の審査", False),
    ]
    told = parts[1].data
    assert (told["title"], told["number"]) == ("花だんの提案1", proposal.number)
    assert ["目的", "こどもと花を植える。"] in [
        row for section in told["sections"] for row in section["rows"]
    ]
    assert told["differences"] == [
        {"label": "目的", "before": "花を植えて通りを明るくする。", "after": "こどもと花を植える。"}
    ]
    assert [
        (each["who"], each["points"], each["total"], each["comments"])
        for each in told["scores"]["sheets"]
    ] == [("審査委員1", [4, 4], "8.0", ["よく練られている。"] * 2)]
    assert (told["scores"]["figure"], told["scores"]["open"]) == ("8.0", 1)
    assert "一人目" not in str(told)
    assert packet.rankings[0]["rows"][0]["figure"] == "8.0"


def test_packet_of_a_call_judged_without_names_has_none() -> None:
    meeting, (proposal,) = before_meeting(1)
    Call.objects.update(is_blind=True)
    name = proposal.group.name
    Proposal.objects.update(title=f"{name}の花だん", purpose=f"{name}が植える。")

    packet = frozen(meeting)

    told = packet.parts.get(order=2).data
    assert name not in str(told)
    assert name not in str(packet.rankings)
    assert told["title"] == packet.rankings[0]["rows"][0]["title"] == "■■■の花だん"


def test_packet_names_only_those_whose_own_result_is_out() -> None:
    meeting, (told, judged) = before_meeting()
    Call.objects.update(is_blind=True, status="decided", decided_at=timezone.now())
    Proposal.objects.filter(pk=told.pk).update(status="reserve")
    Proposal.objects.filter(pk=judged.pk).update(title=f"{judged.group.name}の花だん")

    rows = {row["number"]: row for row in frozen(meeting).rankings[0]["rows"]}

    assert [
        (rows[each.number]["proposer"], rows[each.number]["title"]) for each in (told, judged)
    ] == [
        (told.group.name, told.title),
        (HIDDEN, "■■■の花だん"),
    ]


def test_frozen_packet_does_not_follow_later_changes() -> None:
    meeting, (proposal, _) = before_meeting()
    packet = frozen(meeting)

    Proposal.objects.filter(pk=proposal.pk).update(title="あとから変えた題")

    assert packet.parts.get(order=2).data["title"] == "花だんの提案1"


def test_nothing_changed_makes_no_second_packet() -> None:
    meeting, _ = before_meeting()
    by = make_coordinator()
    first, is_new = freeze_packet(meeting=meeting, by=by)
    again, is_new_again = freeze_packet(meeting=meeting, by=by)

    assert (is_new, is_new_again, again) == (True, False, first)


def _scored(proposal: Proposal) -> None:
    make_review(proposal, make_reviewer(), status="submitted", points=3)


def _rewritten(proposal: Proposal) -> None:
    Proposal.objects.filter(pk=proposal.pk).update(purpose="別の目的")


def _attached(proposal: Proposal) -> None:
    ProposalAttachment.objects.create(
        proposal=proposal,
        title="規約",
        original_name="規約.pdf",
        content_type="application/pdf",
        size=10,
        sha256="0" * 64,
        file="a.pdf",
    )


def _taken_off(proposal: Proposal) -> None:
    AgendaItem.objects.filter(on_proposal__proposal=proposal).delete()


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (_scored, ["採点", "審査委員の意見"]),
        (_rewritten, ["提案の内容"]),
        (_attached, ["添付書類の一覧"]),
        (_taken_off, ["議題からなくなりました"]),
    ],
)
def test_change_makes_the_next_packet_which_says_what(change: Any, what: list[str]) -> None:
    meeting, (proposal, _) = before_meeting()
    first = frozen(meeting)
    title = first.parts.get(proposal=proposal).title

    change(proposal)
    second = frozen(meeting)

    assert (first.number, second.number) == (1, 2)
    assert second.changes == [{"proposal": proposal.pk, "title": title, "what": what}]


def test_who_may_freeze() -> None:
    cast = make_cast()
    meeting, proposals = before_meeting(1)
    allowed = []
    for name, person in cast.people.items():
        try:
            freeze_packet(meeting=meeting, by=person)
            allowed.append(name)
        except PermissionDenied:
            pass
    assert allowed == ["coordinator"]

    Proposal.objects.filter(pk=proposals[0].pk).update(group=cast.group)
    cast.group.memberships.create(user=cast["coordinator"])
    with pytest.raises(PermissionDenied, match="公平さを守るための決まりです"):
        freeze_packet(meeting=meeting, by=make_user_again(cast["coordinator"]))


def make_user_again(user: Any) -> Any:
    """As of the next request: what they belong to is read anew."""
    return type(user).objects.get(pk=user.pk)


@pytest.mark.parametrize("status", ["scheduled", "minutes_draft", "cancelled"])
def test_packet_is_frozen_between_the_calling_and_the_minutes(status: str) -> None:
    meeting, _ = before_meeting(1, status=status)
    with pytest.raises(PermissionDenied, match="招集してから"):
        freeze_packet(meeting=meeting, by=make_coordinator())


def test_agenda_without_a_proposal_has_no_packet() -> None:
    meeting, _ = before_meeting(0)
    with pytest.raises(PermissionDenied, match="議題に、提案がありません"):
        freeze_packet(meeting=meeting, by=make_coordinator())


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_who_freeze_at_once_get_one_packet() -> None:
    meeting, _ = before_meeting(1)
    people = make_coordinator("一人目"), make_coordinator("二人目")

    at_once(*(partial(freeze_packet, meeting=meeting, by=by) for by in people))

    assert Packet.objects.count() == 1


def test_freezing_asks_no_more_for_longer_texts(django_assert_max_num_queries: Any) -> None:
    """Some for each proposal, and as many rows at once as are read at once."""
    meeting, _ = before_meeting(6)
    by = make_coordinator()
    with django_assert_max_num_queries(40 + 6 * 6):
        freeze_packet(meeting=meeting, by=by)


def test_files_go_after_the_days_of_the_profile_and_what_is_frozen_stays() -> None:
    meeting, _ = before_meeting(1)
    packet = frozen(meeting)
    part = packet.parts.get(order=2)
    part.file.save("part.pdf", ContentFile(b"%PDF-"), save=False)
    packet.parts.filter(pk=part.pk).update(file=part.file.name, pages=1)
    volume = PacketVolume(packet=packet, key="whole", pages=1, size=5, sha256="0" * 64)
    volume.file.save("packet.pdf", ContentFile(b"%PDF-"), save=False)
    volume.sheet.save("packet.xlsx", ContentFile(b"PK"))
    days = dt.timedelta(days=city().meetings.packet_days)

    assert forget_packet_files(meeting.ends_at + days - dt.timedelta(hours=1)) == 0
    assert forget_packet_files(meeting.ends_at + days + dt.timedelta(hours=1)) == 1
    assert forget_packet_files(meeting.ends_at + days + dt.timedelta(hours=1)) == 0

    assert not packet.volumes.exists()
    assert list(packet.parts.exclude(file="")) == []
    assert packet.parts.get(order=2).data["title"] == "花だんの提案1"
