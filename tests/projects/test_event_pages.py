"""The page of an event: what everybody reads, how one comes with and without an account, and leaves."""

import datetime as dt
import re

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from groups.models import Guest, User
from kyodo_portal.post.outbox import OutgoingMail
from projects.models import Event, Participation, ParticipationDetails
from tests.factories import make_department, make_group, make_project, make_user
from tests.projects.events import HOUR, comes, make_event, statuses
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db

GUEST = {"guest_name": "見本 花子", "guest_email": "hanako@example.jp", "people_count": "2"}


def browser(person: User | None = None) -> Client:
    client = Client()
    if person is not None:
        sign_in(client, person)
    return client


def code_in_letter() -> str:
    body = OutgoingMail.objects.filter(subject__contains="コード").latest("pk").body
    found = re.search(r"　(\d{6})\n", body)
    assert found is not None
    return found[1]


def test_account_comes_in_one_press_and_leaves_in_one() -> None:
    event, person = make_event(), make_user()
    client = browser(person)

    page = client.get(event.get_absolute_url()).content.decode()
    joined = client.post(f"{event.get_absolute_url()}join/", {"people_count": "1"}, follow=True)
    left = client.post(f"{event.get_absolute_url()}mine/", {"move": "leave"}, follow=True)

    assert "申し込む" in page
    assert "参加が決まりました" in joined.content.decode()
    assert "辞退を受け付けました" in left.content.decode()
    assert statuses(event) == ["left"]


def test_guest_comes_with_a_code_and_leaves_from_the_letter() -> None:
    event, client = make_event(what_to_bring="手袋"), browser()

    sent = client.post(f"{event.get_absolute_url()}join/", GUEST)
    asked = OutgoingMail.objects.get()
    form = client.get(event.get_absolute_url()).content.decode()
    before = statuses(event)
    done = client.post(sent["Location"], {"code": code_in_letter()}, follow=True)
    letter = OutgoingMail.objects.filter(subject__contains="参加が決まりました").get()
    link = re.search(r"http://[^/]+(/\S+)", letter.body)
    assert link is not None
    page = Client().get(link[1], follow=True)
    left = Client().post(page.redirect_chain[-1][0], {"move": "leave"}, follow=True)

    assert (before, statuses(event)) == (["unconfirmed"], ["left"])
    assert asked.subject.endswith(f"「{event.title}」")
    assert (form.count("※どちらか1つ"), f'?next={event.get_absolute_url()}"' in form) == (2, True)
    text = done.content.decode()
    told = ("参加が決まりました。", "受付番号 1", "手袋", f"/events/{event.pk}.ics")
    assert [word for word in told if word not in text] == []
    facts = f"　{event.title}\n　日時：{event.when_words}\n　場所：{event.where}\n　持ち物：手袋\n"
    assert facts in letter.body
    assert "辞退を受け付けました" in left.content.decode()
    assert letter.to == "hanako@example.jp"


def test_form_sent_twice_is_one_guest() -> None:
    event, client = make_event(), browser()
    page = client.get(event.get_absolute_url()).content.decode()
    key = re.search(r'name="submission_key" value="([^"]+)"', page)
    assert key is not None

    both = [
        client.post(f"{event.get_absolute_url()}join/", GUEST | {"submission_key": key[1]})
        for _ in range(2)
    ]

    assert both[0]["Location"] == both[1]["Location"]
    assert (Guest.objects.count(), Participation.objects.count()) == (1, 1)


def test_form_comes_back_with_what_was_written_and_says_what_is_missing() -> None:
    event = make_event()

    answer = browser().post(
        f"{event.get_absolute_url()}join/", {"guest_name": "見本 花子", "people_count": "99"}
    )

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "一度に申し込めるのは10人までです" in page
    assert "メールアドレスか電話番号の、どちらか1つを入力してください" in page
    assert 'value="見本 花子"' in page
    assert Guest.objects.count() == 0


def test_children_come_one_by_one_with_a_guardian() -> None:
    event = make_event(is_for_children=True)
    of_child = {
        "school_year": "小3",
        "guardian_name": "見本 太郎",
        "guardian_phone": "048-000-0000",
    }

    without = browser().post(f"{event.get_absolute_url()}join/", GUEST)
    browser().post(f"{event.get_absolute_url()}join/", {**GUEST, **of_child})

    assert "「保護者の電話番号」を入力してください" in without.content.decode()
    details = ParticipationDetails.objects.get()
    assert (details.school_year, details.guardian_name) == ("小3", "見本 太郎")
    assert Participation.objects.get().people_count == 1


def test_late_full_and_over_say_what_one_can_do() -> None:
    pages = {
        "open": make_event(capacity=5),
        "full": make_event(capacity=1, seats_taken=1),
        "closed": make_event(deadline=timezone.now() - HOUR),
        "no_need": make_event(accepts="no_need"),
        "cancelled": make_event(status="cancelled"),
        "over": make_event(when="over"),
    }
    told = {
        name: Client().get(event.get_absolute_url()).content.decode()
        for name, event in pages.items()
    }

    words = {
        "open": "あと<strong>5人</strong>（定員5人）",
        "full": "キャンセル待ちを申し込む",
        "closed": "に締め切りました",
        "no_need": "この催しに申込みはいりません",
        "cancelled": "雨のため",
        "over": "いまは申し込めません",
    }
    assert {name for name, word in words.items() if word not in told[name]} == set()
    assert [name for name, page in told.items() if "/join/" in page] == ["open", "full"]


def test_who_stands_at_the_door_says_so_by_a_button() -> None:
    event, person = make_event(), make_user()
    comes(event, by=person)
    client = browser(person)
    here = f"{event.get_absolute_url()}here/"

    early = client.get(here).content.decode()
    with time_machine.travel(event.starts_at - dt.timedelta(minutes=30)):
        sign_in(client, person)
        looked = client.get(here).content.decode()
        still = statuses(event)
        client.post(f"{event.get_absolute_url()}mine/", {"move": "check_in"})
        unknown = Client().get(here).content.decode()

    assert "受付は、始まる60分前からできます" in early
    assert ("来た" in looked, still, statuses(event)) == (True, ["confirmed"], ["attended"])
    assert "受付の人に、お名前か受付番号を伝えるだけでもかまいません" in unknown


@pytest.mark.parametrize("move", ["miss", "give_seat", "offer", "", "x" * 99])
def test_nobody_moves_their_own_place_otherwise(move: str) -> None:
    event, person = make_event(), make_user()
    comes(event, by=person)

    answer = browser(person).post(f"{event.get_absolute_url()}mine/", {"move": move})

    assert (answer.status_code, statuses(event)) == (403, ["confirmed"])


def test_page_asks_the_same_however_many_come() -> None:
    """Queries of a visitor: the event, its holders, the place in the languages."""
    group, department = make_group(), make_department()
    event = make_event(project=make_project(groups=(group,), departments=(department,)))
    found = {}

    for people in (1, 3):
        while Participation.objects.count() < people:
            comes(event)
        found[people] = counted(event)

    assert found == {1: 5, 3: 5}


def counted(event: Event) -> int:
    client = Client()
    client.get("/")
    with CaptureQueriesContext(connection) as caught:
        client.get(event.get_absolute_url())
    return len(caught)
