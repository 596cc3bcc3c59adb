"""Networks, from the checkbox of the application to leaving; what both pages show; writing to all members."""

import datetime as dt
import uuid
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from groups.actions.networks import ask_member, end_unanswered_members
from groups.flows import NETWORK_FLOW
from groups.models import Group, NetworkMember, Thread, User
from kyodo_portal.life.clock import Tick
from kyodo_portal.post.outbox import OutgoingMail
from kyodo_portal.search.models import SearchDocument
from tests.factories import make_group, make_user, today
from tests.groups.factories import application_data
from tests.groups.networking import make_member, make_network
from tests.people import Cast, make_cast
from tests.projects.events import make_event
from tests.races import at_once
from tests.trust.reading import forms_in

pytestmark = pytest.mark.django_db


def told(words: str) -> set[str]:
    return set(OutgoingMail.objects.filter(subject__contains=words).values_list("to", flat=True))


def said(page: str) -> str:
    """What a visitor is given there, a page or a file."""
    return Client().get(page).getvalue().decode()


def sent(client: Client, page: str, **typed: Any) -> Any:
    """Send the form of a page with its key."""
    form = client.get(page).context["form"]
    return client.post(page, {"submission_key": form["submission_key"].value(), **typed})


@pytest.fixture
def cast() -> Cast:
    return make_cast(is_network=True)


def other_of(cast: Cast) -> Group:
    return Group.objects.get(pk__in=cast["other_manager"].managed_group_ids)


def test_group_is_asked_comes_in_is_shown_and_leaves(cast: Cast) -> None:
    network, group = cast.group, other_of(cast)
    manager, other = cast.browser("manager"), cast.browser("other_manager")
    page = f"/groups/{network.pk}/network/"
    assert page in manager.get(network.get_absolute_url()).text

    sent(manager, f"{page}invite/", name=group.name, words="一緒に花の市を開きませんか。")
    tie = NetworkMember.objects.get()
    assert told("ネットワークに誘われました") == {cast["other_manager"].email}
    assert tie.get_absolute_url() in other.get("/my/").text
    assert "一緒に花の市" in other.get(tie.get_absolute_url()).text
    assert group.name not in Client().get(network.get_absolute_url()).text

    other.post(f"{tie.get_absolute_url()}move/", {"move": "accept"})
    assert told("ネットワークに参加しました") == {cast["manager"].email}
    shown = {
        "network": group.name in Client().get(network.get_absolute_url()).text,
        "group": network.name in Client().get(group.get_absolute_url()).text,
        "search": network.name in Client().get(f"/search/?q={group.name}").text,
        "data": network.name in said("/opendata/groups.json").split(group.name)[1],
    }
    assert shown == dict.fromkeys(shown, True)

    gone = {"move": "leave", "note": "活動の日が合わなくなりました。"}
    other.post(f"{tie.get_absolute_url()}move/", gone)
    tie.refresh_from_db()
    assert (tie.status, tie.left_at is not None) == ("left", True)
    assert told("ネットワークを抜けました") == {cast["manager"].email}
    assert group.name not in Client().get(network.get_absolute_url()).text
    assert group.name not in SearchDocument.objects.get(kind="group", object_id=network.pk).body
    assert "活動の日が合わなくなりました。" in manager.get(tie.get_absolute_url()).text


def test_members_can_be_taken_along_as_a_spreadsheet(cast: Cast) -> None:
    make_member(cast.group, make_group("見本の会", name_kana="ミホンノカイ", status="dormant"))
    make_member(cast.group, make_group("あさひの会", name_kana="アサヒノカイ"))
    make_member(cast.group, status="asked")

    answer = cast.browser("manager").get(f"/groups/{cast.group.pk}/network.xlsx")
    rows = list(load_workbook(BytesIO(answer.content)).active.values)[1:]

    assert [(row[0], row[6]) for row in rows] == [("あさひの会", "参加中"), ("見本の会", "休止")]


def test_group_says_that_it_is_one_of_groups_and_stays_it(client: Client) -> None:
    client.force_login(make_user())
    key = client.get("/groups/apply/").context["forms"].about["submission_key"].value()
    client.post("/groups/apply/", application_data(submission_key=key, is_network="on"))
    network = Group.objects.get()
    make_member(network)

    edited = client.get(f"/groups/{network.pk}/edit/")
    seen = dict.fromkeys((), edited.context["seen"])
    refused = client.post(f"/groups/{network.pk}/edit/", application_data(**seen))

    assert network.is_network
    assert "印を外せません" in refused.text
    assert Group.objects.get(pk=network.pk).is_network


