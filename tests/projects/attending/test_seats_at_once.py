"""Many for the last seats at the same moment: no seat twice, the order kept. For real."""

from functools import partial

import pytest
from django.utils import timezone

from projects.attending.joining import join, move
from projects.attending.seats import lapse_offers
from projects.models import Event, Participation, ParticipationDetails
from tests.factories import make_user
from tests.projects.events import comes, make_event, statuses
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
