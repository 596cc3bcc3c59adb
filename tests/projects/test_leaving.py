"""Who leaves the portal leaves no seat empty."""

import pytest

from groups.actions.leaving import ask_to_leave, end_leavings
from tests.groups.my_account.person import days_later
from tests.projects.events import comes, make_event, statuses

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("others", "expected"), [(0, (["left"], 0)), (2, (["left", "offered", "waiting"], 1))]
)
def test_seat_of_who_leaves_goes_on_to_the_next(
    others: int, expected: tuple[list[str], int]
) -> None:
    event = make_event(capacity=1)
    person = comes(event).user
    for _ in range(others):
        comes(event)
    assert person is not None
    ask_to_leave(user=person, by=person)

    end_leavings(days_later(8))

    event.refresh_from_db()
    assert (statuses(event), event.seats_taken) == expected
