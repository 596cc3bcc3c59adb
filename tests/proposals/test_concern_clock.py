"""What people see is needed, by the clock and at once: whom it reminds on which day, what waits for whom, what
goes with somebody who is forgotten, and two who do the same in one instant."""

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.utils import timezone

from groups.actions.guests import forget_guests
from groups.models import Guest, User
from kyodo_portal.cities import city
from kyodo_portal.life.clock import run_all
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.queues import queues_for
from kyodo_portal.post.outbox import OutgoingMail
from proposals.actions.concern_answers import merge_concerns, part_concern
from proposals.actions.concerns import forget_concerns, forget_photos, say_me_too
from proposals.models import Concern, ConcernPhoto, MeToo
from tests.factories import make_coordinator, make_user, today
from tests.people import make_cast
from tests.proposals.concerning import add_photo, make_concern, make_guest
from tests.races import at_once


def on_day(days: int) -> dt.datetime:
    """The morning so many days from today, by the clock in Tokyo."""
    day = today() + dt.timedelta(days=days)
    return dt.datetime.combine(day, dt.time(9), tzinfo=timezone.get_current_timezone())


def reminded() -> dict[tuple[str, int], set[str]]:
    """Whom each reminder was written to, by its name and the day from today."""
    found: dict[tuple[str, int], set[str]] = {}
    for letter in OutgoingMail.objects.filter(key__startswith="reminder.concern"):
        name, _, day, person = letter.key.removeprefix("reminder.").split(":")
        days = (dt.date.fromisoformat(day) - today()).days
        found.setdefault((name, days), set()).add(User.objects.get(pk=person).display_name)
    return found


@pytest.mark.django_db
def test_desk_is_reminded_before_and_after_its_day_and_while_the_answer_waits() -> None:
    cast = make_cast()
    own = make_coordinator("書いた職員")
    make_concern(status="received", created_by=own, look_by=today() + dt.timedelta(days=5))
    make_concern(status="public", department=cast.department)
    make_concern(status="answered")
    for days in (0, 3, 4, 5, 6, 7, 13, 14, 15, 29, 30, 31):
        run_all(on_day(days))

    desk, staff = cast["coordinator"].display_name, cast["staff"].display_name
    everybody = {desk, own.display_name, staff}
    assert (city().reminders.concern, city().reminders.concern_answer) == ((-1, 1), (14, 30))
    assert reminded() == {
        ("concern", 4): {desk},
        ("concern", 6): {desk},
        ("concern_answer", 14): everybody,
        ("concern_answer", 30): everybody,
    }


@pytest.mark.django_db
def test_each_waits_in_the_queue_of_whoever_is_free_to_act() -> None:
    cast = make_cast()
    other_desk = make_coordinator("ほかの協働担当")
    told_by_desk = {"created_by": cast["coordinator"]}
    make_concern(status="received", look_by=today() - dt.timedelta(days=1))
    make_concern(status="received", look_by=today(), **told_by_desk)
    make_concern(status="private", department=cast.department)
    make_concern(status="public", department=cast.department, created_by=cast["staff"])
    by_phone = {"email": "", "phone": "0120-000-000", "confirmed_at": None, "confirmed_how": ""}
    make_concern(status="unconfirmed", guest=make_guest(**by_phone))
    by_mail = make_guest(email="b@example.jp", confirmed_at=None, confirmed_how="")
    make_concern(status="unconfirmed", guest=by_mail)

    def waits_for(person: User) -> dict[str, int]:
        return {
            str(queue.label): queue.count
            for queue in queues_for(person)
            if "困りごと" in queue.label and queue.count
        }

    look, call = "届いた地域の困りごとを確認する", "電話番号だけの方の困りごとを、電話で確かめる"
    reply = "確認した地域の困りごとに回答する"
    assert waits_for(other_desk) == {look: 2, call: 1, reply: 2}
    assert waits_for(cast["coordinator"]) == {look: 1, call: 1, reply: 2}
    assert waits_for(cast["staff"]) == {"自分の課に回った困りごとに回答する": 1}
    overdue = [queue for queue in queues_for(other_desk) if queue.label == look]
    assert [queue.is_overdue for queue in overdue] == [True]


