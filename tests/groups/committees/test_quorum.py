"""The quorum: how many have to be there, who counts, and what is lost in mid-meeting."""

import datetime as dt

import pytest

from groups.meetings.quorum import Room, needed
from groups.models import ItemAbsence, Meeting
from groups.rules.meetings import can_conclude_item
from tests.factories import today
from tests.groups.committees.factories import attend, make_committee, make_meeting, seat

NEEDED = {
    "majority": {1: 1, 2: 2, 3: 2, 4: 3, 5: 3, 6: 4, 7: 4, 10: 6},
    "half": {1: 1, 2: 1, 3: 2, 4: 2, 5: 3, 6: 3, 7: 4, 10: 5},
    "two_thirds": {1: 1, 2: 2, 3: 2, 4: 3, 5: 4, 6: 4, 7: 5, 10: 7},
}


@pytest.mark.once
@pytest.mark.parametrize("kind", NEEDED)
def test_share_of_the_members_that_has_to_be_there(kind: str) -> None:
    assert {members: needed(kind, members) for members in NEEDED[kind]} == NEEDED[kind]


def committee_of(number: int, **rules: object) -> Meeting:
    """A meeting of so many members, the first of whom is in the chair and the second deputy."""
    committee = make_committee(**rules)
    for place in range(number):
        office = {0: "chair", 1: "deputy"}.get(place, "member")
        seat(committee, f"委員{place}", office=office)
    return make_meeting(committee, days=-1)


COUNTED = {
    "present and online": ("majority", 5, ("present", "online", "online"), {}, (3, 3, True)),
    "one too few": ("majority", 5, ("present", "online"), {}, (2, 3, False)),
    "half of an even number": ("half", 4, ("present", "present"), {}, (2, 2, True)),
    "majority of an even number": ("majority", 4, ("present", "present"), {}, (2, 3, False)),
    "a proxy does not count": ("half", 4, ("present", "proxy"), {}, (1, 2, False)),
    "a proxy counts": ("half", 4, ("present", "proxy"), {"counts_proxies": True}, (2, 2, True)),
    "nobody": ("half", 4, (), {}, (0, 2, False)),
}


@pytest.mark.django_db
@pytest.mark.parametrize("case", COUNTED)
def test_who_counts_as_the_meeting_begins(case: str) -> None:
    kind, number, how, rules, expected = COUNTED[case]
    meeting = committee_of(number, quorum=kind, **rules)
    attend(meeting, *how, proxy_name="代理の人")

    standing = Room(meeting).at_opening()

    assert (standing.there, standing.needed, standing.holds) == expected


@pytest.mark.django_db
def test_without_members_there_is_no_quorum() -> None:
    assert Room(committee_of(0)).at_opening().holds is False


RECUSED = {
    # kind, members, who came, who left for an interest, rules → members counted, there, needed, holds
    "taken out of both": ("majority", 5, 4, 1, {}, (4, 3, 3, True)),
    "fewer than the least": ("majority", 3, 3, 1, {}, (2, 2, 3, False)),
    "the least is set": ("majority", 3, 3, 1, {"least_present": 2}, (2, 2, 2, True)),
    "counted in": ("majority", 5, 3, 1, {"counts_recused": True}, (5, 3, 3, True)),
    "all left, counted in": ("majority", 2, 2, 2, {"counts_recused": True}, (2, 0, 2, False)),
    "two thirds of the rest": ("two_thirds", 7, 5, 1, {}, (6, 4, 4, True)),
}


@pytest.mark.django_db
@pytest.mark.parametrize("case", RECUSED)
def test_whoever_leaves_for_an_interest_counts_as_the_committee_has_it(case: str) -> None:
    kind, number, came, left, rules, expected = RECUSED[case]
    meeting = committee_of(number, quorum=kind, **rules)
    attend(meeting, *["present"] * came)
    item = meeting.items.first()
    for member in Room(meeting).members[:left]:
        ItemAbsence.objects.create(item=item, member=member, why="interest")

    standing = Room(meeting).at(item)

    assert (standing.members, standing.there, standing.needed, standing.holds) == expected


@pytest.mark.django_db
def test_quorum_lost_in_mid_meeting_ends_the_conclusions_from_there_on() -> None:
    meeting = committee_of(5)
    meeting.items.create(order=3, title="その他")
    attend(meeting, *["present"] * 3)
    first, second, third = meeting.items.order_by("order")
    leaver = meeting.attendances.filter(how="present").order_by("-pk").first()
    leaver.until_item = second
    leaver.save()

    room = Room(meeting)
    can = [can_conclude_item(room, item) for item in (first, second, third)]

    assert [bool(each) for each in can] == [True, False, False]
    assert "途中で定足数を欠いた" in can[1].reason
    assert "委員5人の過半数＝3人が必要で、出席は2人" in can[2].reason


@pytest.mark.django_db
def test_whoever_comes_late_counts_from_the_item_on_which_they_came() -> None:
    meeting = committee_of(5)
    attend(meeting, *["present"] * 3)
    first, second = meeting.items.order_by("order")
    late = meeting.attendances.filter(how="present").order_by("-pk").first()
    late.from_item = second
    late.save()

    room = Room(meeting)

    assert (room.at_opening().holds, room.at(first).holds, room.at(second).holds) == (
        False,
        False,
        True,
    )


@pytest.mark.django_db
def test_chair_deputy_and_whoever_was_chosen_preside_in_this_order() -> None:
    meeting = committee_of(5)
    attend(meeting, *["present"] * 5)
    item = meeting.items.first()
    chair, deputy, third, *_ = Room(meeting).members
    presiding = []
    for left in ((), (chair,), (chair, deputy)):
        item.absences.all().delete()
        for member in left:
            ItemAbsence.objects.create(item=item, member=member, why="interest")
        presiding.append(Room(meeting).presides(item))
    Meeting.objects.filter(pk=meeting.pk).update(acting_chair=third)
    presiding.append(Room(Meeting.objects.get(pk=meeting.pk)).presides(item))

    assert presiding == [chair, deputy, None, third]


@pytest.mark.django_db
def test_member_whose_term_has_ended_is_no_member_of_the_meeting() -> None:
    meeting = committee_of(3)
    ended = meeting.committee.members.order_by("-pk").first()
    ended.ends_on = today() - dt.timedelta(days=10)
    ended.save()

    assert [member.name for member in Room(meeting).members] == ["委員0", "委員1"]
