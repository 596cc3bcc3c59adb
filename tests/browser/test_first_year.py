"""A group's first year, lived in the browser by six people: from its application to the next representative."""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext

from groups.models import Group, User
from groups.validity import renewal_opens_on
from kyodo_portal.post.outbox import OutgoingMail
from projects.models import Event, HelpAnswer, HelpWanted
from tests.browser.people import Visitor, company
from tests.factories import make_coordinator, make_user
from tests.groups.accounts.doors import code_in
from tests.groups.people import roles_in
from tests.projects.events import HOUR, code_sent_to

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]

NAME, DAY = "駅前の花と道の会", "冬じたくの朝"
HELP = "苗を運んでくださる方"
ANSWER = "道具は市の倉庫から、前の日に借りられます。"
NAMES = ("leader", "successor", "member", "citizen", "neighbour", "desk")

Letters = list[Any]


class Year:
    """The six windows, and the clock."""

    def __init__(self, windows: dict[str, Visitor], clock: Any, letters: Letters) -> None:
        self.windows, self.clock, self.letters = windows, clock, letters
        self.leader, self.successor, self.member = (windows[name] for name in NAMES[:3])
        self.citizen, self.neighbour, self.desk = (windows[name] for name in NAMES[3:])

    def comes_to(self, moment: dt.datetime, **signed_in: User) -> None:
        """The clock goes on; who is needed then signs in again."""
        self.clock.move_to(moment)
        for name, user in signed_in.items():
            self.windows[name].is_signed_in(user)


@pytest.fixture
def year(
    new_context: Callable[..., BrowserContext],
    live_server: Any,
    mailoutbox: Letters,
    time_machine: Any,
) -> Iterator[Year]:
    time_machine.move_to(dt.datetime(2027, 1, 13, 1, tzinfo=dt.UTC))
    with company(new_context, live_server.url, *NAMES) as windows:
        yield Year(windows, time_machine, mailoutbox)


def applies_and_is_registered(year: Year) -> Group:
    leader, desk = year.leader, year.desk
    leader.goes_to("/groups/")
    leader.presses("団体の登録を申請する")
    leader.writes(
        name=NAME,
        name_kana="えきまえのはなとみちのかい",
        members_count="１２人",
        members_in_city_count="9",
        area="駅の南口あたり",
        purpose="歩きたくなる道にする。",
        activities="花だんの世話をする。",
        **{
            "contact-name": "見本 花子",
            "contact-address": "見本市見本町1-2-3",
            "contact-phone": "０００－０００－０００１",
        },
    )
    leader.chooses(kind="volunteer")
    leader.ticks("field_numbers", "3")
    leader.presses("この内容で申請する")
    leader.sees("登録を申請しました")
    group = Group.objects.get()

    desk.goes_to(f"/admin/groups/group/{group.pk}/change/")
    for box in desk.page.locator("input[name^='eligibility-'][name$='-confirmed']").all():
        box.check()
    desk.page.locator("[name=_continue], [name=_save]").first.click()
    desk.goes_to(f"/admin/groups/group/{group.pk}/change/")
    desk.presses("登録する")
    desk.sees("登録しました")
    return group


def invites(year: Year, group: Group, visitor: Visitor, name: str, role: str) -> None:
    """By letter; the newcomer accepts with the code that comes to the same address."""
    email = f"{role}@example.jp"
    year.leader.goes_to(group.get_absolute_url())
    year.leader.presses("団体の人と役割を見る")
    year.leader.presses("人を招待する")
    year.leader.writes(name=name, email=email)
    year.leader.ticks("role", role)
    year.leader.presses("招待のメールを送る")
    letter = OutgoingMail.objects.get(to=email, subject__contains="招待")
    found = re.search(r"/accounts/invitations/[\w-]+/", letter.body)
    assert found is not None
    visitor.goes_to(found[0])
    visitor.presses("メールでコードを受け取って進む")
    visitor.types_code(code_in(year.letters))
    visitor.presses("引き受ける")


def asks_for_help_and_is_answered(year: Year, group: Group) -> None:
    leader, citizen = year.leader, year.citizen
    leader.goes_to(group.get_absolute_url())
    leader.presses("手伝いを募集する")
    leader.ticks("kind", "people")
    leader.writes(title=HELP, text="300株を、駅から花だんまで運びます。")
    leader.presses("募集する")
    leader.sees("手伝いを募集しました")

    citizen.goes_to(group.get_absolute_url())
    citizen.presses(HELP)
    citizen.presses("手伝いを申し出る")
    answer = HelpAnswer.objects.get()
    leader.goes_to(answer.get_absolute_url())
    leader.page.fill("#note-accept", "9時に駅前の時計の下でお会いしましょう。")
    leader.presses("お願いする")
    citizen.goes_to(answer.get_absolute_url())
    citizen.sees("9時に駅前の時計の下")


