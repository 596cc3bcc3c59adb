"""What those who hold an event do: make it and its series, change it, let people in, write its record."""

import datetime as dt
import re
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from groups.models import Guest, User
from kyodo_portal.life.audit import AuditEntry
from kyodo_portal.life.reading import ReadingEntry
from kyodo_portal.post.outbox import OutgoingMail
from projects.attending.dates import days_of
from projects.models import Event, EventOpinion, EventRecord, EventSeries
from tests.factories import (
    make_coordinator,
    make_department,
    make_group,
    make_project,
    make_staff,
    make_user,
)
from tests.projects.events import DAY, HOUR, comes, comes_as_guest, make_event, statuses
from tests.signing_in import sign_in
from tests.trust.reading import forms_in

pytestmark = pytest.mark.django_db

CALLED = 'name="call" value="told"'


@pytest.fixture
def manager() -> User:
    return make_user("管理者")


def browser(person: User) -> Client:
    client = Client()
    sign_in(client, person)
    return client


def written(**fields: str) -> dict[str, str]:
    day = timezone.localdate() + dt.timedelta(days=7)
    return {
        "title": "朝の水やり",
        "kind": "activity",
        "text": "土にさわります。",
        "day": day.isoformat(),
        "begins": "９時３０分",
        "ends": "11:00",
        "place_text": "駅前広場",
        "accepts": "first_come",
        "photography": "none",
        "capacity": "20人",
        **fields,
    }


def test_manager_drafts_and_announces(manager: User) -> None:
    group = make_group(managers=(manager,))
    client = browser(manager)

    client.post("/events/new/", written(holder=f"group:{group.pk}"))
    event = Event.objects.get()
    hidden = Client().get(event.get_absolute_url()).status_code
    client.post(f"{event.get_absolute_url()}move/", {"move": "publish"})

    event.refresh_from_db()
    local = timezone.localtime(event.starts_at)
    assert (hidden, event.group, event.status, event.capacity) == (404, group, "published", 20)
    assert (local.hour, local.minute, event.created_by) == (9, 30, manager)
    assert Client().get(event.get_absolute_url()).status_code == 200


def test_form_says_what_cannot_be_and_keeps_what_was_typed(manager: User) -> None:
    group = make_group(managers=(manager,))
    typed = written(
        holder=f"group:{group.pk}",
        ends="9:00",
        begins="10時",
        capacity="たくさん",
        deadline_day="2099-01-01",
        every="week",
    )

    page = browser(manager).post("/events/new/", typed).content.decode()

    for words in (
        "終わる時刻は、始まる時刻より後にしてください",
        "申込みの締切は、始まる日時までにしてください",
        "いつまでくり返すかを書いてください",
        "たくさん",
    ):
        assert words in page
    assert Event.objects.count() == 0


@pytest.mark.parametrize("holder", ["group:999999", "city", "department:1", "x:y", ""])
def test_nobody_holds_for_others(manager: User, holder: str) -> None:
    make_group(managers=(manager,))

    answer = browser(manager).post("/events/new/", written(holder=holder))

    assert (answer.status_code, Event.objects.count()) == (200, 0)


def test_who_may_hold_what() -> None:
    manager, coordinator, department = make_user(), make_coordinator(), make_department("緑の課")
    make_group("花の会", managers=(manager,))
    staff = make_staff(department)

    pages = {
        name: browser(person).get("/events/new/")
        for name, person in {
            "manager": manager,
            "staff": staff,
            "coordinator": coordinator,
            "citizen": make_user(),
        }.items()
    }

    assert {name: page.status_code for name, page in pages.items()} == {
        "manager": 200,
        "staff": 200,
        "coordinator": 200,
        "citizen": 403,
    }
    assert ">花の会</option>" in pages["manager"].content.decode()
    assert ">緑の課</option>" in pages["staff"].content.decode()
    assert "市の催し</option>" in pages["coordinator"].content.decode()


