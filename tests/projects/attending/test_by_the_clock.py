"""What comes about by the clock: who comes is reminded, who holds it too, and who came is forgotten."""

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from groups.actions.guests import forget_guests, vouch_for
from groups.models import ConfirmedHow, Guest, User
from kyodo_portal.life.clock import run_all
from kyodo_portal.life.waiting import Task
from kyodo_portal.post.outbox import OutgoingMail
from projects.actions.events import change_event
from projects.attending.forgetting import forget_people
from projects.attending.joining import move
from projects.attending.seats import lapse_offers
from projects.attending.telling import remind_who_comes
from projects.attending.waiting import events_waiting_for, places_of
from projects.flows import EVENT_FLOW
from projects.models import (
    Event,
    EventOpinion,
    EventRecord,
    Participation,
    ParticipationDetails,
)
from tests.factories import make_group, make_user
from tests.projects.events import DAY, comes, comes_as_guest, make_event, statuses

pytestmark = pytest.mark.django_db

LONG_AGO = dt.date(2020, 1, 1)


def at_nine(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time(9)))


def reminded() -> list[str]:
    found = OutgoingMail.objects.filter(subject__contains="もうすぐ参加する日です")
    return sorted(found.values_list("to", flat=True))


def test_who_comes_is_reminded_the_day_before_and_once() -> None:
    event = make_event(capacity=3)
    person = comes(event).user
    vouch_for(comes_as_guest(event), how=ConfirmedHow.CALL, by=make_user())
    comes_as_guest(event, email="", phone="048-000-0000")
    comes(event)
    comes(event)
    gone = comes(event)
    move("leave", gone, by=gone.user)
    day = timezone.localdate(event.starts_at)

    told = {
        days: remind_who_comes(at_nine(day - dt.timedelta(days=days)), LONG_AGO) for days in (2, 1)
    }
    again = remind_who_comes(at_nine(day - dt.timedelta(days=1)), LONG_AGO)
    early = remind_who_comes(at_nine(day - dt.timedelta(days=1)) - dt.timedelta(hours=2), LONG_AGO)

    assert (told, again, early) == ({2: 0, 1: 3}, 0, 0)
    assert {"hanako@example.jp", person.email} <= set(reminded())


def test_nobody_is_reminded_of_days_before_the_portal_knew_it() -> None:
    event = make_event()
    comes(event)
    day = timezone.localdate(event.starts_at)

    since = day - dt.timedelta(days=1)

    assert remind_who_comes(at_nine(since), since) == 0


def test_who_applied_that_day_needs_no_reminder() -> None:
    event = make_event(when="tomorrow")
    comes(event)

    assert remind_who_comes(timezone.now(), LONG_AGO) == 0


@pytest.fixture
def manager() -> User:
    return make_user("管理者")


def test_who_holds_it_is_reminded_of_the_record_and_of_answers(manager: User) -> None:
    group = make_group(managers=(manager,))
    with time_machine.travel(timezone.now() - 30 * DAY):
        run_all(timezone.now())
    make_event(group=group, when="over")
    recorded = make_event(group=group, when="over", status="recorded")
    record = EventRecord.objects.create(
        event=recorded, text="ようす", visitors_count=1, helpers_count=1
    )
    Event.objects.update(created_at=timezone.now() - 20 * DAY)
    owed = timezone.localdate() + 7 * DAY
    EventOpinion.objects.create(record=record, opinion="水場が遠い", owed_until=owed)
    EventOpinion.objects.create(record=record, opinion="よかった", answer="ありがとう")

    found = {}
    for days in (1, 8):
        OutgoingMail.objects.all().delete()
        run_all(at_nine(timezone.localdate() + dt.timedelta(days=days)))
        subjects = OutgoingMail.objects.filter(to=manager.email)
        found[days] = sorted(
            subject[8:16] for subject in subjects.values_list("subject", flat=True)
        )

    assert found == {
        1: ["催しの記録を待って"[:8]],
        8: ["催しで出た意見へ"[:8], "催しの記録を待って"[:8]],
    }


