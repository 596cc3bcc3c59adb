"""On which days the city comes and speaks: wishes that are refused in words, and a day that is moved afterwards."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from groups.models import Department, Guest
from kyodo_portal.cities import city
from kyodo_portal.post.outbox import OutgoingMail
from projects.actions.lecture_days import move_day, settle_request
from projects.flows import EVENT_FLOW, LECTURE_REQUEST_FLOW
from projects.flows.lecture_letters import remind_guests
from projects.models import Event, LectureRequest
from projects.rules.lecture_days import can_come_on, when_we_come
from tests.factories import make_group, make_staff, today
from tests.groups.places.factories import make_place, open_on
from tests.own_city import live_in
from tests.people import Cast, make_cast
from tests.projects.lecturing import coming, make_lecture, make_request, told, written

pytestmark = pytest.mark.django_db

YESTERDAY = (today() - dt.timedelta(days=1)).isoformat()


@pytest.fixture(scope="module")
def cast(for_the_file: None) -> Cast:
    return make_cast()


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        ({"first_day": YESTERDAY}, "過ぎています"),
        ({"first_day": coming(3)}, "準備のため"),
        ({"second_day": coming(50)}, "日と時刻を両方書いてください"),
        ({"third_day": coming(2), "third_time": "10時"}, "準備のため"),
        ({"first_time": "20時30分"}, "うかがえる時間（9時から21時まで）に収まりません"),
        ({"place_text": ""}, "場所を選ぶか、書いてください"),
        ({"people_count": "0"}, "人数"),
        ({"first_day": "いつか"}, "日付として読み取れません"),
    ],
)
def test_wish_that_cannot_be_met_is_refused_in_words(
    cast: Cast, wish: dict[str, str], words: str
) -> None:
    lecture = make_lecture()
    page = cast.browser("citizen").post(f"/lectures/{lecture.pk}/apply/", written(**wish))

    assert (page.status_code, LectureRequest.objects.count()) == (200, 0)
    assert words in page.text
    assert "訓練の前に聞きたい。" in page.text


def test_page_says_the_first_day_that_can_be_wished_for(cast: Cast) -> None:
    page = cast.browser("citizen").get(f"/lectures/{make_lecture().pk}/apply/")

    assert f"例：{coming(city().lectures.notice_days)}" in page.text


def test_wish_on_a_closed_day_of_the_place_or_outside_its_hours_is_refused(cast: Cast) -> None:
    place = make_place("南町センター")
    wished = dt.date.fromisoformat(coming(45))
    lecture = make_lecture()
    typed = written(first_day=wished.isoformat(), place=str(place.pk))

    open_on(place, (wished.weekday() + 1) % 7)
    closed = cast.browser("citizen").post(f"/lectures/{lecture.pk}/apply/", typed)
    open_on(place, wished.weekday())
    late = {**typed, "first_time": "20:00"}
    outside = cast.browser("citizen").post(f"/lectures/{lecture.pk}/apply/", late)

    assert "休みの日です" in closed.text
    assert "開いている時間に収まりません" in outside.text
    assert LectureRequest.objects.count() == 0


def test_profile_says_on_which_days_the_city_comes(settings: Any, tmp_path: Path) -> None:
    days = {
        "an ordinary Tuesday": dt.date(2027, 1, 12),
        "a Saturday": dt.date(2027, 1, 16),
        "a holiday on a Monday": dt.date(2027, 1, 11),
        "before New Year": dt.date(2026, 12, 29),
        "after New Year": dt.date(2027, 1, 4),
    }

    def refused() -> dict[str, str]:
        verdicts = {name: can_come_on(day) for name, day in days.items()}
        return {name: verdict.reason for name, verdict in verdicts.items() if not verdict}

    assert set(refused()) == {"before New Year"}
    live_in(
        settings,
        tmp_path,
        "[lectures]\nweekdays = [1, 2, 3, 4, 5]\non_holidays = false\n"
        'from_hour = 9\nuntil_hour = 17\nclosed_from = "12-28"\nclosed_until = "01-04"\n',
    )
    assert refused() == {
        "a Saturday": "1月16日（土）には、うかがえません。"
        "うかがえるのは、月曜日、火曜日、水曜日、木曜日、金曜日です。",
        "a holiday on a Monday": "1月11日（月）は祝日のため、うかがえません。別の日を選んでください。",
        "before New Year": "12月29日（火）は、うかがえない期間（12月28日から1月4日まで）です。"
        "別の日を選んでください。",
        "after New Year": "1月4日（月）は、うかがえない期間（12月28日から1月4日まで）です。"
        "別の日を選んでください。",
    }
    assert when_we_come() == [
        "月曜日、火曜日、水曜日、木曜日、金曜日の9時から17時までにうかがえます。",
        "祝日には、うかがえません。",
        "12月28日から1月4日までは、うかがえません。",
    ]


def test_two_officers_settle_one_day(cast: Cast) -> None:
    asked = make_request(make_lecture(department=cast.department), cast["citizen"])
    given = {"minutes": 60, "place": None, "place_text": "会館", "words": ""}
    at = timezone.now() + dt.timedelta(days=40)
    settle_request(request=asked, starts_at=at, by=cast["staff"], **given)

    again = cast.browser("coordinator").post(
        f"{asked.get_absolute_url()}settle/", settled(words="別の日")
    )

    assert again.status_code == 409
    assert "別の日" in again.text
    assert Event.objects.count() == 1


def settled(**more: str) -> dict[str, str]:
    return {
        "day": coming(41),
        "time": "10:00",
        "minutes": "60",
        "place_text": "会館",
        "words": "",
        **more,
    }


def test_words_of_a_wish_are_looked_at_before_everybody_reads_them(cast: Cast) -> None:
    asked = make_request(
        wish="となりの山田さんの畑", user=cast["citizen"], department=cast.department, is_open=True
    )
    page = f"{asked.get_absolute_url()}settle/"
    staff = cast.browser("staff")

    assert "参加できる日に載せる題名" in staff.get(page).text
    staff.post(page, settled(title="畑の土づくり"))

    event = Event.objects.get()
    assert (event.title, event.text) == ("出前講座「畑の土づくり」", "畑の土づくり")
    assert "山田" not in Client().get(event.get_absolute_url()).text


def test_words_of_a_wish_do_not_outlive_it_in_a_day_that_is_closed(cast: Cast) -> None:
    asked = make_request(
        wish="となりの山田さんの畑", user=cast["citizen"], department=cast.department
    )
    cast.browser("staff").post(f"{asked.get_absolute_url()}settle/", settled())

    event = Event.objects.get()
    assert (event.title, event.text) == ("出前講座「メニューにないこと」", "メニューにないこと")
    assert event.is_closed


def test_day_is_moved_and_everybody_is_told(cast: Cast) -> None:
    colleague = make_staff(cast.department)
    asked = make_request(
        make_lecture(department=cast.department), cast["citizen"], status="decided"
    )
    page = f"{asked.get_absolute_url()}day/"
    staff = cast.browser("staff")
    form = staff.get(page).context["form"]
    same = {name: form.initial.get(name) or "" for name in ("day", "time", "minutes", "before")}
    before = {"before": same["before"]}
    same |= {"place_text": "南町会館", "words": "同じです。"}

    unchanged = staff.post(page, same)
    silent = staff.post(page, settled(**before))
    moved = staff.post(page, settled(words="講師の都合です。", **before))
    late = cast.browser("coordinator").post(page, settled(day=coming(50), words="私も。", **before))

    assert "いまの日時と場所と同じです" in unchanged.text
    assert (silent.status_code, moved.status_code) == (200, 302)
    assert "ほかの職員が、先に日時か場所を変えました" in late.text
    assert late.context["form"]["before"].value() != before["before"]
    event = Event.objects.get()
    assert timezone.localdate(event.starts_at).isoformat() == coming(41)
    assert told("日時か場所が変わりました") == {cast["citizen"].email, colleague.email}
    letter = OutgoingMail.objects.get(to=cast["citizen"].email)
    assert "講師の都合です。" in letter.body
    assert "変わる前：" in letter.body
    assert "日時や場所が変わりました" in cast.browser("citizen").get(asked.get_absolute_url()).text


def test_guest_is_known_until_after_the_day_that_was_moved(cast: Cast) -> None:
    guest = Guest.objects.create(
        name="花子", email="hanako@example.jp", came_for="lecture", forget_on=today()
    )
    asked = make_request(make_lecture(department=cast.department), guest=guest, status="decided")
    event = asked.event
    assert event is not None
    later = event.starts_at + dt.timedelta(days=20)
    given = {"minutes": 60, "place": None, "place_text": "会館", "words": "雨のため。"}

    move_day(request=asked, starts_at=later, by=cast["coordinator"], **given)

    guest.refresh_from_db()
    ends_at = later + dt.timedelta(minutes=60)  # past midnight in Japan, at some hours
    assert guest.forget_on == timezone.localdate(ends_at) + dt.timedelta(days=30)
    assert told("日時か場所が変わりました") == {"hanako@example.jp", cast["staff"].email}


def test_guest_is_reminded_of_the_day_once(cast: Cast) -> None:
    forget = today() + dt.timedelta(days=90)
    guests = [
        Guest.objects.create(
            name=name, email=email, phone="000-1", came_for="lecture", forget_on=forget
        )
        for name, email in (("花子", "hanako@example.jp"), ("電話", ""))
    ]
    lecture, now = make_lecture(department=cast.department), timezone.now()
    for guest in guests:
        make_request(lecture, guest=guest, status="decided", decided_at=now)
    event = LectureRequest.objects.get(guest=guests[0]).event
    assert event is not None
    morning = timezone.localtime(event.starts_at).replace(hour=9) - dt.timedelta(days=3)
    told_on = {
        "settled": now,
        "before": morning - dt.timedelta(days=1),
        "that day": morning,
        "again": morning + dt.timedelta(hours=1),
    }
    since = today() - dt.timedelta(days=1)

    assert {name: remind_guests(at, since) for name, at in told_on.items()} == {
        "settled": 0,
        "before": 0,
        "that day": 1,
        "again": 0,
    }
    letter = OutgoingMail.objects.get(subject__contains="出前講座の日が近づきました")
    assert letter.to == "hanako@example.jp"
    assert event.when_words in letter.body


@pytest.mark.parametrize(
    ("status", "code"), [("applied", 409), ("decided", 200), ("held", 409), ("cancelled", 409)]
)
def test_only_what_is_settled_and_to_come_is_moved(cast: Cast, status: str, code: int) -> None:
    asked = make_request(make_lecture(department=cast.department), cast["citizen"], status=status)
    page = cast.browser("staff").get(f"{asked.get_absolute_url()}day/")

    assert page.status_code == code
    assert ("日時・場所を変える" in cast.browser("staff").get(asked.get_absolute_url()).text) == (
        code == 200
    )


def test_who_asked_is_told_when_the_department_calls_the_day_off_on_its_page(cast: Cast) -> None:
    asked = make_request(
        make_lecture(department=cast.department), cast["citizen"], status="decided"
    )
    event = asked.event
    assert event is not None

    EVENT_FLOW.make("cancel", event, by=cast["staff"], note="警報が出たため。")

    asked.refresh_from_db()
    assert asked.status == "cancelled"
    letter = OutgoingMail.objects.get(to=cast["citizen"].email)
    assert "警報が出たため。" in letter.body
    assert "ほかの講座や、別の日でも申し込めます。" in letter.body


def test_officer_of_the_group_that_asks_leaves_the_day_to_another(cast: Cast) -> None:
    officer = make_staff(cast.department)
    group = make_group("職員の会", managers=(officer,))
    lecture = make_lecture(department=cast.department)
    asked, running = (
        make_request(lecture, group=group, status=each) for each in ("applied", "decided")
    )
    own = Client()
    own.force_login(officer)

    assert not LECTURE_REQUEST_FLOW.can_judge(officer, asked)
    assert LECTURE_REQUEST_FLOW.can_judge(cast["staff"], asked)
    pages = (f"{asked.get_absolute_url()}settle/", f"{running.get_absolute_url()}day/")
    staff = cast.browser("staff")
    before = staff.get(pages[1]).context["form"].initial["before"]
    typed = settled(words="わけ", before=before)
    assert [own.post(page, typed).status_code for page in pages] == [403, 403]
    assert [staff.post(page, typed).status_code for page in pages] == [302, 302]


def test_lecture_of_a_department_that_is_no_more_goes_to_the_desk(cast: Cast) -> None:
    lecture = make_lecture(department=cast.department)
    waiting = make_request(lecture, cast["citizen"])
    Department.objects.filter(pk=cast.department.pk).update(is_active=False)
    citizen, address = cast.browser("citizen"), f"/lectures/{lecture.pk}/apply/"

    assert "協働の窓口が担当する課を探します" in citizen.get(address).text
    citizen.post(address, written())

    asked = LectureRequest.objects.exclude(pk=waiting.pk).get()
    assert (asked.lecture, asked.department) == (lecture, None)
    assert told("出前講座の申込みが届きました") == {cast["coordinator"].email}
    desk = cast.browser("coordinator")
    queue = desk.get("/admin/projects/lecturerequest/?queue=lectures_to_route")
    assert set(queue.context["cl"].queryset) == {asked, waiting}
    held = f"{waiting.get_absolute_url()}settle/"
    assert "先に担当課を決めてください" in desk.post(held, settled()).text
