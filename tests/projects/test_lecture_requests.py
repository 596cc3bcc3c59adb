"""Asking for a lecture: from the menu to the report, what is refused in words, and who is told what."""

import datetime as dt
import re
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from groups.models import Guest
from kyodo_portal.cities import city
from kyodo_portal.post.outbox import OutgoingMail
from kyodo_portal.words.calendar import fiscal_year
from projects.actions.lecture_requests import forget_requests, route_request, settle_request
from projects.asked_reminders import REMINDERS
from projects.flows import EVENT_FLOW, LECTURE_REQUEST_FLOW
from projects.models import Event, LectureReport, LectureRequest, LectureStatus
from projects.rules import lecture_requests as rules
from tests.factories import make_department, make_group, make_staff, make_user, today
from tests.groups.places.factories import make_place, open_on
from tests.people import KINDS, Cast, Policy, make_cast, open_moves, row
from tests.projects.lecturing import make_lecture, make_request

pytestmark = pytest.mark.django_db

ANSWERERS = ("staff", "coordinator")
ASKED = {"take_up", "decline", "cancel"}

REQUESTS: Policy = {
    "unconfirmed": {},
    "applied": {**dict.fromkeys(ANSWERERS, ASKED), "citizen": {"cancel"}},
    "talking": {**dict.fromkeys(ANSWERERS, ASKED - {"take_up"}), "citizen": {"cancel"}},
    "decided": {**dict.fromkeys((*ANSWERERS, "citizen"), {"cancel"})},
    "held": {},
    "reported": {},
    "declined": {},
    "cancelled": {},
}


@pytest.fixture(scope="module")
def cast(for_the_file: None) -> Cast:
    return make_cast()


def told(words: str) -> set[str]:
    return set(OutgoingMail.objects.filter(subject__contains=words).values_list("to", flat=True))


def day(later: int) -> str:
    return (today() + dt.timedelta(days=later)).isoformat()


def written(**more: Any) -> dict[str, Any]:
    later = city().lectures.notice_days + 5
    return {
        "gathering": "南町の自治会",
        "phone": "000-1111-2222",
        "first_day": day(later),
        "first_time": "10時",
        "place": "",
        "place_text": "南町会館",
        "people_count": "２０",
        "purpose": "訓練の前に聞きたい。",
        "needs": "",
        **more,
    }


def test_policy_names_every_status() -> None:
    assert set(REQUESTS) == set(LectureStatus.values)


def test_moves_of_a_request(cast: Cast) -> None:
    lecture = make_lecture(department=cast.department)

    def moves(status: str) -> dict[str, set[str]]:
        asked = make_request(lecture, cast["citizen"], status=status)
        return open_moves(LECTURE_REQUEST_FLOW, cast, asked)

    assert {each: moves(each) for each in REQUESTS} == {
        each: row(REQUESTS, each) for each in REQUESTS
    }


def test_who_sees_and_answers_it(cast: Cast) -> None:
    asked = make_request(make_lecture(department=cast.department), cast["citizen"])
    of_group = make_request(make_lecture(), group=cast.group)
    wish = make_request(wish="町の歴史", user=cast["citizen"])

    def seeing(request: LectureRequest) -> set[str]:
        seen = LectureRequest.objects.filter(pk=request.pk)
        return {kind for kind in KINDS if seen.visible_to(cast[kind])}

    desk = {"coordinator", "superuser"}
    assert seeing(asked) == {"citizen", "staff", *desk}
    assert seeing(of_group) == {"manager", *desk}
    assert seeing(wish) == {"citizen", *desk}
    assert {kind for kind in KINDS if rules.may_answer(cast[kind], asked)} == {
        "staff",
        "coordinator",
    }