def test_record_of_a_day_of_long_ago_is_asked_for_no_more(manager: User) -> None:
    """So what the clock reads each hour does not grow with the years."""
    group = make_group(managers=(manager,))
    with time_machine.travel(timezone.now() - 200 * DAY):
        run_all(timezone.now())
        for days in (20, 160):
            over = timezone.now() + days * DAY
            make_event(group=group, starts_at=over, ends_at=over + DAY / 24)
    OutgoingMail.objects.all().delete()

    run_all(timezone.now())

    assert OutgoingMail.objects.filter(subject__contains="催しの記録を待って").count() == 1


def labels(tasks: list[Task]) -> list[str]:
    return [task.label.partition("：")[0] for task in tasks]


def test_my_page_says_what_waits_in_events(manager: User) -> None:
    group = make_group(managers=(manager,))
    event = make_event(group=group, capacity=1)
    first, second = comes(event), comes(event)
    move("leave", first, by=first.user)
    comes_as_guest(event, email="", phone="048-000-0000")
    make_event(group=group, when="over")
    record = EventRecord.objects.create(
        event=make_event(group=group, when="over", status="recorded"),
        text="ようす",
        visitors_count=1,
        helpers_count=1,
    )
    record.opinions.create(opinion="水場が遠い", owed_until=timezone.localdate())

    assert labels(events_waiting_for(second.user, places_of(second.user))) == [
        "空いた席に参加するか答える"
    ]
    assert labels(events_waiting_for(User.objects.get(pk=manager.pk), [])) == [
        "メールのない方1人に電話する",
        "記録を書いて公開する",
        "意見1件に答える",
    ]
    assert [each.pk for each in places_of(second.user)] == [second.pk]
    assert places_of(first.user) == []


def test_who_came_is_forgotten_and_how_many_came_stays() -> None:
    event = make_event()
    comes(event, people_count=2)
    vouch_for(comes_as_guest(event), how=ConfirmedHow.CALL, by=make_user())
    comes_as_guest(event)
    other = comes(make_event(starts_at=event.starts_at + DAY, ends_at=event.starts_at + 2 * DAY))
    now = event.ends_at + 30 * DAY

    forget_guests(now)
    told = [forget_people(now) for _ in range(2)]

    assert (told, statuses(event)) == ([2, 0], ["confirmed", "confirmed"])
    assert Guest.objects.count() == 0
    assert list(Participation.objects.filter(user__isnull=False)) == [other]
    assert ParticipationDetails.objects.filter(participation__event=event).count() == 0


def test_guest_is_known_until_a_day_that_was_moved_is_over(manager: User) -> None:
    event = make_event(group=make_group(managers=(manager,)))
    vouch_for(comes_as_guest(event), how=ConfirmedHow.CALL, by=make_user())
    event.refresh_from_db()
    event.starts_at += 60 * DAY
    event.ends_at += 60 * DAY

    change_event(event, by=manager, fields=[])

    known = {}
    for name, day in (("that day", event.ends_at), ("afterwards", event.ends_at + 30 * DAY)):
        forget_guests(day)
        known[name] = Guest.objects.count()
    assert known == {"that day": 1, "afterwards": 0}


@pytest.mark.parametrize("ends", ["called off", "begins"])
def test_offered_seat_of_what_does_not_come_any_more_goes_on_to_nobody(
    manager: User, ends: str
) -> None:
    event = make_event(group=make_group(managers=(manager,)), capacity=1)
    first, second, third = comes(event), comes(event), comes(event)
    move("leave", first, by=first.user)
    if ends == "called off":
        EVENT_FLOW.make("cancel", event, by=manager, note="雨のため")
    OutgoingMail.objects.all().delete()

    with time_machine.travel(event.ends_at if ends == "begins" else event.starts_at - 5 * DAY):
        told = lapse_offers(timezone.now())
        asked = labels(events_waiting_for(second.user, places_of(second.user)))

    assert (told, asked, OutgoingMail.objects.count()) == (0, [], 0)
    assert statuses(event) == ["left", "offered", "waiting"]
    assert third.number == 3
