"""Committees with their members, complete by default."""

import datetime as dt
from typing import Any

from groups.models import Committee, CommitteeMember, User
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
