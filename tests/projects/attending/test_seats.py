"""Seats: given in order, never more than there are, handed on to the next when they come free."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from groups.actions.guests import vouch_for
from groups.models import ConfirmedHow, Guest
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.post.outbox import OutgoingMail
from projects.attending.joining import move
from projects.attending.seats import lapse_offers
from projects.models import Event, Participation
from projects.rules.participations import can_enter, can_still_come
from tests.factories import make_project, make_user
from tests.projects.events import DAY, HOUR, comes, comes_as_guest, make_event, statuses

pytestmark = pytest.mark.django_db


def letters(word: str) -> list[str]:
    """To whom a letter with this in its subject was written, in order."""
    found = OutgoingMail.objects.filter(subject__contains=word).order_by("pk")
    return list(found.values_list("to", flat=True))


def test_seats_are_given_until_there_are_none_and_then_people_wait() -> None:
    event = make_event(capacity=3)

    comes(event, people_count=2)
    comes(event)
    waits = [comes(event), comes(event)]

    event.refresh_from_db()
    assert statuses(event) == ["confirmed", "confirmed", "waiting", "waiting"]
    assert (event.seats_taken, event.seats_free, event.live_status) == (3, 0, "full")
    assert [each.position for each in waits] == [1, 2]
    assert len(letters("参加が決まりました")) == 2
    assert len(letters("キャンセル待ちになりました")) == 2


def test_who_comes_twice_has_one_seat() -> None:
    event, person = make_event(capacity=3), make_user()

    first, second = comes(event, by=person), comes(event, by=person, people_count=2)

    assert (first.pk, statuses(event)) == (second.pk, ["confirmed"])


def test_who_left_may_come_again() -> None:
    event, person = make_event(), make_user()
    move("leave", comes(event, by=person), by=person)

    comes(event, by=person)

    assert statuses(event) == ["left", "confirmed"]


def test_nobody_goes_before_those_who_wait() -> None:
    """A seat that is free because the first in the list needs more is no newcomer's."""
    event = make_event(capacity=2)
    comes(event)
    comes(event, people_count=2)

    comes(event)

    assert statuses(event) == ["confirmed", "waiting", "waiting"]


def test_staff_have_seats_of_their_own() -> None:
    event = make_event(capacity=1, helpers_wanted=1)

    for attends_as in ("visitor", "helper", "helper"):
        comes(event, attends_as=attends_as)

    event.refresh_from_db()
    assert statuses(event) == ["confirmed", "confirmed", "waiting"]
    assert (event.seats_taken, event.helpers_taken) == (1, 1)


def test_freed_seat_is_kept_for_the_next_for_two_days() -> None:
    event = make_event(capacity=1)
    first, second, third = comes(event), comes(event), comes(event)

    move("leave", first, by=first.user)

    assert statuses(event) == ["left", "offered", "waiting"]
    assert letters("席が空きました。参加しますか") == [second.user.email]
    with pytest.raises(MoveRefused, match="順番にお知らせします。いまは1番目です"):
        move("take", third, by=third.user)
    with time_machine.travel(timezone.now() + 2 * DAY - dt.timedelta(minutes=1), tick=False):
        assert lapse_offers(timezone.now()) == 0
        move("take", second, by=second.user)
    assert statuses(event) == ["left", "confirmed", "waiting"]


def test_offer_nobody_answers_goes_on_by_the_clock() -> None:
    event = make_event(capacity=1)
    first, second, third = comes(event), comes(event), comes(event)
    move("leave", first, by=first.user)

    with time_machine.travel(timezone.now() + 2 * DAY + dt.timedelta(minutes=1), tick=False):
        with pytest.raises(MoveRefused, match="返事の期限が過ぎたため"):
            move("take", second, by=second.user)
        told = [lapse_offers(timezone.now()) for _ in range(2)]

    assert (told, statuses(event)) == ([2, 0], ["left", "left", "offered"])
    assert letters("返事の期限が過ぎた") == [second.user.email]
    assert letters("席が空きました。参加しますか") == [second.user.email, third.user.email]


def test_offer_ends_where_the_last_hours_begin() -> None:
    event = make_event(capacity=1, starts_at=timezone.now() + 30 * HOUR)
    Event.objects.filter(pk=event.pk).update(ends_at=event.starts_at + HOUR)
    first, second = comes(event), comes(event)

    move("leave", first, by=first.user)

    second.refresh_from_db()
    assert second.offer_until == event.starts_at - 24 * HOUR


def test_in_the_last_hours_a_seat_is_whose_who_answers_first() -> None:
    event = make_event(when="tomorrow", capacity=1)
    first, second, third = comes(event), comes(event), comes(event)

    move("leave", first, by=first.user)
    again = lapse_offers(timezone.now())
    move("take", third, by=third.user)

    assert letters("先に答えた方") == [second.user.email, third.user.email]
    assert (again, statuses(event)) == (2, ["left", "waiting", "confirmed"])
    with pytest.raises(MoveRefused, match="先に答えた方に決まりました"):
        move("take", second, by=second.user)
    assert len(letters("先に答えた方")) == 2


def test_family_that_does_not_fit_keeps_its_place() -> None:
    event = make_event(capacity=3)
    leaver = comes(event)
    comes(event, people_count=2)
    family, single = comes(event, people_count=2), comes(event)

    move("leave", leaver, by=leaver.user)

    assert statuses(event) == ["left", "confirmed", "waiting", "offered"]
    family.refresh_from_db()
    assert (family.position, single.number) == (1, 4)