@pytest.mark.django_db
def test_who_never_typed_the_code_is_forgotten_with_photo_and_file(
    django_capture_on_commit_callbacks: Any,
) -> None:
    silent = make_guest(confirmed_at=None, confirmed_how="")
    gone = add_photo(make_concern(status="unconfirmed", guest=silent))
    ended = make_guest(email="ended@example.jp", forget_on=today())
    kept = add_photo(make_concern("残る", guest=ended))
    stays = gone.file.storage.exists(gone.file.name), kept.file.storage.exists(kept.file.name)

    with django_capture_on_commit_callbacks(execute=True):
        later = on_day(2)
        assert (forget_guests(later), forget_concerns(later), forget_concerns(later)) == (2, 1, 0)

    left = gone.file.storage.exists(gone.file.name), kept.file.storage.exists(kept.file.name)
    assert (stays, left) == ((True, True), (False, True))
    assert [(each.title, each.guest) for each in Concern.objects.all()] == [("残る", None)]
    assert Guest.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("status", "refused", "days", "goes"),
    [
        ("withdrawn", False, 0, True),
        ("public", True, 31, True),
        ("public", True, 29, False),
        ("public", False, 400, False),
        ("private", False, 364, False),
        ("private", False, 366, True),
    ],
)
def test_photo_that_nobody_is_to_see_goes_with_its_file(
    status: str, refused: bool, days: int, goes: bool, django_capture_on_commit_callbacks: Any
) -> None:
    looked = {"looked_at": timezone.now(), "refused_because": "子どもの顔" if refused else ""}
    photo = add_photo(make_concern(status=status), **looked)

    with django_capture_on_commit_callbacks(execute=True):
        assert forget_photos(timezone.now() + dt.timedelta(days=days)) == int(goes)

    assert photo.file.storage.exists(photo.file.name) is (not goes)
    assert ConcernPhoto.objects.exists() is (not goes)


@pytest.mark.django_db
def test_photo_of_what_was_answered_in_private_goes_after_the_answer() -> None:
    for told in ({}, {"published_at": None}):
        add_photo(make_concern(status="answered", **told), looked_at=timezone.now())

    gone = [forget_photos(timezone.now() + dt.timedelta(days=days)) for days in (29, 31)]
    assert gone == [0, 1]
    assert ConcernPhoto.objects.get().concern.published_at is not None


@pytest.mark.django_db
def test_words_of_what_was_taken_back_go() -> None:
    concern = make_concern(status="withdrawn")
    kept = make_concern("残る", status="private")
    words = []
    for days in (29, 31):
        forget_concerns(timezone.now() + dt.timedelta(days=days))
        concern.refresh_from_db()
        words.append((concern.title, concern.place + concern.text == ""))
    kept.refresh_from_db()

    assert words == [("通学路の街灯が消えている", False), ("取り下げられた困りごと", True)]
    assert kept.title == "残る"


def refusals(*calls: Callable[[], Any]) -> int:
    """How many of these, made at once, were refused; nothing else went wrong."""
    wrong = [each for each in at_once(*calls) if isinstance(each, Exception)]
    assert [type(each) for each in wrong] == [MoveRefused] * len(wrong), wrong
    return len(wrong)


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_who_merge_opposite_ways_leave_one_in_the_list() -> None:
    first, second = make_concern("一つめ"), make_concern("二つめ")
    merge = partial(merge_concerns, by=make_coordinator())

    refused = refusals(
        partial(merge, concerns=[first], into=second), partial(merge, concerns=[second], into=first)
    )

    assert (refused, Concern.objects.public().count()) == (1, 1)
    assert Concern.objects.public().get().people == 2


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_one_is_parted_once_while_others_are_merged_beside_it() -> None:
    desk, held = make_coordinator(), make_concern("まとめ先")
    child, beside = make_concern("外す"), make_concern("加える")
    merge_concerns(concerns=[child], into=held, by=desk)
    child.refresh_from_db()
    part = partial(part_concern, concern=child, by=desk)

    assert refusals(part, part, partial(merge_concerns, concerns=[beside], into=held, by=desk)) == 1

    held.refresh_from_db()
    states = Concern.objects.order_by("pk").values_list("status", flat=True)
    assert (held.people, list(states)) == (2, ["public", "received", "merged"])


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_me_too_pressed_at_once_counts_each_person_once() -> None:
    concern, people = make_concern(), [make_user(), make_user()]
    said = at_once(*(partial(say_me_too, concern=concern, by=each) for each in people * 2))

    concern.refresh_from_db()
    assert sorted(said) == [False, False, True, True]
    assert (concern.people, MeToo.objects.count()) == (3, 2)
