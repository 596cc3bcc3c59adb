"""Questions about a call: asked by anybody, answered to all, and never with who asked."""

import datetime as dt
import re
import uuid
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from groups.actions.follows import follow
from groups.models import Follow, FollowKind, Guest
from groups.notices.followable import followed
from kyodo_portal.life.people import EVERYBODY
from kyodo_portal.post.outbox import OutgoingMail
from kyodo_portal.publishing.news import Topic, news_between
from proposals.actions.inquiries import forget_inquiries
from proposals.flows import INQUIRY_FLOW
from proposals.models import CallInquiry
from proposals.rules.inquiries import can_ask, can_enter, may_answer
from tests.factories import make_coordinator, make_department, make_staff, make_user
from tests.proposals.factories import make_call, make_inquiry
from tests.proposals.pages import signed_in, url

pytestmark = pytest.mark.django_db

WORDS = "謝礼は対象になりますか。"


def asked(**fields: Any) -> dict[str, Any]:
    return {"text": WORDS, "submission_key": str(uuid.uuid4()), **fields}


def page_of(call: Any) -> str:
    return Client().get(call.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("when", "days", "may"),
    [
        ("draft", None, False),
        ("announced", None, True),
        ("open", None, True),
        ("open", 0, True),  # the day itself counts
        ("open", -1, False),
        ("open", 1, True),
        ("closed", 1, False),
        ("reviewing", None, False),
        ("decided", None, False),
    ],
)
def test_until_when_one_may_ask(when: str, days: int | None, may: bool) -> None:
    day = None if days is None else timezone.localdate() + dt.timedelta(days=days)
    call = make_call(when=when, questions_until=day)

    assert bool(can_ask(call)) is may
    assert bool(can_enter(make_coordinator(), call)) is may
    assert not can_enter(make_user(), call)


def test_person_asks_once_and_the_desk_is_told() -> None:
    person, desk, call = make_user(), make_coordinator(), make_call()
    form = asked()

    for _ in range(2):
        signed_in(person).post(url("calls:ask", call.pk), form)

    inquiry = CallInquiry.objects.get()
    assert (inquiry.user, inquiry.status, inquiry.text) == (person, "asked", WORDS)
    assert OutgoingMail.objects.filter(to=desk.email).count() == 1
    assert WORDS not in page_of(call)


def test_answer_is_public_without_who_asked_and_told_to_them() -> None:
    person, call = make_user("質問 した子"), make_call()
    inquiry = make_inquiry(call=call, by=person, text=WORDS)
    desk = signed_in(make_coordinator())

    desk.post(url("calls:inquiry_reword", inquiry.pk), {"shown_as": "謝礼は使えますか。"})
    desk.post(
        url("calls:inquiry_move", inquiry.pk),
        {"move": "answer", "seen": "asked", "note": "一人3万円までです。"},
    )

    inquiry.refresh_from_db()
    page = page_of(call)
    assert inquiry.status == "answered"
    assert "謝礼は使えますか。" in page
    assert "一人3万円までです。" in page
    assert WORDS not in page
    assert "質問 した子" not in page
    assert OutgoingMail.objects.get(to=person.email).subject


def test_who_follows_the_call_is_told_of_answers() -> None:
    call, begun = make_call(), timezone.now()
    make_inquiry(call=call)
    INQUIRY_FLOW.make("answer", call.inquiries.get(), by=make_coordinator(), note="使えます。")

    news = news_between(begun, timezone.now())

    told = [(str(item.told), item.title, item.topics) for item in news if item.record == call]
    topics = frozenset({Topic(FollowKind.CALL, call.pk)})
    assert ("募集についての質問と答えが載りました", str(call), topics) in told


def test_call_is_followed_from_its_page() -> None:
    person, call = make_user(), make_call()
    follow(by=person, kind=FollowKind.CALL, number=call.pk)

    assert followed(person, Follow.objects.all())[0][1] == str(call)


