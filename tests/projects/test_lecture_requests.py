"""Asking for a lecture: from the menu to the report, what is refused in words, and who is told what."""

import datetime as dt
import re
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from groups.models import User
from kyodo_portal.cities import city
from kyodo_portal.life.queues import queues_for
from kyodo_portal.post.outbox import OutgoingMail
from kyodo_portal.words.calendar import fiscal_year
from projects.actions.lecture_requests import route_request
from projects.asked_reminders import REMINDERS
from projects.asked_waiting import waiting_for
from projects.flows import LECTURE_REQUEST_FLOW
from projects.models import Event, LectureReport, LectureRequest, LectureStatus
from projects.rules import lecture_requests as rules
from tests.factories import make_group, make_staff, today
from tests.groups.places.factories import make_place
from tests.people import KINDS, Cast, Policy, make_cast, open_moves, row
from tests.projects.lecturing import coming, make_lecture, make_request, report, told, written

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


def content(answer: Any) -> str:
    """The words of an answer, streamed or not."""
    return b"".join(answer).decode()


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


def test_officer_is_not_asked_to_answer_a_group_of_their_own(cast: Cast) -> None:
    lecture = make_lecture(department=cast.department)
    colleague = make_staff(cast.department)
    own = make_group(managers=(cast["staff"],))
    asked = [make_request(lecture, group=own, status=status) for status in ("applied", "held")]

    def asked_of(pk: int) -> tuple[list[int], list[str]]:
        person = User.objects.get(pk=pk)
        waits = [queue.count for queue in queues_for(person) if "出前講座" in queue.label]
        return waits, [task.url for task in waiting_for(person) if "/lectures/" in task.url]

    tells = {each.key: each.tells for each in REMINDERS}
    assert asked_of(cast["staff"].pk) == ([0, 0], [])
    assert asked_of(colleague.pk) == ([1, 1], [asked[0].get_absolute_url()])
    assert list(tells["lecture"](asked[0])) == [colleague]
    assert list(tells["lecture_report"](asked[1])) == [colleague]


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

    settle = {"day": coming(40), "time": "13:30", "minutes": "60", "place_text": "南町会館"}
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
        assert event.get_absolute_url() not in content(Client().get(address))


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


def test_officer_of_the_group_that_asks_leaves_it_to_another(cast: Cast) -> None:
    officer = make_staff(cast.department)
    group = make_group("職員の会", managers=(officer,))
    asked = make_request(make_lecture(department=cast.department), group=group)
    page = asked.get_absolute_url()
    client = cast.browser("staff")

    assert not LECTURE_REQUEST_FLOW.can_judge(officer, asked)
    assert LECTURE_REQUEST_FLOW.can_judge(cast["staff"], asked)
    settle = {
        "day": coming(40),
        "time": "10:00",
        "minutes": "60",
        "place_text": "会館",
        "words": "",
    }
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
    came = {"came_by": "post", "came_on": (today() - dt.timedelta(days=3)).isoformat()}
    cast.browser("other_staff").post(f"/lectures/{lecture.pk}/enter/", written(**guest, **came))

    asked = LectureRequest.objects.get()
    assert (asked.status, asked.came_by, asked.entered_by) == (
        "applied",
        "post",
        cast["other_staff"],
    )
    assert asked.answer_by == today() + dt.timedelta(days=7)


def test_day_on_which_paper_came_is_asked_for_once(cast: Cast) -> None:
    lecture = make_lecture(department=cast.department)
    guest = {"guest_name": "見本 花子", "guest_phone": "000-3333-4444", "came_by": "post"}
    ways = {
        "tomorrow": (today() + dt.timedelta(days=1)).isoformat(),
        "nothing": "",
        "no day": "そのうち",
    }

    for name, came_on in ways.items():
        typed = written(**guest, came_on=came_on)
        page = cast.browser("staff").post(f"/lectures/{lecture.pk}/enter/", typed)
        errors = page.context["form"].errors
        assert {field: len(told) for field, told in errors.items()} == {"came_on": 1}, name
    assert LectureRequest.objects.count() == 0


