"""Many for the last seats at the same moment: no seat twice, the order kept. For real."""

import datetime as dt
from functools import partial

import pytest
from django.utils import timezone

from groups.actions.guests import confirm_guest, send_code
from projects.attending.joining import join, move
from projects.attending.seats import lapse_offers
from projects.models import Event, Participation, ParticipationDetails
from tests.factories import make_user
from tests.projects.events import code_sent_to, comes, comes_as_guest, make_event, statuses
from tests.races import at_once

pytestmark = [pytest.mark.django_db(transaction=True)]


def rush(people: int, capacity: int) -> tuple[Event, list[Participation]]:
    """So many press at once for so few seats."""
    event = make_event(capacity=capacity)
    accounts = [make_user() for _ in range(people)]
    calls = [
        partial(join, event, Participation(), by=account, details=ParticipationDetails())
        for account in accounts
    ]
    outcomes = at_once(*calls)
    assert [each for each in outcomes if isinstance(each, Exception)] == []
    return event, list(event.participations.order_by("number"))


@pytest.mark.race
def test_last_seat_is_one_persons() -> None:
    event, came = rush(6, 1)

    event.refresh_from_db()
    assert [each.status for each in came] == ["confirmed", *["waiting"] * 5]
    assert [each.number for each in came] == [1, 2, 3, 4, 5, 6]
    assert (event.seats_taken, event.last_number) == (1, 6)


@pytest.mark.prove
def test_last_seat_is_one_persons_among_two_hundred() -> None:
    event, came = rush(200, 1)

    event.refresh_from_db()
    assert [each.status for each in came] == ["confirmed", *["waiting"] * 199]
    assert [each.number for each in came] == list(range(1, 201))
    assert event.seats_taken == 1


@pytest.mark.race
def test_two_leave_and_two_who_wait_are_asked_once_each() -> None:
    event = make_event(capacity=2)
    first, second, third, fourth = (comes(event) for _ in range(4))

    outcomes = at_once(
        partial(move, "leave", first, by=first.user),
        partial(move, "leave", second, by=second.user),
        partial(lapse_offers, timezone.now()),
    )

    assert [each for each in outcomes if isinstance(each, Exception)] == []
    assert statuses(event) == ["left", "left", "offered", "offered"]
    assert [third.pk, fourth.pk] == list(
        event.participations.filter(status="offered").values_list("pk", flat=True)
    )


@pytest.mark.race
def test_first_answer_in_the_last_hours_is_one() -> None:
    event = make_event(when="tomorrow", capacity=1)
    first, *waiting = (comes(event) for _ in range(4))
    move("leave", first, by=first.user)

    outcomes = at_once(*(partial(move, "take", each, by=each.user) for each in waiting))

    assert sum(isinstance(each, Exception) for each in outcomes) == 2
    assert sorted(statuses(event)) == ["confirmed", "left", "waiting", "waiting"]


@pytest.mark.race
def test_freed_seat_is_offered_to_one_by_however_many() -> None:
    """The seat was offered and not answered: two workers hand it on while the next who waits leaves."""
    event = make_event(capacity=1)
    first, second, third, fourth = (comes(event) for _ in range(4))
    move("leave", first, by=first.user)
    now = timezone.now()
    event.participations.filter(pk=second.pk).update(offer_until=now - dt.timedelta(hours=1))

    outcomes = at_once(
        partial(lapse_offers, now),
        partial(lapse_offers, now),
        partial(move, "leave", third, by=third.user),
    )

    assert [each for each in outcomes if isinstance(each, Exception)] == []
    assert statuses(event) == ["left", "left", "left", "offered"]
    second.refresh_from_db()
    fourth.refresh_from_db()
    assert (second.offer_until, fourth.status) == (None, "offered")


@pytest.mark.race
def test_guests_who_type_their_codes_at_once_are_one_seat_and_one_who_waits() -> None:
    """Each code typed twice at once: in two windows, for the last seat."""
    event = make_event(capacity=1)
    guests = [comes_as_guest(event, email=f"{name}@example.jp") for name in ("hanako", "taro")]
    for guest in guests:
        send_code(guest)
    codes = [code_sent_to(guest.email) for guest in guests]

    outcomes = at_once(
        *(
            partial(confirm_guest, guest, code=code)
            for guest, code in zip(guests * 2, codes * 2, strict=True)
        )
    )

    came = event.participations.order_by("number")
    assert outcomes == [""] * 4
    assert [each.status for each in came] == ["confirmed", "waiting"]
    assert [each.number for each in came] == [1, 2]