def test_lecture_from_the_menu_to_the_report(cast: Cast) -> None:
    lecture = make_lecture(department=cast.department, minutes=90)
    citizen, staff = cast.browser("citizen"), cast.browser("staff")
    assert f"/lectures/{lecture.pk}/apply/" in citizen.get(lecture.get_absolute_url()).text

    citizen.post(f"/lectures/{lecture.pk}/apply/", written(is_open="on"))
    asked = LectureRequest.objects.get()
    page = asked.get_absolute_url()
    assert (asked.status, asked.answer_by) == ("applied", today() + dt.timedelta(days=10))
    assert told("出前講座の申込みが届きました") == {cast["staff"].email}
    assert page in citizen.get("/my/").text
    assert page in staff.get("/my/").text

    settle = {"day": day(40), "time": "13:30", "minutes": "60", "place_text": "南町会館"}
    staff.post(f"{page}settle/", {**settle, "words": "机をお願いします。"})
    asked.refresh_from_db()
    event = asked.event
    assert event is not None
    assert (asked.status, event.kind, event.department) == ("decided", "lecture", cast.department)
    assert (event.status, event.is_closed) == ("published", False)
    assert told("出前講座の日時が決まりました") == {cast["citizen"].email}
    assert event.title in Client().get("/events/").text

    early = staff.post(f"{page}report/", report())
    with time_machine.travel(event.ends_at + dt.timedelta(hours=1), tick=False):
        assert LectureRequest.objects.whole().get().live_status == "held"
        cast.browser("staff").post(f"{page}report/", report())
    assert early.status_code == 409
    assert (LectureRequest.objects.get().status, LectureReport.objects.get().people_count) == (
        "reported",
        18,
    )
    assert told("出前講座の報告がまとまりました") == {cast["citizen"].email}
    assert "避難所はどこですか。" in citizen.get(page).text
    assert "緑川" not in citizen.get(page).text


def report(**more: Any) -> dict[str, Any]:
    return {
        "held_on": today().isoformat(),
        "people_count": "18",
        "audience": "neighbourhood",
        "speakers": "緑川",
        "questions": "避難所はどこですか。",
        "passed_to": "",
        "passed_words": "",
        **more,
    }


def test_day_that_is_closed_to_others_is_seen_by_nobody_else(cast: Cast) -> None:
    asked = make_request(
        make_lecture(department=cast.department), cast["citizen"], status="decided"
    )
    event = asked.event
    assert event is not None
    assert event.is_closed

    seen = {kind for kind in KINDS if Event.objects.visible_to(cast[kind]).filter(pk=event.pk)}
    assert seen == {"staff", "coordinator", "superuser"}
    assert event.when_words in cast.browser("citizen").get(asked.get_absolute_url()).text
    for address in ("/events/", "/feeds/events.xml", "/events.ics", "/search/?q=わが家の防災"):
        assert event.get_absolute_url() not in Client().get(address).text


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        ({"first_day": day(-1)}, "過ぎています"),
        ({"first_day": day(3)}, "準備のため"),
        ({"second_day": day(50)}, "日と時刻を両方書いてください"),
        ({"third_day": day(2), "third_time": "10時"}, "準備のため"),
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


def test_wish_on_a_closed_day_of_the_place_or_outside_its_hours_is_refused(cast: Cast) -> None:
    place = make_place("南町センター")
    wished = today() + dt.timedelta(days=45)
    others = [number for number in range(7) if number != wished.weekday()]
    open_on(place, *others)
    lecture = make_lecture()
    typed = written(first_day=wished.isoformat(), place=str(place.pk))

    closed = cast.browser("citizen").post(f"/lectures/{lecture.pk}/apply/", typed)
    late = {"first_day": (wished + dt.timedelta(days=1)).isoformat(), "first_time": "23:30"}
    outside = cast.browser("citizen").post(f"/lectures/{lecture.pk}/apply/", {**typed, **late})

    assert "休みの日です" in closed.text
    assert "開いている時間に収まりません" in outside.text


def test_old_menu_takes_applications_until_the_new_one_is_out(cast: Cast) -> None:
    old = make_lecture(fiscal_year=fiscal_year(timezone.now()) - 1)
    before = cast.browser("citizen").get(f"/lectures/{old.pk}/apply/")
    make_lecture()
    after = cast.browser("citizen").post(f"/lectures/{old.pk}/apply/", written())

    assert (before.status_code, after.status_code) == (200, 403)
    assert "新しいメニューから選んでください" in after.text