def test_desk_does_not_make_a_network_with_groups_in_it_an_ordinary_one(cast: Cast) -> None:
    make_member(cast.group)
    desk, page = cast.browser("coordinator"), f"/admin/groups/group/{cast.group.pk}/change/"
    form = next(each for each in forms_in(desk.get(page), page) if "is_network" in each.fields)

    answer = desk.post(page, {name: v for name, v in form.fields.items() if name != "is_network"})

    assert "印を外せません" in answer.text
    assert Group.objects.get(pk=cast.group.pk).is_network


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("ない会", "「ない会」という団体は見つかりません。団体の一覧で"),
        ("みどり", "もしかして：みどりの会"),
        ("花と道の会", "ネットワーク自身は"),
        ("", "「団体の名前」を入力してください"),
        ("🌸" * 100, "見つかりません"),
    ],
)
def test_name_that_means_no_group_is_answered_with_what_is_meant(
    cast: Cast, typed: str, words: str
) -> None:
    make_group("みどりの会", managers=(make_user(),))

    page = sent(
        cast.browser("manager"), f"/groups/{cast.group.pk}/network/invite/", name=typed, words="文"
    )

    assert (page.status_code, words in page.text, "文" in page.text) == (200, True, True)
    assert not NetworkMember.objects.exists()


def test_group_of_the_same_name_is_meant_by_its_number(cast: Cast) -> None:
    first, second = (make_group("みどりの会", managers=(make_user(),)) for _ in range(2))
    browser, page = cast.browser("manager"), f"/groups/{cast.group.pk}/network/invite/"

    refused = sent(browser, page, name="みどりの会", words="")
    sent(browser, page, name=str(second.pk), words="")

    assert "同じように読める団体がいくつかあります" in refused.text
    assert (NetworkMember.objects.get().group, first.pk < second.pk) == (second, True)


def test_desk_enters_what_came_on_paper_and_both_are_told(cast: Cast) -> None:
    group = other_of(cast)
    make_member(cast.group, group, status="asked")
    desk, url = cast.browser("coordinator"), f"/groups/{cast.group.pk}/network/invite/"
    tomorrow = (today() + dt.timedelta(days=1)).isoformat()

    late = sent(desk, url, name=group.name, came_by="post", came_on=tomorrow)
    sent(desk, url, name=group.name, came_by="post", came_on=today().isoformat())

    assert "これから先の日付になっています" in late.text
    tie = NetworkMember.objects.running().get()
    assert (tie.came_by, tie.came_on, tie.entered_by) == ("post", today(), cast["coordinator"])
    assert NetworkMember.objects.exclude(pk=tie.pk).get().status == "withdrawn"
    both = {cast["manager"].email, cast["other_manager"].email}
    assert told("窓口が入力しました") == both
    assert "窓口で届けられた参加" in desk.get(f"/groups/{cast.group.pk}/network/").text


def test_member_that_rests_or_was_struck_off_is_shown_as_such(cast: Cast) -> None:
    for status in ("registered", "dormant", "deleted"):
        make_member(cast.group, make_group(f"{status}の会", status=status))

    ties = Client().get(cast.group.get_absolute_url()).context["ties"]

    assert {(line.name, bool(line.url), line.state) for line in ties.members} == {
        ("registeredの会", True, ""),
        ("dormantの会", True, "休止"),
        ("deletedの会", False, "抹消"),
    }


def test_network_that_was_struck_off_is_named_nowhere(cast: Cast) -> None:
    group = other_of(cast)
    make_member(cast.group, group)
    Group.objects.filter(pk=cast.group.pk).update(status="deleted")

    pages = (group.get_absolute_url(), "/opendata/groups.json", "/groups/?network=members")

    assert [page for page in pages if cast.group.name in said(page)] == []


def test_page_of_a_network_shows_what_its_members_do_this_week(cast: Cast) -> None:
    group = other_of(cast)
    make_member(cast.group, group)
    now = timezone.now()
    for title, of, days in (
        ("今週の会", group, 3),
        ("来月の会", group, 30),
        ("よその会", make_group(), 3),
    ):
        start = now + dt.timedelta(days=days)
        make_event(title=title, group=of, starts_at=start, ends_at=start + dt.timedelta(hours=2))

    days = Client().get(cast.group.get_absolute_url()).context["ties"].days

    assert [line.title for line in days] == ["今週の会"]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("networks", {"花と道の会"}),
        ("members", {"入った会"}),
    ],
)
def test_list_is_narrowed_to_networks_and_to_who_is_in_one(
    cast: Cast, query: str, names: set[str]
) -> None:
    make_member(cast.group, make_group("入った会"))
    make_member(cast.group, make_group("誘われた会"), status="asked")

    shown = Client().get(f"/groups/?network={query}").context["page_obj"]

    assert {group.name for group in shown} == names


