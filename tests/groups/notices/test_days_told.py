"""How news of a day is told: when it takes place, in the reader's language."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from groups.models import FollowKind
from kyodo_portal.post.outbox import OutgoingMail
from projects.models import EventSeries
from tests.factories import make_group
from tests.groups.notices.factories import MONDAY, follower, send
from tests.projects.events import make_event

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("language", "when"),
    [("", "7月16日（木）"), ("en", "16 July"), ("ja-easy", "7月16日（木）")],
)
def test_day_is_told_with_its_date_in_the_language_of_the_reader(
    time_machine: Any, language: str, when: str
) -> None:
    time_machine.move_to(MONDAY, tick=False)
    group = make_group(registered_at=MONDAY - dt.timedelta(days=1))
    follower((FollowKind.GROUP, group.pk), language=language)
    time_machine.shift(dt.timedelta(hours=1))
    make_event("種まきの日", group=group, published_at=timezone.now())

    assert send() == 1
    assert when in OutgoingMail.objects.get().body.partition("-" * 40)[0]


def test_days_of_a_series_are_told_once(time_machine: Any) -> None:
    time_machine.move_to(MONDAY, tick=False)
    group = make_group(registered_at=MONDAY - dt.timedelta(days=1))
    follower((FollowKind.GROUP, group.pk))
    series = EventSeries.objects.create(every="week", until=MONDAY.date())
    time_machine.shift(dt.timedelta(hours=1))
    for number in range(8):
        starts = MONDAY + dt.timedelta(days=10 + 7 * number)
        make_event(
            "種まきの日",
            group=group,
            series=series,
            starts_at=starts,
            ends_at=starts + dt.timedelta(hours=1),
            published_at=timezone.now() - dt.timedelta(seconds=number),  # the last day first
        )
    make_event("別の日", group=group, published_at=timezone.now())

    assert send() == 1
    letter = OutgoingMail.objects.get()
    told = letter.body.partition("-" * 40)[0]
    assert (
        told.count("種まきの日"),
        told.count("別の日"),
        "まで　ほか7日" in told and "7月16日（木）" in told,
    ) == (1, 1, True)
    assert "2" in letter.subject
