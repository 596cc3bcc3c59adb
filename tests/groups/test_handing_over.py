"""Handing over: the receiver's yes makes the representative, and nothing else does."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from groups.actions.members import change_role, leave_group, offer_hand_over, remove_member
from groups.flows import GROUP_FLOW, HAND_OVER_FLOW
from groups.models import Group, HandOver, Membership, User
from groups.models.hand_overs import LASTS
from kyodo_portal.life import clock
from kyodo_portal.life.audit import AuditEntry
from kyodo_portal.life.flows import MoveRefused
from tests.factories import make_coordinator, make_group, make_user
from tests.groups.people import browser_of, offer, roles_in, told_to
from tests.races import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def group() -> Group:
    return make_group(
        "花の会",
        representative=make_user("代表"),
        managers=(make_user("管理"),),
        members=(make_user("員"),),
    )


def named(name: str) -> User:
    return User.objects.get(display_name=name)


def place_of(name: str) -> Membership:
    return Membership.objects.select_related("group", "user").get(user__display_name=name)


def test_receiver_says_yes_on_the_page_of_the_group(group: Group) -> None:
    people = reverse("groups:people", args=[group.pk])
    asked = browser_of(named("代表")).post(
        reverse("groups:hand_over", args=[group.pk]), {"to": place_of("員").pk}
    )
    waiting = HandOver.objects.get()
    move = reverse("groups:hand_over_move", args=[waiting.pk])
    assert roles_in(group) == {"代表": "representative", "管理": "manager", "員": "member"}

    other = browser_of(named("管理")).post(move, {"move": "accept"})
    shown = browser_of(named("員")).get(people).content.decode()
    taken = browser_of(named("員")).post(move, {"move": "accept", "seen": "offered"})

    assert (asked["Location"], other.status_code, taken["Location"]) == (people, 403, people)
    assert "代表を引き受ける" in shown
    assert roles_in(group) == {"代表": "manager", "管理": "manager", "員": "representative"}
    assert "代表を引き継いでほしい" in told_to(named("員"))
    assert "引き受けられました" in told_to(named("代表"))
    assert AuditEntry.objects.of(group).filter(action="group.members").count() == 1


def test_no_and_taking_back_leave_everything_as_it_was(group: Group) -> None:
    before = roles_in(group)
    HAND_OVER_FLOW.make("decline", offer(group, named("員")), by=named("員"))
    HAND_OVER_FLOW.make("withdraw", offer(group, named("管理")), by=named("代表"))

    assert roles_in(group) == before
    assert "引き受けてもらえませんでした" in told_to(named("代表"))
    assert "取り消されました" in told_to(named("管理"))


def test_offer_ends_after_14_days_and_is_reminded_of_before(group: Group) -> None:
    clock.run_all(timezone.now())
    waiting = offer(group, named("員"))
    for days in (7, 12):
        noon = (timezone.localtime() + dt.timedelta(days=days)).replace(hour=12)
        with time_machine.travel(noon):
            clock.run_all(timezone.now())
    assert told_to(named("員")).count("まだ返事がありません（") == 2

    with time_machine.travel(timezone.now() + LASTS + dt.timedelta(days=2)):
        clock.run_all(timezone.now())
        with pytest.raises(MoveRefused, match="期限"):
            HAND_OVER_FLOW.make("accept", waiting, by=named("員"))
        again = offer(group, named("管理"))  # the one that ran out is taken back
    waiting.refresh_from_db()
    assert (waiting.status, again.status) == ("withdrawn", "offered")
    assert "返事のないまま期限を過ぎました" in told_to(named("代表"))


def test_one_is_asked_at_a_time_and_only_by_the_representative(group: Group) -> None:
    offer(group, named("員"))

    with pytest.raises(PermissionDenied, match="すでに引き継ぎを頼んでいます"):
        offer(group, named("管理"))
    with pytest.raises(PermissionDenied, match="この団体の代表だけ"):
        offer_hand_over(place=place_of("員"), by=named("管理"))
    with pytest.raises(PermissionDenied, match="この団体の代表だけ"):
        offer_hand_over(place=place_of("員"), by=make_coordinator())


def test_whoever_left_takes_nothing_over(group: Group) -> None:
    waiting = offer(group, named("員"))

    leave_group(membership=place_of("員"), by=named("員"))

    waiting.refresh_from_db()
    assert waiting.status == "withdrawn"
    assert "団体を離れたため" in told_to(named("代表"))
    with pytest.raises(MoveRefused):
        HAND_OVER_FLOW.make("accept", waiting, by=named("員"))


def test_group_that_is_no_more_is_not_handed_over(group: Group) -> None:
    waiting = offer(group, named("員"))
    GROUP_FLOW.make("delete", group, by=make_coordinator(), note="解散した。")

    with pytest.raises(MoveRefused, match="登録はなくなった"):
        HAND_OVER_FLOW.make("accept", waiting, by=named("員"))


def test_representative_stays_until_somebody_takes_over(group: Group) -> None:
    with pytest.raises(PermissionDenied, match="先に、ほかの構成員に代表を引き継いで"):
        leave_group(membership=place_of("代表"), by=named("代表"))
    with pytest.raises(PermissionDenied, match="代表の役割は"):
        remove_member(membership=place_of("代表"), reason="交代", by=named("管理"))
    with pytest.raises(PermissionDenied, match="ご自身の役割"):
        change_role(membership=place_of("代表"), role="member", by=named("代表"))


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_yes_and_leaving_at_once_leave_one_representative(group: Group) -> None:
    waiting = offer(group, named("員"))
    receiver, place = named("員"), place_of("員")

    at_once(
        lambda: HAND_OVER_FLOW.make("accept", waiting, by=receiver),
        lambda: leave_group(membership=place, by=receiver),
    )

    assert list(roles_in(group).values()).count("representative") == 1


def test_hand_over_on_paper_is_entered_by_the_desk(group: Group) -> None:
    desk, newcomer = make_coordinator("窓口"), make_user("後任", email="konin@example.jp")
    offer(group, named("員"))
    add = reverse("admin:groups_handover_add")
    typed = {"group": group.pk, "email": "Konin@example.jp ", "came_by": "post"}

    missing = browser_of(desk).post(add, typed)
    entered = browser_of(desk).post(add, {**typed, "came_on": "令和8年11月2日"})

    assert "受け付けた日" in missing.content.decode()
    assert entered.status_code == 302
    made = HandOver.objects.get(status="accepted")
    assert (made.offered_by, made.entered_by, made.came_by) == (named("代表"), desk, "post")
    assert made.came_on == dt.date(2026, 11, 2)
    assert roles_in(group) == {
        "代表": "manager",
        "管理": "manager",
        "員": "member",
        "後任": "representative",
    }
    assert HandOver.objects.filter(status="withdrawn").count() == 1  # what was under way has ended
    assert "構成員か管理者が変わりました" in told_to(newcomer)


def test_desk_enters_nothing_for_itself_or_its_own_group(group: Group) -> None:
    insider, receiver = make_coordinator("身内"), make_user("後任", email="konin@example.jp")
    group.memberships.create(user=insider)
    add = reverse("admin:groups_handover_add")
    typed = {"group": group.pk, "came_by": "fax", "came_on": "2026-11-02"}

    own = browser_of(insider).post(add, {**typed, "email": receiver.email})
    desk = make_coordinator("窓口")
    itself = browser_of(desk).post(add, {**typed, "email": desk.email})

    assert "公平さを守るための決まりです" in own.content.decode()
    assert "ご自身を代表にすることはできません" in itself.content.decode()
    assert roles_in(group)["代表"] == "representative"


def test_group_of_paper_gets_its_first_representative() -> None:
    group = make_group("紙の会", managers=(), status="registered")
    make_user("世話役", email="sewa@example.jp")
    typed = {"group": group.pk, "email": "sewa@example.jp", "came_by": "counter"}

    browser_of(make_coordinator()).post(
        reverse("admin:groups_handover_add"), {**typed, "came_on": "2026-11-02"}
    )

    assert roles_in(group) == {"世話役": "representative"}
    assert HandOver.objects.get().offered_by is None


def test_member_entered_at_the_counter_is_marked_so() -> None:
    group = make_group(representative=make_user("代表"))
    make_user("新人", email="shinjin@example.jp")
    typed = {"group": group.pk, "role": "member", "email": "shinjin@example.jp"}
    add, desk = reverse("admin:groups_membership_add"), browser_of(make_coordinator())

    undated = desk.post(add, {**typed, "came_by": "fax"})
    desk.post(add, {**typed, "came_by": "fax", "came_on": "2026-11-02"})

    assert "届け出を受け付けた日を入力してください。" in undated.content.decode()
    entry = AuditEntry.objects.of(group).get(action="group.members")
    assert entry.note == "加わった：新人（構成員）。（FAXで受け付け、令和8年(2026年)11月2日）"
