"""Many things in one letter: when it is written, what stands in it, and that nothing is told twice or lost."""

import datetime as dt
from contextlib import suppress
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from groups.models import User
from kyodo_portal.post.gathered import (
    MOST,
    OF_A_REVIEW,
    OF_THE_DAY,
    SOON,
    GatheredLine,
    send_gathered,
    tell_together,
)
from kyodo_portal.post.outbox import OutgoingMail
from tests.factories import make_coordinator, make_group, make_user

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 7, 1, 12, 0, tzinfo=dt.timezone(dt.timedelta(hours=9)))
NEXT_MORNING = NOON + dt.timedelta(hours=20)


@pytest.fixture
def noon(time_machine: Any) -> Any:
    time_machine.move_to(NOON, tick=False)
    return time_machine


def tell(person: User, number: int = 1, **changes: Any) -> None:
    told: dict[str, Any] = {
        "by": None,
        "about": make_group(f"花みち会{number:03d}", status="registered"),
        "told": "団体の登録が申請されました",
        "bundle": OF_THE_DAY,
        "key": f"group.apply:{number}",
    }
    tell_together([person], **told | changes)


def letters() -> list[tuple[str, str]]:
    return list(OutgoingMail.objects.order_by("pk").values_list("to", "subject"))


def test_what_came_in_is_one_letter_at_the_hour_of_the_desk(noon: Any) -> None:
    desk = make_coordinator()
    for number in (1, 2, 3):
        tell(desk, number, note="よろしくお願いします。" if number == 2 else "")

    written = [send_gathered(NEXT_MORNING - dt.timedelta(minutes=minutes)) for minutes in (1, 0)]

    assert written == [0, 1]
    letter = OutgoingMail.objects.get()
    assert letter.subject == "【協働ポータル】団体の登録が申請されました（3件）"
    for number in (1, 2, 3):
        assert f"・花みち会{number:03d}" in letter.body
    assert letter.body.count("/groups/") == 3
    assert "添えられた言葉: よろしくお願いします。" in letter.body
    assert GatheredLine.objects.count() == 0


def test_one_thing_alone_has_the_subject_of_a_single_letter(noon: Any) -> None:
    tell(make_coordinator())

    send_gathered(NEXT_MORNING)

    assert [subject for _, subject in letters()] == [
        "【協働ポータル】団体の登録が申請されました「花みち会001」"
    ]


def test_different_things_are_named_by_what_they_have_in_common(noon: Any) -> None:
    desk = make_coordinator()
    tell(desk, 1)
    tell(desk, 2, told="採点が提出されました")

    send_gathered(NEXT_MORNING)

    assert [subject for _, subject in letters()] == [
        "【協働ポータル】届いたもの・進んだこと（2件）"
    ]


def test_what_waits_goes_with_the_first_that_is_due(noon: Any) -> None:
    person, call = make_user(), make_group()
    tell(person, 1, bundle=OF_A_REVIEW, of=call)
    noon.shift(SOON - dt.timedelta(minutes=1))
    tell(person, 2, bundle=OF_A_REVIEW, of=call)
    tell(person, 3, bundle=OF_A_REVIEW, of=make_group())
    tell(person, 4)

    assert send_gathered(NOON + SOON) == 1
    assert [subject for _, subject in letters()] == [
        "【協働ポータル】団体の登録が申請されました（2件）"
    ]
    assert GatheredLine.objects.count() == 2


def test_nobody_is_told_twice_nor_of_their_own_act(noon: Any) -> None:
    desk, other = make_coordinator(), make_coordinator()
    group = make_group()
    for _ in range(2):
        tell_together(
            [desk, desk, other],
            by=other,
            about=group,
            told="申請されました",
            bundle=OF_THE_DAY,
            key="group.apply:1",
        )

    assert [send_gathered(NEXT_MORNING), send_gathered(NEXT_MORNING)] == [1, 0]
    assert [to for to, _ in letters()] == [desk.email]


def test_worker_killed_in_the_middle_has_told_nothing_and_forgotten_nothing(noon: Any) -> None:
    desk = make_coordinator()
    tell(desk, 1)
    with suppress(KeyboardInterrupt), transaction.atomic():
        send_gathered(NEXT_MORNING)
        raise KeyboardInterrupt

    assert (letters(), GatheredLine.objects.count()) == ([], 1)
    send_gathered(NEXT_MORNING)
    assert (len(letters()), GatheredLine.objects.count()) == (1, 0)


def test_what_one_may_not_see_any_more_is_not_told(noon: Any) -> None:
    desk, citizen = make_coordinator(), make_user()
    applied = make_group("申請した会", status="applied")
    for person in (desk, citizen):
        tell(person, about=applied)
        tell(person, 2)

    send_gathered(NEXT_MORNING)

    bodies = dict(OutgoingMail.objects.values_list("to", "body"))
    assert ("申請した会" in bodies[desk.email], "申請した会" in bodies[citizen.email]) == (
        True,
        False,
    )


def test_closed_account_is_told_nothing(noon: Any) -> None:
    desk = make_coordinator()
    tell(desk)
    User.objects.filter(pk=desk.pk).update(is_active=False)

    assert (send_gathered(NEXT_MORNING), GatheredLine.objects.count()) == (0, 0)


def test_more_than_one_letter_holds_comes_in_several(noon: Any) -> None:
    desk, group = make_coordinator(), make_group("花みち会")
    for number in range(MOST + 1):
        tell(desk, number, about=group)

    send_gathered(NEXT_MORNING)

    told = [
        body.count("・花みち会") for body in OutgoingMail.objects.values_list("body", flat=True)
    ]
    assert sorted(told) == [1, MOST]
    assert f"（{MOST}件、1／2通）" in OutgoingMail.objects.order_by("pk").first().subject


def test_letter_of_the_day_goes_out_once_a_day(noon: Any) -> None:
    desk = make_coordinator()
    for hour in range(48):
        noon.move_to(NOON + dt.timedelta(hours=hour), tick=False)
        tell(desk, hour)
        send_gathered(timezone.now())

    assert len(letters()) == 2
