"""Which parts of a packet somebody does not get: what is an affair of theirs, and what they left the room for."""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

from groups.meetings.quorum import Room
from groups.models import Away, CommitteeMember, ItemAbsence, User
from kyodo_portal.life.interest import Concern, has_interest
from kyodo_portal.life.people import Person
from proposals.interest import concerns_of_call, concerns_of_proposal
from proposals.models import Call, Packet, PacketPart, ProposalOnAgenda
from proposals.packets.frozen import digest_of


@dataclass(frozen=True, slots=True, order=True)
class Without:
    """What is left out: the places of the parts, and the calls whose ranking would tell somebody the place of
    their own proposal. Nothing of either is the whole packet."""

    parts: tuple[int, ...] = ()
    calls: tuple[int, ...] = ()

    @property
    def key(self) -> str:
        """By which a volume is known."""
        return digest_of(asdict(self)) if self.parts or self.calls else "whole"

    def as_data(self) -> dict[str, Any]:
        return asdict(self)


class Readers:
    """Who gets what of a packet. Read in a constant number of queries."""

    def __init__(self, packet: Packet) -> None:
        self.packet = packet

    @cached_property
    def parts(self) -> list[PacketPart]:
        """Without their texts."""
        parts = PacketPart.objects.filter(packet=self.packet).defer("data").order_by("order")
        return list(parts.select_related("proposal"))

    @cached_property
    def _left(self) -> dict[int, list[ItemAbsence]]:
        """Who left the room for an interest, by the member's number: of items of this meeting."""
        rows = ItemAbsence.objects.filter(item__meeting=self.packet.meeting_id, why=Away.INTEREST)
        found: dict[int, list[ItemAbsence]] = {}
        for row in rows:
            found.setdefault(row.member_id, []).append(row)
        return found

    @cached_property
    def _proposals(self) -> dict[int, int]:
        """The proposal of each item, by the item's number."""
        rows = ProposalOnAgenda.objects.filter(item__meeting=self.packet.meeting_id)
        return dict(rows.values_list("item", "proposal"))

    @cached_property
    def members(self) -> list[CommitteeMember]:
        """Those in office on the day of the meeting."""
        return Room(self.packet.meeting).members

    def for_person(self, person: Person) -> Without:
        """What somebody with an account does not get, as a member or at the desk."""
        mine = [member for member in self.members if member.user_id == person.pk]
        return self._closed(person, mine)

    def for_members(self) -> dict[int, Without]:
        """What each member does not get, by the member's number."""
        numbers = [member.user_id for member in self.members if member.user_id is not None]
        people = {each.pk: each for each in User.objects.with_places().filter(pk__in=numbers)}
        return {
            member.pk: self._closed(people.get(member.user_id or 0), [member])
            for member in self.members
        }

    @cached_property
    def _calls(self) -> list[Call]:
        """Those of whose proposals the packet is."""
        numbers = {part.proposal.call_id for part in self.parts if part.proposal is not None}
        return list(Call.objects.filter(pk__in=numbers).order_by("pk"))

    @cached_property
    def _concerns(self) -> dict[int, list[Concern]]:
        """Whose affair the ranking of each call is, by the call's number."""
        return {call.pk: list(concerns_of_call(call)) for call in self._calls}

    def _closed(self, person: Person | None, members: Collection[CommitteeMember]) -> Without:
        items = {row.item_id for member in members for row in self._left.get(member.pk, ())}
        proposals = {self._proposals[item] for item in items if item in self._proposals}
        closed = [
            part
            for part in self.parts
            if part.item_id in items
            or part.proposal_id in proposals
            or (
                person is not None
                and part.proposal is not None
                and has_interest(person, *concerns_of_proposal(part.proposal))
            )
        ]
        calls = {part.proposal.call_id for part in closed if part.proposal is not None}
        if person is not None:
            calls |= {pk for pk, each in self._concerns.items() if has_interest(person, *each)}
        return Without(tuple(part.order for part in closed), tuple(sorted(calls)))
