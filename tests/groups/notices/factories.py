"""Weeks and followers for the tests about notices."""

import datetime as dt
from typing import Any

from django.utils import timezone

from groups.actions.follows import follow, set_frequency
from groups.models import Frequency, NoticeKind, User
from groups.notices.sending import send_notices
from kyodo_portal.life.clock import Tick
from kyodo_portal.post.outbox import OutgoingMail
from tests.factories import make_user

MONDAY = dt.datetime(2026, 7, 6, 9, 0, tzinfo=timezone.get_default_timezone())
FRIDAY = dt.datetime(2026, 7, 10, 7, 5, tzinfo=timezone.get_default_timezone())
"""Five minutes after the hour of the digests, on the day of the weekly one."""


def follower(
    *things: tuple[str, int], every: str = Frequency.WEEKLY, name: str = "", **fields: Any
) -> User:
    """Somebody who follows these, by kind and number, and is told as often."""
    user = make_user(name, **fields)
    for kind, number in things:
        follow(by=user, kind=kind, number=number)
    if every != Frequency.WEEKLY:
        set_frequency(user.pk, NoticeKind.FOLLOWED, every)
    return user


def send(now: dt.datetime = FRIDAY) -> int:
    """Run the routine at a moment."""
    return send_notices(Tick(now, dt.date(2026, 1, 1)))


def letters() -> dict[str, list[str]]:
    """Of each letter of notices, by its recipient's name, what is told in it."""
    names = dict(User.objects.values_list("email", "display_name"))
    return {
        names[mail.to]: [
            line
            for line in mail.body.partition("お知らせをすべて見る")[0].splitlines()
            if line.startswith(("■", "・", "　")) and "://" not in line
        ]
        for mail in OutgoingMail.objects.filter(key__startswith="notices.").order_by("pk")
    }
