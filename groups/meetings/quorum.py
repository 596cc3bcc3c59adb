"""Whether enough members are there (定足数), for the meeting as it begins and for each of its items."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone

from groups.models import (
    AgendaItem,
    Attendance,
    Away,
    CommitteeMember,
    ItemAbsence,
    Meeting,
    Office,
    Present,
    QuorumKind,
)
from kyodo_portal.life.verdicts import Verdict, allow_if

NEEDED: Mapping[QuorumKind, Callable[[int], int]] = {
    QuorumKind.MAJORITY: lambda members: members // 2 + 1,
    QuorumKind.HALF: lambda members: (members + 1) // 2,
    QuorumKind.TWO_THIRDS: lambda members: (2 * members + 2) // 3,
}
"""How many of so many members have to be there."""


def needed(kind: str, members: int) -> int:
    """How many of so many members make the quorum of this kind."""
    return NEEDED[QuorumKind(kind)](members)


@dataclass(frozen=True, slots=True)
class Standing:
    """How many count as members, how many of them count as there, how many have to be, and how many left
    for an interest."""

    members: int
    there: int
    needed: int
    recused: int
    share: str

    @property
    def holds(self) -> bool:
        return self.there >= self.needed > 0

    @property
    def words(self) -> str:
        left = f"、利害関係で退席{self.recused}人" if self.recused else ""
        return f"委員{self.members}人の{self.share}＝{self.needed}人が必要で、出席は{self.there}人{left}"

    def can_conclude(self, otherwise: str) -> Verdict:
        return allow_if(self.holds, f"定足数に足りません（{self.words}）。{otherwise}")


class Room:
    """A meeting with its members, and who of them was in the room when. Read in four queries."""

    def __init__(self, meeting: Meeting) -> None:
        self.meeting = meeting
        self.committee = meeting.committee

    @cached_property
    def members(self) -> list[CommitteeMember]:
        """Those in office on the day of the meeting (JST), who presides first."""
        day = timezone.localdate(self.meeting.starts_at)
        order = list(Office)
        found = self.committee.members.in_office(day).select_related("user")
        return sorted(found, key=lambda each: (order.index(Office(each.office)), each.pk))

    @cached_property
    def items(self) -> list[AgendaItem]:
        return list(self.meeting.items.order_by("order", "pk"))

    @cached_property
    def attendances(self) -> Mapping[int, Attendance]:
        """How each member was there, by the member's number."""
        return {row.member_id: row for row in self.meeting.attendances.all()}

    @cached_property
    def absences(self) -> Mapping[int, list[ItemAbsence]]:
        """Who was out of the room for each item, by the item's number."""
        found: dict[int, list[ItemAbsence]] = {}
        rows = ItemAbsence.objects.filter(item__meeting=self.meeting.pk).select_related("member")
        for row in rows:
            found.setdefault(row.item_id, []).append(row)
        return found

    @property
    def is_written(self) -> bool:
        """Whether it is said of every member in office how they were there."""
        return bool(self.members) and all(each.pk in self.attendances for each in self.members)

    def came(self, *how: Present) -> list[CommitteeMember]:
        """The members who were there in one of these ways."""
        return [
            each
            for each in self.members
            if each.pk in self.attendances and self.attendances[each.pk].how in how
        ]

    def _place(self, item_id: int) -> int:
        return next(place for place, each in enumerate(self.items) if each.pk == item_id)

    def _is_here(self, member: CommitteeMember, place: int) -> bool:
        row = self.attendances.get(member.pk)
        if row is None or row.how == Present.ABSENT:
            return False
        if row.how == Present.PROXY and not self.committee.counts_proxies:
            return False
        since = self._place(row.from_item_id) if row.from_item_id else 0
        until = self._place(row.until_item_id) if row.until_item_id else len(self.items) + 1
        return since <= place < until

    def _standing(self, here: Iterable[CommitteeMember], recused: int) -> Standing:
        members, there = len(self.members), len(list(here))
        share = str(QuorumKind(self.committee.quorum).label)
        if self.committee.counts_recused:
            enough = needed(self.committee.quorum, members)
            there = there + recused if there else 0
        else:
            members -= recused
            enough = needed(self.committee.quorum, members) if members else 1
            if recused:
                enough = max(enough, min(self.committee.least_present, len(self.members)))
        return Standing(members, there, enough, recused, share)

    def at_opening(self) -> Standing:
        """As the meeting begins: whoever comes later does not count yet."""
        return self._standing([each for each in self.members if self._is_here(each, 0)], 0)

    def in_room(self, item: AgendaItem) -> list[CommitteeMember]:
        """Who was in the room for this item."""
        out = {row.member_id for row in self.absences.get(item.pk, ())}
        place = self._place(item.pk)
        return [each for each in self.members if each.pk not in out and self._is_here(each, place)]

    def recused(self, item: AgendaItem) -> list[CommitteeMember]:
        """Who was there, and left for an interest."""
        left = {row.member_id for row in self.absences.get(item.pk, ()) if row.why == Away.INTEREST}
        place = self._place(item.pk)
        return [each for each in self.members if each.pk in left and self._is_here(each, place)]

    def at(self, item: AgendaItem) -> Standing:
        """For one item: those who left for an interest are counted as the committee has it."""
        return self._standing(self.in_room(item), len(self.recused(item)))

    def presides(self, item: AgendaItem | None = None) -> CommitteeMember | None:
        """Who presides: the chair, in the chair's place the deputy, in theirs whoever was chosen from among
        those who are there; None where nobody of these is in the room."""
        here = self.in_room(item) if item else [m for m in self.members if self._is_here(m, 0)]
        for office in (Office.CHAIR, Office.DEPUTY):
            found = next((each for each in here if each.office == office), None)
            if found is not None:
                return found
        return next((each for each in here if each.pk == self.meeting.acting_chair_id), None)