def announces_a_day(year: Year, group: Group) -> Event:
    """The group's first day: for one person more."""
    leader = year.leader
    leader.goes_to(group.get_absolute_url())
    leader.presses("催しをつくる")
    leader.chooses(kind="activity")
    leader.ticks("accepts", "first_come")
    leader.ticks("photography", "none")
    leader.writes(
        title=DAY,
        text="敷きわらをかけます。",
        day="令和9年1月24日",
        begins="9時",
        ends="10時",
        place_text="駅前広場の時計の下",
        capacity="1人",
    )
    leader.presses("下書きにする")
    leader.presses("公開する")
    leader.sees("公開しました")
    return Event.objects.get()


def seat_is_given_waited_for_and_freed(year: Year, event: Event) -> None:
    """A citizen has the last seat, a neighbour without an account waits; the citizen leaves, and the
    neighbour takes it from the page of their letter."""
    citizen, neighbour = year.citizen, year.neighbour
    citizen.goes_to(event.get_absolute_url())
    citizen.presses("申し込む")
    citizen.sees("参加が決まりました")

    neighbour.goes_to("/events/")
    neighbour.presses(DAY)
    neighbour.writes(guest_name="見本 次郎", guest_email="jiro@example.jp")
    neighbour.presses("キャンセル待ちを申し込む")
    neighbour.types_code(code_sent_to("jiro@example.jp"))
    neighbour.sees("いまは1番目です")

    citizen.goes_to(event.get_absolute_url())
    citizen.presses("辞退する", sure=True)
    letter = OutgoingMail.objects.get(to="jiro@example.jp", subject__contains="席が空きました")
    found = re.search(r"/guests/\d+/[\w:-]+/", letter.body)
    assert found is not None
    neighbour.goes_to(found[0])
    neighbour.presses("参加する")
    neighbour.sees("参加が決まりました")


def day_comes_and_is_told(year: Year, event: Event, leader: User) -> None:
    """Who is there is checked in; the record and its opinions become public."""
    year.comes_to(event.starts_at, leader=leader)
    year.leader.goes_to(event.get_absolute_url())
    year.leader.presses("参加する人の一覧と受付")
    year.leader.presses("来た")
    year.leader.sees("受け付けました")

    year.comes_to(event.ends_at + HOUR, leader=leader)
    year.leader.goes_to(event.get_absolute_url())
    year.leader.presses("記録を書く")
    year.leader.writes(
        text="敷きわらをかけました。",
        visitors_count="1",
        helpers_count="0",
        **{"opinions-0-opinion": "道具が足りない。", "opinions-0-answer": ANSWER},
    )
    year.leader.page.locator("main .button", has_text="記録を保存する").click()
    year.leader.presses("記録を公開する")
    year.neighbour.goes_to(event.get_absolute_url())
    year.neighbour.sees("敷きわらをかけました。")
    year.neighbour.sees(ANSWER)


def registration_is_renewed(year: Year, group: Group, **people: User) -> None:
    group.refresh_from_db()
    assert group.valid_until is not None
    before, opens_on = group.valid_until, renewal_opens_on(group.valid_until)
    year.comes_to(dt.datetime.combine(opens_on, dt.time(12), dt.UTC), **people)
    year.leader.goes_to(group.get_absolute_url())
    year.leader.presses("登録を更新する")
    year.leader.ticks("renewal-still_holds")
    year.leader.presses("この内容で更新する")
    group.refresh_from_db()
    assert group.valid_until > before


def hands_over(year: Year, group: Group) -> None:
    leader, successor = year.leader, year.successor
    leader.goes_to(f"/groups/{group.pk}/people/")
    leader.presses("代表を引き継ぐ人を選ぶ")
    leader.page.get_by_label("見本 春子").check()
    leader.presses("この人に頼む")
    successor.goes_to("/my/")
    successor.page.get_by_role("link", name="代表", exact=False).first.click()
    successor.presses("代表を引き受ける", sure=True)
    successor.sees("あなたは代表です")


def test_group_lives_through_its_first_year(year: Year) -> None:
    leader, citizen = make_user("見本 花子"), make_user("見本 太郎")
    for name, user in (("leader", leader), ("citizen", citizen), ("desk", make_coordinator())):
        year.windows[name].is_signed_in(user)

    group = applies_and_is_registered(year)
    invites(year, group, year.successor, "見本 春子", "manager")
    invites(year, group, year.member, "見本 夏子", "member")
    year.member.sees("あなたは構成員です")
    asks_for_help_and_is_answered(year, group)
    event = announces_a_day(year, group)
    seat_is_given_waited_for_and_freed(year, event)
    day_comes_and_is_told(year, event, leader)
    registration_is_renewed(
        year, group, leader=leader, successor=User.objects.get(display_name="見本 春子")
    )
    hands_over(year, group)

    assert roles_in(group) == {
        "見本 花子": "manager",
        "見本 春子": "representative",
        "見本 夏子": "member",
    }
    assert HelpWanted.objects.get().status == "partly"
    event.refresh_from_db()
    assert (event.status, event.participations.get(guest__isnull=False).status) == (
        "recorded",
        "attended",
    )