def test_guest_has_no_seat_before_they_are_confirmed() -> None:
    event = make_event(capacity=1)
    late = comes_as_guest(event)
    comes(event)

    vouch_for(late, how=ConfirmedHow.CALL, by=make_user())

    assert statuses(event) == ["waiting", "confirmed"]
    assert letters("キャンセル待ち") == ["hanako@example.jp"]


def test_guest_may_confirm_after_the_deadline_and_not_after_the_start() -> None:
    event = make_event(deadline=timezone.now() + HOUR)
    in_time, too_late = comes_as_guest(event), comes_as_guest(event)

    with time_machine.travel(timezone.now() + 2 * HOUR):
        vouch_for(in_time, how=ConfirmedHow.CALL, by=make_user())
    with (
        time_machine.travel(event.starts_at + HOUR / 2),
        pytest.raises(MoveRefused, match="もう始まったか"),
    ):
        vouch_for(too_late, how=ConfirmedHow.CALL, by=make_user())

    assert statuses(event) == ["confirmed", "unconfirmed"]
    assert Guest.objects.get(pk=too_late.pk).confirmed_at is None


def test_deadline_holds_to_its_minute() -> None:
    deadline = (timezone.now() + DAY).replace(second=0, microsecond=0)
    event = make_event(deadline=deadline)
    found: dict[str, Any] = {}

    for name, at in {"last": 59, "after": 60}.items():
        with time_machine.travel(deadline + dt.timedelta(seconds=at), tick=False):
            live = Event.objects.with_current_status().get(pk=event.pk)
            found[name] = (live.live_status, live.clock_status)
            if name == "last":
                comes(event)
            else:
                with pytest.raises(MoveRefused, match="に締め切りました"):
                    comes(event)

    assert found == {"last": ("open", "open"), "after": ("closed", "closed")}


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"status": "draft"}, "いまは申し込めません"),
        ({"status": "cancelled"}, "中止になりました"),
        ({"accepts": "no_need"}, "申込みはいりません"),
        ({"when": "now"}, "締め切りました"),
        ({"when": "over"}, "いまは申し込めません"),
    ],
)
def test_nobody_joins_what_takes_nobody(fields: dict[str, str], words: str) -> None:
    with pytest.raises(MoveRefused, match=words):
        comes(make_event(**fields))


@pytest.mark.parametrize(
    ("event", "people", "words"),
    [
        ({}, 11, "10人まで"),
        ({}, 0, "10人まで"),
        ({"is_for_children": True}, 2, "一人ずつ"),
    ],
)
def test_nobody_brings_more_than_may_come(event: Any, people: int, words: str) -> None:
    with pytest.raises(MoveRefused, match=words):
        comes(make_event(**event), people_count=people)


def test_staff_are_taken_where_they_are_wanted() -> None:
    with pytest.raises(MoveRefused, match="運営スタッフを募集していません"):
        comes(make_event(), attends_as="helper")


def test_database_refuses_one_seat_too_many() -> None:
    event = make_event(capacity=1)

    with pytest.raises(IntegrityError, match="event_is_not_overbooked"), transaction.atomic():
        Event.objects.filter(pk=event.pk).update(seats_taken=2)


def test_status_in_python_and_in_sql_is_the_same() -> None:
    made = [
        make_event(status=status, when=when, **fields)
        for status in ("draft", "published", "recorded", "cancelled")
        for when in ("coming", "tomorrow", "now", "over")
        for fields in ({}, {"accepts": "no_need"}, {"capacity": 1, "seats_taken": 1})
    ]
    now = timezone.now()

    told = dict(Event.objects.with_current_status(now).values_list("pk", "clock_status"))

    assert {event.pk: event.status_at(now).value for event in made} == told
    assert len(set(told.values())) == 8
    taking = {pk for pk, status in told.items() if status in ("open", "published")}
    assert set(Event.objects.open(now).values_list("pk", flat=True)) == taking


def test_who_was_there_is_noted_by_themselves_or_by_the_organiser() -> None:
    organiser = make_user()
    event = make_event(when="coming")
    event.group.memberships.create(user=organiser, role="manager")
    first, second, third = comes(event), comes(event), comes(event)
    with pytest.raises(MoveRefused, match="60分前からできます"):
        move("check_in", first, by=first.user)
    with time_machine.travel(event.starts_at):
        move("check_in", first, by=first.user)
        move("check_in", second, by=organiser, came_count="3")
        move("miss", third, by=organiser)
        with pytest.raises(MoveRefused):
            move("miss", second, by=third.user)

    assert statuses(event) == ["attended", "attended", "absent"]
    came = Participation.objects.order_by("pk").values_list("came_count", flat=True)
    assert list(came) == [1, 3, None]


def test_nobody_comes_anew_to_a_day_of_a_project_that_was_called_off() -> None:
    project = make_project(status="active")
    event = make_event(project=project, capacity=1)
    comes(event)
    waits = comes(event)
    project.status, project.status_reason = "cancelled", "見本の理由"
    project.save()
    event = Event.objects.get(pk=event.pk)

    with pytest.raises(MoveRefused, match="中止"):
        comes(event)

    assert [bool(can_enter(event)), bool(can_still_come(event))] == [False, False]
    assert [each.status for each in event.participations.order_by("pk")] == [
        "confirmed",
        waits.status,
    ]