def test_silence_is_reminded_of_and_shown_to_the_desk(cast: Cast) -> None:
    lecture = make_lecture(department=cast.department)
    waiting, settled, held = (
        make_request(lecture, cast["citizen"], status=status)
        for status in ("applied", "decided", "held")
    )
    by_key = {reminder.key: reminder for reminder in REMINDERS}
    LectureRequest.objects.filter(pk=waiting.pk).update(answer_by=today() - dt.timedelta(days=1))

    def reminded(key: str) -> dict[int, set[str]]:
        reminder = by_key[key]
        found = reminder.waiting(timezone.now())
        return {each.pk: {person.email for person in reminder.tells(each)} for each in found}

    staff, desk, asker = (cast[kind].email for kind in ("staff", "coordinator", "citizen"))
    assert {key: reminded(key) for key in by_key if key.startswith("lecture")} == {
        "lecture": {waiting.pk: {staff}},
        "lecture_late": {waiting.pk: {staff, desk}},
        "lecture_day": {settled.pk: {staff, asker}},
        "lecture_report": {held.pk: {staff}},
    }

    def queue(kind: str, key: str) -> list[LectureRequest]:
        page = cast.browser(kind).get(f"/admin/projects/lecturerequest/?queue={key}")
        return list(page.context["cl"].queryset)

    assert queue("staff", "my_lectures") == [waiting]
    assert queue("staff", "my_lectures_to_report") == [held]
    assert queue("coordinator", "lectures_late") == [waiting]
    assert queue("coordinator", "lecture_reports_late") == []
    late = timezone.now() - dt.timedelta(days=city().lectures.report_days + 1)
    begun = late - dt.timedelta(hours=1)
    Event.objects.filter(pk=held.event_id).update(starts_at=begun, ends_at=late)
    assert queue("coordinator", "lecture_reports_late") == [held]
    page = cast.browser("citizen").get(waiting.get_absolute_url()).text
    assert "返事の期限を過ぎています" in page
    assert "お問い合わせ" in page


@pytest.mark.parametrize(
    ("year", "words"), [(2026, "12月15日（火）"), (2025, "令和8年(2026年)12月15日（火）")]
)
def test_day_of_another_year_names_it(cast: Cast, year: int, words: str) -> None:
    at = dt.datetime(2026, 12, 15, 10, tzinfo=timezone.get_current_timezone())
    asked = make_request(by=cast["citizen"], first_at=at)
    with time_machine.travel(at.replace(year=year, day=1), tick=False):
        page = cast.browser("citizen").get(asked.get_absolute_url()).text

    assert (f">{words} 10時" in page, "(2026年)12月15日" in page) == (True, year != 2026)


@pytest.mark.parametrize("number", [1, 3])
def test_pages_of_a_request_ask_the_database_as_often_for_three_as_for_one(
    cast: Cast, number: int
) -> None:
    lecture = make_lecture(department=cast.department)
    for place in range(number + 1):
        make_place(f"集会所{place}")
        make_request(lecture, cast["citizen"])
    asked = make_request(lecture, cast["citizen"], status="reported")
    waiting = LectureRequest.objects.exclude(pk=asked.pk).latest("pk")
    citizen, staff = cast.browser("citizen"), cast.browser("staff")
    asks = f"/lectures/{lecture.pk}/apply/"

    pages = {
        "apply as guest": (Client(), asks),
        "apply": (citizen, asks),
        "reported": (citizen, asked.get_absolute_url()),
        "waiting": (staff, waiting.get_absolute_url()),
        "settle": (staff, f"{waiting.get_absolute_url()}settle/"),
    }
    asked_for = {}
    for name, (browser, address) in pages.items():
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(address).status_code == 200
        asked_for[name] = len(queries)

    assert asked_for == {
        "apply as guest": 5,
        "apply": 10,
        "reported": 13,
        "waiting": 11,
        "settle": 9,
    }