def test_series_is_days_of_their_own_changed_one_or_later(manager: User) -> None:
    group = make_group(managers=(manager,))
    until = timezone.localdate() + dt.timedelta(days=7 + 21)
    client = browser(manager)
    client.post(
        "/events/new/",
        written(holder=f"group:{group.pk}", every="week", until=until.isoformat()),
    )
    first, second, third, fourth = Event.objects.order_by("starts_at")
    client.post(f"{first.get_absolute_url()}publish-series/")

    for event, scope, title in ((second, "one", "ひとつだけ"), (third, "later", "これから")):
        change(client, event, title=title, begins="10:00", scope=scope)

    now = list(Event.objects.order_by("starts_at"))
    assert [event.title for event in now] == ["朝の水やり", "ひとつだけ", "これから", "これから"]
    assert [timezone.localtime(event.starts_at).hour for event in now] == [9, 10, 10, 10]
    assert {event.status for event in now} == {"published"}
    assert EventSeries.objects.get().events.count() == 4
    assert fourth.starts_at - first.starts_at == 21 * DAY


def change(client: Client, event: Event, **fields: str) -> Any:
    """Send the form of the event as it is shown, with these answers."""
    page = f"{event.get_absolute_url()}edit/"
    shown = forms_in(client.get(page), page)
    form = next(form for form in shown if "title" in form.fields)
    return client.post(page, {**form.fields, **fields}, follow=True)


def test_whoever_comes_is_told_of_another_day_and_of_nothing_less(manager: User) -> None:
    event = make_event(group=make_group(managers=(manager,)))
    person = comes(event).user
    comes_as_guest(event)
    client = browser(manager)
    OutgoingMail.objects.all().delete()

    change(client, event, text="ほかの言葉")
    quiet = OutgoingMail.objects.count()
    told = change(client, event, begins="13時").content.decode()

    letters = OutgoingMail.objects.filter(subject__contains="日時か場所が変わりました")
    assert quiet == 0
    assert set(letters.values_list("to", flat=True)) == {person.email, "hanako@example.jp"}
    assert "申し込んだ方に知らせました" in told
    assert "日時か場所が変わりました" in Client().get(event.get_absolute_url()).content.decode()


def test_more_seats_go_to_who_waits_and_fewer_than_taken_are_refused(manager: User) -> None:
    event = make_event(group=make_group(managers=(manager,)), capacity=2)
    for _ in range(3):
        comes(event)
    client = browser(manager)

    refused = change(client, event, capacity="1").content.decode()
    change(client, event, capacity="3")

    assert "もう2人が決まっています" in refused
    assert statuses(event) == ["confirmed", "confirmed", "offered"]


def test_called_off_with_a_reason_and_all_are_told(manager: User) -> None:
    event = make_event(group=make_group(managers=(manager,)))
    person = comes(event).user
    client = browser(manager)

    without = client.post(f"{event.get_absolute_url()}move/", {"move": "cancel"})
    client.post(f"{event.get_absolute_url()}move/", {"move": "cancel", "note": "台風のため"})

    event.refresh_from_db()
    letter = OutgoingMail.objects.get(to=person.email, subject__contains="中止になりました")
    assert (without.status_code, event.status) == (409, "cancelled")
    assert event.cancelled_because == "台風のため"
    assert "台風のため" in letter.body


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
    change(client, event, begins="13時")
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