def test_wish_off_the_menu_is_brought_to_a_department(cast: Cast) -> None:
    cast.browser("citizen").post("/lectures/apply/", written(wish="町の歴史"))
    asked = LectureRequest.objects.get()
    assert told("出前講座の申込みが届きました") == {cast["coordinator"].email}
    held = LECTURE_REQUEST_FLOW.offers(cast["coordinator"], asked)
    assert [offer.move.name for offer in held if not offer.verdict] == ["take_up"]

    page = asked.get_absolute_url()
    cast.browser("coordinator").post(
        f"{page}route/", {"department": cast.department.pk, "words": ""}
    )
    asked.refresh_from_db()
    assert asked.department == cast.department
    assert told("担当に回ってきました") == {cast["staff"].email}

    route_request(request=asked, department=None, words="別の課です。", by=cast["staff"])
    assert LectureRequest.objects.get().department is None


def test_either_side_calls_it_off_and_the_other_is_told_at_once(cast: Cast) -> None:
    lecture = make_lecture(department=cast.department)
    by_citizen = make_request(lecture, cast["citizen"], status="decided")
    by_city = make_request(lecture, cast["citizen"], status="decided")

    LECTURE_REQUEST_FLOW.make("cancel", by_citizen, by=cast["citizen"], note="雨の予報です。")
    first = told("出前講座が取り消されました")
    LECTURE_REQUEST_FLOW.make("cancel", by_city, by=cast["staff"], note="講師が休みます。")

    assert first == {cast["staff"].email}
    assert told("出前講座が取り消されました") - first == {cast["citizen"].email}
    assert set(Event.objects.values_list("status", flat=True)) == {"cancelled"}


def test_who_asked_is_told_when_the_department_moves_the_day_or_calls_it_off(cast: Cast) -> None:
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


def test_officer_of_the_group_that_asks_leaves_it_to_another(cast: Cast) -> None:
    officer = make_staff(cast.department)
    group = make_group("職員の会", managers=(officer,))
    asked = make_request(make_lecture(department=cast.department), group=group)
    page = asked.get_absolute_url()
    client = cast.browser("staff")

    assert not LECTURE_REQUEST_FLOW.can_judge(officer, asked)
    assert LECTURE_REQUEST_FLOW.can_judge(cast["staff"], asked)
    settle = {"day": day(40), "time": "10:00", "minutes": "60", "place_text": "会館", "words": ""}
    own = Client()
    own.force_login(officer)
    assert own.post(f"{page}settle/", settle).status_code == 403
    assert client.post(f"{page}settle/", settle).status_code == 302


def test_request_without_an_account_waits_for_its_code_and_is_called_off_there(cast: Cast) -> None:
    client, lecture = Client(), make_lecture(department=cast.department)
    guest = {"guest_name": "見本 花子", "guest_email": "hanako@example.jp"}
    page = client.post(f"/lectures/{lecture.pk}/apply/", written(**guest), follow=True)
    asked = LectureRequest.objects.get()
    assert asked.status == "unconfirmed"
    assert cast.browser("staff").get(asked.get_absolute_url()).status_code == 404

    body = OutgoingMail.objects.filter(to="hanako@example.jp").latest("pk").body
    found = re.search(r"　(\d{6})\n", body)
    assert found is not None
    page = client.post(page.redirect_chain[-1][0], {"code": found[1]}, follow=True)
    own = page.redirect_chain[-1][0]
    assert "hanako@example.jp" in cast.browser("staff").get(asked.get_absolute_url()).text

    lacking = client.post(own, {"note": " "})
    client.post(own, {"note": "集まれなくなりました。"})
    assert (lacking.status_code, LectureRequest.objects.get().status) == (422, "cancelled")
    assert cast["staff"].email in told("出前講座が取り消されました")