def test_answered_question_is_not_reworded() -> None:
    inquiry = make_inquiry(status="answered", shown_as="はじめの文")

    answer = signed_in(make_coordinator()).post(
        url("calls:inquiry_reword", inquiry.pk), {"shown_as": "べつの文"}
    )

    inquiry.refresh_from_db()
    assert (answer.status_code, inquiry.shown_as) == (409, "はじめの文")


def test_question_with_a_telephone_number_is_asked_about_before_it_is_sent() -> None:
    call = make_call()

    page = signed_in(make_user()).post(
        url("calls:ask", call.pk), asked(text="090-1234-5678に電話をください")
    )

    assert "公開すると、だれでも読めるようになります" in page.content.decode()
    assert not CallInquiry.objects.exists()


def test_question_that_is_set_aside_is_told_to_its_asker_alone() -> None:
    person, call = make_user(), make_call()
    inquiry = make_inquiry(call=call, by=person, text=WORDS)

    INQUIRY_FLOW.make("set_aside", inquiry, by=make_coordinator(), note="ほかの方の悪口です。")

    assert WORDS not in page_of(call)
    assert "ほかの方の悪口です。" in OutgoingMail.objects.get(to=person.email).body
    own = signed_in(person).get(inquiry.get_absolute_url()).content.decode()
    assert "ほかの方の悪口です。" in own


def test_guest_asks_with_a_code_and_reads_the_answer() -> None:
    call, client = make_call(), Client()
    form = asked(guest_name="通りすがり", guest_email="guest@example.jp")
    client.post(url("calls:ask", call.pk), form)
    inquiry = CallInquiry.objects.get()
    assert inquiry.status == "unconfirmed"
    assert not CallInquiry.objects.standing().exists()

    INQUIRY_FLOW.make("confirm", inquiry, by=EVERYBODY)
    INQUIRY_FLOW.make("answer", inquiry, by=make_coordinator(), note="使えます。")

    letters = OutgoingMail.objects.filter(to="guest@example.jp")
    assert any("使えます。" in letter.body for letter in letters)
    assert "通りすがり" not in page_of(call)


def test_what_a_guest_never_confirmed_goes_with_them() -> None:
    Client().post(
        url("calls:ask", make_call().pk),
        asked(guest_name="だれか", guest_email="nobody@example.jp"),
    )
    kept = make_inquiry(by=make_user())
    Guest.objects.all().delete()

    assert forget_inquiries(timezone.now()) == 1
    assert list(CallInquiry.objects.all()) == [kept]


def test_question_on_paper_is_entered_by_the_desk() -> None:
    call, desk = make_call(), make_coordinator()
    form = asked(came_by="phone", came_on=timezone.localdate().isoformat())

    answer = signed_in(desk).post(url("calls:ask_entered", call.pk), form)

    inquiry = CallInquiry.objects.get()
    assert answer.url == inquiry.get_absolute_url()
    assert (inquiry.entered_by, inquiry.came_by, inquiry.user) == (desk, "phone", None)


def test_those_who_answer_are_the_desk_and_the_department_of_the_theme() -> None:
    department = make_department()
    staff, other = make_staff(department), make_staff(make_department("別の課"))
    inquiry = make_inquiry(call=make_call(department=department), by=make_user())

    people = (make_coordinator(), staff, other, inquiry.user, EVERYBODY)
    assert [bool(may_answer(person, inquiry)) for person in people] == [
        *(True, True, False, False, False)
    ]
    seen = [CallInquiry.objects.visible_to(person).exists() for person in people]
    assert seen == [True, True, False, True, False]


def test_page_of_a_call_tells_until_when_one_may_ask() -> None:
    day = timezone.localdate() + dt.timedelta(days=3)
    open_, over = make_call(questions_until=day), make_call(questions_until=day - dt.timedelta(4))

    assert f'href="{url("calls:ask", open_.pk)}"' in page_of(open_)
    closed = page_of(over)
    assert url("calls:ask", over.pk) not in closed
    assert re.search("質問は.*に締め切りました", closed)
