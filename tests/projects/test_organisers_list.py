"""Who comes: the organisers' list, the counter, the telephone and the door."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from groups.models import Guest, User
from kyodo_portal.life.reading import ReadingEntry
from tests.factories import (
    make_group,
    make_user,
)
from tests.projects.events import HOUR, comes_as_guest, make_event, statuses
from tests.projects.organising import browser, change

pytestmark = pytest.mark.django_db

CALLED = 'name="call" value="told"'


@pytest.fixture
def manager() -> User:
    return make_user("管理者")


def test_list_is_the_organisers_and_reading_it_is_written_down(manager: User) -> None:
    event = make_event(group=make_group(managers=(manager,)))
    guest = comes_as_guest(event, email="", phone="048-000-1111")
    client = browser(manager)
    people = f"{event.get_absolute_url()}people/"

    page = client.get(people).content.decode()
    paper = client.get(f"{people}paper/").content.decode()
    sheet = client.get(f"{event.get_absolute_url()}people.xlsx")
    others = [browser(make_user()).get(people).status_code, Client().get(people).status_code]

    assert guest.name in page
    assert "電話で確かめた" in page
    assert (guest.name in paper, sheet.status_code, others) == (False, 200, [403, 302])
    assert set(ReadingEntry.objects.values_list("kind", flat=True)) == {"contact", "export"}


def test_who_left_a_telephone_number_is_confirmed_and_told_by_a_call(manager: User) -> None:
    event = make_event(group=make_group(managers=(manager,)))
    comes_as_guest(event, email="", phone="048-000-1111")
    mine = event.participations.get()
    client = browser(manager)
    act = f"{event.get_absolute_url()}people/{mine.pk}/"
    people = f"{event.get_absolute_url()}people/"

    client.post(act, {"call": "confirm"})
    quiet = CALLED in client.get(people).content.decode()
    change(client, event, begins="0時1分", ends="23時59分")
    asked = CALLED in client.get(people).content.decode()
    client.post(act, {"call": "told"})

    assert (statuses(event), quiet, asked) == (["confirmed"], False, True)
    assert CALLED not in client.get(people).content.decode()


def test_somebody_at_the_counter_is_entered_and_marked(manager: User) -> None:
    event = make_event(group=make_group(managers=(manager,)))
    client = browser(manager)

    wrong = client.post(f"{event.get_absolute_url()}people/enter/", {"guest_name": "見本 太郎"})
    client.post(
        f"{event.get_absolute_url()}people/enter/",
        {
            "guest_name": "見本 太郎",
            "guest_phone": "048-000-2222",
            "people_count": "3",
            "entered_how": "fax",
            "received_on": "令和8年11月1日",
        },
    )

    mine = event.participations.get()
    assert "「受け付けた方法」を選んでください" in wrong.content.decode()
    assert (mine.status, mine.people_count, mine.entered_by) == ("confirmed", 3, manager)
    assert (mine.entered_how, mine.received_on) == ("fax", dt.date(2026, 11, 1))
    assert Guest.objects.get().confirmed_by == manager


def entered(name: str, **fields: str) -> dict[str, str]:
    key = {"submission_key": "0" * 31 + "1"} if name == "twice" else {}
    given = {"guest_name": name, "guest_phone": "048-000-0000", "people_count": "1"}
    return {**given, "entered_how": "on_the_day", **key, **fields}


def test_who_comes_to_the_door_is_entered_until_the_day_is_over(manager: User) -> None:
    group = make_group(managers=(manager,))
    late = make_event(group=group, deadline=timezone.now() - HOUR)
    begun = make_event(group=group, when="now", capacity=1)
    over = make_event(group=group, when="over")
    client = browser(manager)

    codes = {
        event.pk: [
            client.post(f"{event.get_absolute_url()}people/enter/", entered(name)).status_code
            for name in ("花子", "太郎")
        ]
        for event in (late, begun, over)
    }

    assert codes == {late.pk: [302, 302], begun.pk: [302, 302], over.pk: [409, 409]}
    found = [statuses(event) for event in (late, begun, over)]
    assert found == [["confirmed", "confirmed"], ["confirmed", "waiting"], []]


def test_same_form_enters_one_person(manager: User) -> None:
    event = make_event(group=make_group(managers=(manager,)))
    client = browser(manager)

    answers = [
        client.post(f"{event.get_absolute_url()}people/enter/", entered("twice"), follow=True)
        for _ in range(2)
    ]

    assert ["「twice」さんを入れました" in page.content.decode() for page in answers] == [
        True,
        True,
    ]
    assert statuses(event) == ["confirmed"]


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"day": "2026-01-05"}, {"day"}),
        ({"place_text": ""}, {"place_text"}),
        ({"text": ""}, {"text"}),
        ({"place_text": "", "online_url": "https://example.jp/kai"}, set()),
    ],
)
def test_what_was_announced_goes_on_saying_when_where_and_what(
    manager: User, fields: dict[str, str], wrong: set[str]
) -> None:
    group = make_group(managers=(manager,))
    client = browser(manager)

    found = {}
    for status in ("published", "draft"):
        answer = change(client, make_event(group=group, status=status), **fields)
        form = answer.context.get("form")
        found[status] = set(form.errors) if form is not None and form.is_bound else set()

    assert found == {"published": wrong, "draft": set()}