def test_network_writes_to_all_its_members_and_each_answers_for_itself(cast: Cast) -> None:
    group = other_of(cast)
    own = make_group("自分の会", managers=(User.objects.get(pk=cast["manager"].pk),))
    for member in (group, own, make_group(status="deleted")):
        make_member(cast.group, member)
    make_member(cast.group, status="asked")
    browser, page = cast.browser("manager"), f"/groups/{cast.group.pk}/network/tell/"

    form = browser.get(page).context["form"]
    typed = {
        "submission_key": form["submission_key"].value(),
        "subject": "花の市",
        "body": "5月に。",
    }
    for _ in range(2):  # pressed twice
        browser.post(page, typed)

    thread = Thread.objects.get()
    assert (thread.group, thread.user) == (group, cast["manager"])
    assert thread.messages.get().signature == "花と道の会（管理者）"
    assert told("メッセージが届きました") == {cast["other_manager"].email}

    answered = [
        sent(browser, page, subject="もう一度", body=f"文{number}").status_code
        for number in range(3)
    ]
    assert answered == [302, 302, 429]


def test_what_nobody_answers_ends_by_the_clock(cast: Cast) -> None:
    tie = make_member(cast.group, other_of(cast), status="asked")
    ended = []
    for days in (29, 31, 32):
        with time_machine.travel(timezone.now() + dt.timedelta(days=days), tick=False):
            ended.append(end_unanswered_members(Tick(timezone.now(), today())))

    tie.refresh_from_db()
    assert (ended, tie.status) == ([0, 1, 0], "unanswered")
    both = {cast["manager"].email, cast["other_manager"].email}
    assert told("返事がないまま終わりました") == both


@pytest.mark.parametrize("members", [1, 3])
def test_pages_ask_few_questions(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries, members: int
) -> None:
    for _ in range(members):
        make_member(cast.group)
        make_member(cast.group, status="asked")
        make_member(cast.group, status="left")
    browser = cast.browser("manager")

    with django_assert_num_queries(QUERIES_OF_ITS_PAGE):
        browser.get(f"/groups/{cast.group.pk}/network/")


QUERIES_OF_ITS_PAGE = 7


@pytest.mark.django_db(transaction=True)
def test_two_networks_do_not_let_in_each_other_at_once() -> None:
    people = [make_user(), make_user()]
    one, other = (make_network(f"網{n}", managers=(person,)) for n, person in enumerate(people))
    ties = [make_member(one, other, status="asked"), make_member(other, one, status="asked")]
    movers = [(ties[0], people[1]), (ties[1], people[0])]

    def accept(number: int) -> int:
        tie, person = movers[number]
        client = Client()
        client.force_login(person)
        answer = client.post(f"{tie.get_absolute_url()}move/", {"move": "accept"})
        return int(answer.status_code)

    assert sorted(at_once(lambda: accept(0), lambda: accept(1))) == [302, 409]
    assert NetworkMember.objects.running().count() == 1


@pytest.mark.django_db(transaction=True)
def test_group_is_asked_once_however_often_it_is_pressed() -> None:
    manager = make_user()
    network = make_network(managers=(manager,))
    group, key = make_group(managers=(make_user(),)), uuid.uuid4()

    def ask() -> int:
        by = User.objects.get(pk=manager.pk)
        return ask_member(network=network, group=group, words="", by=by, key=key)[0].pk

    assert len(set(at_once(ask, ask))) == 1


def test_every_move_is_told_on_its_side() -> None:
    moves = [move for move in NETWORK_FLOW.moves.values() if not move.automatic]
    assert [move.name for move in moves if not (move.side or move.name == "withdraw")] == []


def test_writing_to_all_members_takes_no_message_of_the_day_from_who_writes(cast: Cast) -> None:
    for _ in range(10):
        make_member(cast.group)
    sent(
        cast.browser("manager"),
        f"/groups/{cast.group.pk}/network/tell/",
        subject="花の市",
        body="どうぞ。",
    )
    other = make_group()
    typed = {"subject": "花だん", "body": "手伝えますか。"}

    answers = [
        sent(cast.browser("manager"), f"/groups/{other.pk}/contact/", **typed).status_code
        for _ in range(11)
    ]

    assert answers == [302] * 10 + [429]