def test_staff_enter_what_came_on_paper(cast: Cast) -> None:
    lecture = make_lecture(department=cast.department)
    guest = {"guest_name": "見本 花子", "guest_phone": "000-3333-4444"}
    came = {"came_by": "post", "came_on": day(-3)}
    cast.browser("other_staff").post(f"/lectures/{lecture.pk}/enter/", written(**guest, **came))

    asked = LectureRequest.objects.get()
    assert (asked.status, asked.came_by, asked.entered_by) == (
        "applied",
        "post",
        cast["other_staff"],
    )
    assert asked.answer_by == today() + dt.timedelta(days=7)


def test_what_was_asked_of_another_department_goes_there_at_once(cast: Cast) -> None:
    other = make_department("別の課")
    colleague = make_staff(other)
    asked = make_request(make_lecture(department=cast.department), cast["citizen"], status="held")
    passed = {"passed_to": other.pk, "passed_words": "街灯がほしい。"}

    half = cast.browser("staff").post(
        f"{asked.get_absolute_url()}report/", report(passed_to=other.pk)
    )
    cast.browser("staff").post(f"{asked.get_absolute_url()}report/", report(**passed))

    assert "両方書いてください" in half.text
    assert told("要望を引き継ぎました") == {colleague.email}


def test_silence_is_reminded_of_and_shown_to_the_desk(cast: Cast) -> None:
    waiting = make_request(make_lecture(department=cast.department), cast["citizen"])
    held = make_request(make_lecture(department=cast.department), status="held")
    by_key = {reminder.key: reminder for reminder in REMINDERS}

    found = {
        key: [each.pk for each in by_key[key].waiting(timezone.now())]
        for key in ("lecture", "lecture_report")
    }
    assert found == {"lecture": [waiting.pk], "lecture_report": [held.pk]}
    LectureRequest.objects.filter(pk=waiting.pk).update(answer_by=today() - dt.timedelta(days=1))
    lists = {
        kind: key
        for kind, key in (
            ("staff", "my_lectures"),
            ("staff", "my_lectures_to_report"),
            ("coordinator", "lectures_late"),
        )
        if "1" in cast.browser(kind).get(f"/admin/projects/lecturerequest/?queue={key}").text
    }
    assert set(lists) == {"staff", "coordinator"}


def test_what_is_over_is_forgotten() -> None:
    later = timezone.now() + dt.timedelta(days=60)
    over = make_request(by=make_user(), status="reported", phone="000-1")
    guest = Guest.objects.create(
        name="花子", phone="000-2", came_for="lecture", forget_on=timezone.localdate()
    )
    nobody = make_request(guest=guest, status="declined")
    never = make_request(guest=None, status="unconfirmed")
    Guest.objects.all().delete()

    assert forget_requests(later) == 1

    over.refresh_from_db()
    nobody.refresh_from_db()
    assert (over.phone, over.gathering) == ("", "南町の自治会")
    assert (nobody.gathering, nobody.purpose, nobody.phone) == ("", "", "")
    assert not LectureRequest.objects.filter(pk=never.pk).exists()


def test_last_years_lectures_are_counted_and_nobody_is_named(cast: Cast) -> None:
    make_lecture()
    asked = make_request(make_lecture(), by=make_user("名を出さない人"), status="reported")
    last = dt.date(fiscal_year(timezone.now()) - 1, 6, 1)
    LectureReport.objects.filter(request=asked).update(held_on=last)

    page = Client().get("/lectures/").text

    assert "1回うかがい、のべ18人にお話ししました" in page
    assert "名を出さない人" not in page
    assert "南町の自治会" not in page


def test_two_officers_settle_one_day(cast: Cast) -> None:
    asked = make_request(make_lecture(department=cast.department), cast["citizen"])
    given = {"minutes": 60, "place": None, "place_text": "会館", "words": ""}
    at = timezone.now() + dt.timedelta(days=40)
    settle_request(request=asked, starts_at=at, by=cast["staff"], **given)

    page = f"{asked.get_absolute_url()}settle/"
    typed = {
        "day": day(41),
        "time": "10:00",
        "minutes": "60",
        "place_text": "会館",
        "words": "別の日",
    }
    again = cast.browser("coordinator").post(page, typed)

    assert again.status_code == 409
    assert "別の日" in again.text
    assert Event.objects.count() == 1
