"""Committees with their members and meetings, complete by default."""

import datetime as dt
from typing import Any

from django.utils import timezone

from groups.meetings.quorum import Room
from groups.models import Committee, CommitteeMember, Meeting, User
from tests.factories import today


def make_committee(name: str = "見本市協働事業審査委員会", **changes: Any) -> Committee:
    """A public committee without members; keyword arguments are columns."""
    return Committee.objects.create(
        name=name,
        **{
            "kind": "review",
            "purpose": "協働事業の提案を審査し、結論を市に伝えます。",
            "basis": "見本市協働推進要綱",
            "is_public": True,
            **changes,
        },
    )


def seat(
    committee: Committee, name: str, *, user: User | None = None, **changes: Any
) -> CommitteeMember:
    """Somebody in office today, for a year on either side."""
    return committee.members.create(
        name=name,
        user=user,
        **{
            "starts_on": today() - dt.timedelta(days=365),
            "ends_on": today() + dt.timedelta(days=365),
            **changes,
        },
    )


def whole_committee(name: str = "見本市協働事業審査委員会", **changes: Any) -> Committee:
    """With a chair, a deputy and three members, none of whom has an account."""
    committee = make_committee(name, **changes)
    seat(committee, "会長 けいこ（見本）", office="chair", background="学識経験者")
    seat(committee, "職務 だいり（見本）", office="deputy", background="市民活動団体")
    for number in (1, 2, 3):
        seat(committee, f"委員 その{number}（見本）", background="公募市民")
    return committee


def make_meeting(
    committee: Committee | None = None,
    *,
    status: str = "convened",
    days: int = 20,
    items: tuple[str, ...] = ("前回の会議録の確認", "提案の審査"),
    **changes: Any,
) -> Meeting:
    """A meeting so many days from now, two hours long, in any state; who was there is not written."""
    starts = timezone.now().replace(microsecond=0) + dt.timedelta(days=days)
    stamps: dict[str, Any] = {} if status == "scheduled" else {"convened_at": timezone.now()}
    if status == "published":
        stamps["published_at"] = timezone.now()
    if status in ("inquorate", "cancelled"):
        stamps["stopped_because"] = "委員がそろわなかったため。"
    meeting = Meeting.objects.create(
        committee=committee or whole_committee(),
        status=status,
        **{
            "number": 2,
            "starts_at": starts,
            "ends_at": starts + dt.timedelta(hours=2),
            "place": "市役所 3階 大会議室",
            "seats": 10,
            **stamps,
            **changes,
        },
    )
    for order, title in enumerate(items, start=1):
        meeting.items.create(order=order, title=title)
    return meeting


def attend(meeting: Meeting, *how: str, **columns: Any) -> None:
    """Write how the members were there, in their order; the rest were absent."""
    members = Room(meeting).members
    for member, each in zip(members, (*how, *["absent"] * len(members)), strict=False):
        meeting.attendances.create(member=member, how=each, **columns)


def held_meeting(
    committee: Committee | None = None, *, status: str = "held", **changes: Any
) -> Meeting:
    """One of yesterday to which everybody came."""
    meeting = make_meeting(committee, status=status, **{"days": -1, **changes})
    attend(meeting, *["present"] * len(Room(meeting).members))
    return meeting
