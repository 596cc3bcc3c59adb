"""Made-up events, and people who come to them."""

import datetime as dt
import re
from itertools import count
from typing import Any

from django.utils import timezone

from groups.models import Guest, User
from kyodo_portal.post.outbox import OutgoingMail
from kyodo_portal.writing.once import key_in
from projects.attending.joining import join, join_as_guest
from projects.models import Event, EventStatus, Participation, ParticipationDetails
from tests.factories import make_group, make_user

_numbers = count(1)

HOUR = dt.timedelta(hours=1)
DAY = 24 * HOUR


def make_event(
    title: str = "", *, when: str = "coming", status: str = EventStatus.PUBLISHED, **fields: Any
) -> Event:
    """An event of a group, unless `project`, `department` or `group=None` say otherwise. `when` is
    coming (in ten days), tomorrow (in the last hours), now, or over (yesterday)."""
    now = timezone.now().replace(second=0, microsecond=0)
    begin = {
        "coming": now + 10 * DAY,
        "tomorrow": now + 20 * HOUR,
        "now": now - HOUR / 2,
        "over": now - DAY,
    }[when]
    if not {"group", "project", "department"} & set(fields):
        fields["group"] = make_group()
    published = None if status == EventStatus.DRAFT else now - 20 * DAY
    if status == EventStatus.CANCELLED:
        fields = {"cancelled_at": now, "cancelled_because": "雨のため", **fields}
    return Event.objects.create(
        title=title or f"花だんの水やり{next(_numbers)}",
        **{
            "kind": "activity",
            "starts_at": begin,
            "ends_at": begin + HOUR,
            "place_text": "駅前広場の時計の下",
            "text": "苗に敷きわらをかけます。",
            "status": status,
            "published_at": published,
            "created_by": fields.pop("created_by", None) or make_user(),
            **fields,
        },
    )


def comes(event: Event, *, by: User | None = None, **fields: Any) -> Participation:
    """Somebody with an account comes to it."""
    return join(
        event, Participation(**fields), by=by or make_user(), details=ParticipationDetails()
    )


def comes_as_guest(
    event: Event, *, email: str = "hanako@example.jp", phone: str = "", **fields: Any
) -> Guest:
    """Somebody without an account applies, and is not confirmed yet."""
    guest = Guest(name="見本 花子", email=email, phone=phone, submission_key=key_in(""))
    return join_as_guest(
        event, Participation(**fields), guest, details=ParticipationDetails(needs="車いす")
    )


def statuses(event: Event) -> list[str]:
    """How it stands with everybody who came, in the order in which they did."""
    found = Participation.objects.filter(event=event).order_by("pk")
    return [str(status) for status in found.values_list("status", flat=True)]


def code_sent_to(email: str) -> str:
    """The code of the last letter to a guest."""
    letter = OutgoingMail.objects.filter(to=email, key__startswith="guest.code").latest("pk")
    found = re.search(r"(?<!\d)\d{6}(?!\d)", letter.body)
    assert found is not None, letter.body
    return found[0]
