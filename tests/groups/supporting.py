"""Supporters, complete by default."""

import datetime as dt
from typing import Any

from groups.models import Supporter, SupporterField, User
from tests.factories import today


def make_supporter(user: User, *, fields: tuple[int, ...] = (3,), **more: Any) -> Supporter:
    """What this person offers to everybody for a year, unless told otherwise."""
    supporter = Supporter.objects.create(
        **{
            "user": user,
            "public_name": "花の好きなM",
            "text": "花の植えかえを手伝えます。",
            "audience": "everybody",
            "valid_until": today() + dt.timedelta(days=365),
            **more,
        }
    )
    SupporterField.objects.bulk_create(
        SupporterField(supporter=supporter, number=number) for number in fields
    )
    return supporter