def test_record_is_written_from_the_check_in_and_made_public(manager: User) -> None:
    event = make_event(group=make_group(managers=(manager,)))
    first, second = comes(event, people_count=2), comes(event)
    client = browser(manager)
    page = f"{event.get_absolute_url()}record/"
    with time_machine.travel(event.ends_at + HOUR):
        sign_in(client, manager)
        for each, name in ((first, "check_in"), (second, "miss")):
            client.post(f"{event.get_absolute_url()}people/{each.pk}/", {"move": name})
        form = next(form for form in forms_in(client.get(page), page) if "text" in form.fields)
        early = client.post(f"{event.get_absolute_url()}move/", {"move": "publish_record"})
        client.post(
            page,
            {
                **form.fields,
                "text": "球根を植えました。",
                "opinions-0-opinion": "水場が遠い。",
                "opinions-0-owed_until": "2027-01-31",
                "opinions-1-opinion": "また来たい。",
                "opinions-1-answer": "お待ちしています。",
            },
        )
        client.post(f"{event.get_absolute_url()}move/", {"move": "publish_record"})
        told = Client().get(event.get_absolute_url()).content.decode()

    record = EventRecord.objects.get()
    assert (form.fields["visitors_count"], early.status_code) == ("2", 409)
    assert (record.visitors_count, record.helpers_count) == (2, 0)
    assert list(EventOpinion.objects.owed().values_list("opinion", flat=True)) == ["水場が遠い。"]
    for words in ("球根を植えました。", "水場が遠い。", "までに答えます", "お待ちしています。"):
        assert words in told


def test_draft_is_thrown_away_and_leaves_its_trace(manager: User) -> None:
    group = make_group(managers=(manager,))
    draft = make_event(status="draft", group=group)
    public = make_event(group=group)
    client = browser(manager)

    gone = client.post(f"{draft.get_absolute_url()}discard/").status_code
    kept = client.post(f"{public.get_absolute_url()}discard/").status_code

    assert (gone, kept) == (302, 403)
    assert list(Event.objects.values_list("pk", flat=True)) == [public.pk]
    assert AuditEntry.objects.filter(action="event.discard").count() == 1


@pytest.mark.parametrize(
    ("every", "first", "until", "days"),
    [
        ("week", (2026, 12, 5), (2026, 12, 20), ["12-05", "12-12", "12-19"]),
        ("two_weeks", (2026, 12, 5), (2027, 1, 2), ["12-05", "12-19", "01-02"]),
        ("month", (2026, 12, 12), (2027, 3, 31), ["12-12", "01-09", "02-13", "03-13"]),
        ("month", (2027, 1, 30), (2027, 6, 30), ["01-30", "05-29"]),
        ("week", (2026, 12, 5), (2026, 12, 4), []),
    ],
)
def test_days_of_a_series(
    every: str, first: tuple[int, int, int], until: tuple[int, int, int], days: list[str]
) -> None:
    found = days_of(dt.date(*first), every, dt.date(*until))

    assert [f"{day:%m-%d}" for day in found] == days


def test_series_ends_after_sixty_days() -> None:
    assert len(days_of(dt.date(2026, 1, 1), "week", dt.date(2199, 1, 1))) == 60


def test_whoever_holds_days_is_led_to_making_one(manager: User) -> None:
    staff, desk = make_user("職員"), make_coordinator()
    group = make_group(managers=(manager,))
    project = make_project(
        groups=(group,), departments=(make_department(staff=(staff,)),), status="active"
    )
    over = make_project(groups=(group,), status="completed")
    pages = {
        "list": "/events/",
        "group": group.get_absolute_url(),
        "project": project.get_absolute_url(),
        "over": over.get_absolute_url(),
    }
    make = 'href="/events/new/'

    led = {
        name: {page for page, url in pages.items() if make in client.get(url).content.decode()}
        for name, client in (
            ("manager", browser(manager)),
            ("staff", browser(staff)),
            ("desk", browser(desk)),
            ("citizen", browser(make_user())),
            ("nobody", Client()),
        )
    }

    assert led == {
        "manager": {"list", "group", "project"},
        "staff": {"list", "project"},
        "desk": {"list"},
        "citizen": set(),
        "nobody": set(),
    }
    for page in ("group", "project"):
        form = browser(manager).get(pages[page]).content.decode()
        link = re.search(r'href="(/events/new/\?holder=[^"]+)"', form)
        assert link is not None
        chosen = browser(manager).get(link[1]).context["form"]["holder"].value()
        assert chosen == link[1].partition("=")[2]
