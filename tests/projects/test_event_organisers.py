"""What those who hold an event do: make it and its series, change it, let people in, write its record."""

import datetime as dt
import re

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from groups.models import User
from kyodo_portal.life.audit import AuditEntry
from kyodo_portal.post.outbox import OutgoingMail
from kyodo_portal.words.calendar import day_label
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
from tests.projects.organising import browser, change, written
from tests.signing_in import sign_in
from tests.trust.reading import forms_in

pytestmark = pytest.mark.django_db

CALLED = 'name="call" value="told"'


@pytest.fixture
def manager() -> User:
    return make_user("管理者")


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


def test_drafted_series_is_mended_as_a_whole_and_says_which_day_is_not_ready(
    manager: User,
) -> None:
    series = EventSeries.objects.create(every="week", until=timezone.localdate())
    group = make_group(managers=(manager,))
    first, second = (
        make_event(group=group, series=series, status="draft", text=text) for text in ("水やり", "")
    )
    client = browser(manager)

    refused = client.post(f"{first.get_absolute_url()}publish-series/").content.decode()
    scope = client.get(f"{first.get_absolute_url()}edit/").context["scope"]

    day = day_label(timezone.localdate(second.starts_at))
    assert f"{day} 「どんな日か」を、ひとことでも書いてください。" in refused
    assert set(Event.objects.values_list("status", flat=True)) == {"draft"}
    assert scope["scope"].value() == "later"
    Event.objects.update(status="published", published_at=timezone.now())
    scope = client.get(f"{first.get_absolute_url()}edit/").context["scope"]
    assert scope["scope"].value() == "one"


def test_whoever_comes_is_told_of_another_day_and_of_nothing_less(manager: User) -> None:
    event = make_event(group=make_group(managers=(manager,)))
    person = comes(event).user
    comes_as_guest(event)
    client = browser(manager)
    OutgoingMail.objects.all().delete()

    change(client, event, text="ほかの言葉")
    quiet = OutgoingMail.objects.count()
    told = change(client, event, begins="0時1分", ends="23時59分").content.decode()

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

    page = client.get(f"{event.get_absolute_url()}people/").content.decode()
    offered = event.participations.get(status="offered")
    client.post(f"{event.get_absolute_url()}people/{offered.pk}/", {"move": "take"})
    assert (page.count("参加にする"), statuses(event)) == (1, ["confirmed"] * 3)


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
