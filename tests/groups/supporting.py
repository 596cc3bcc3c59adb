"""Supporters, complete by default."""

import datetime as dt
from typing import Any

from django.utils import timezone

from groups.models import Guest, Supporter, SupporterField, User
from tests.factories import today


def make_supporter(user: User | None, *, fields: tuple[int, ...] = (3,), **more: Any) -> Supporter:
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


def make_paper_supporter(by: User, name: str = "山川はな", **more: Any) -> Supporter:
    """What somebody without an account told this coordinator, two days ago at the counter."""
    guest = Guest.objects.create(
        name=name,
        phone="000-5555-6666",
        came_for="supporter",
        confirmed_at=timezone.now(),
        confirmed_how="counter",
        confirmed_by=by,
        forget_on=today(),
    )
    told = {"came_by": "counter", "came_on": today() - dt.timedelta(days=2)}
    made = make_supporter(None, guest=guest, entered_by=by, **told, **more)
    guest.forget_on = made.valid_until + dt.timedelta(days=90)
    guest.save(update_fields=["forget_on"])
    return made
