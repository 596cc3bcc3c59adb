"""Leaving, being removed, getting another role: what is left undone is named, and who speaks stays."""

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from groups.actions.members import change_role, leave_group, remove_member
from groups.invitations.flow import invite
from groups.models import Group, Invitation, Membership, User
from groups.people_page import open_acts_of
from kyodo_portal.life.audit import AuditEntry
from kyodo_portal.post.outbox import OutgoingMail
from tests.evaluations.factories import make_evaluation
from tests.factories import make_department, make_group, make_project, make_user
from tests.groups.people import ask, browser_of, offer, roles_in, told_to
from tests.opened import send
from tests.proposals.factories import make_call, make_proposal
from tests.races import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def group() -> Group:
    return make_group(
        "花の会",
        representative=make_user("代表"),
        managers=(make_user("管理"),),
        treasurer=make_user("会計さん"),
        members=(make_user("員"),),
    )


def named(name: str) -> User:
    return User.objects.get(display_name=name)


def place_of(name: str) -> Membership:
    return Membership.objects.select_related("group", "user").get(user__display_name=name)


def test_page_of_the_people_says_what_each_may_do(group: Group) -> None:
    page = reverse("groups:people", args=[group.pk])
    shown = {name: browser_of(named(name)).get(page) for name in ("代表", "管理", "会計さん", "員")}

    told = {name: [str(act) for act in answer.context["my_acts"]] for name, answer in shown.items()}
    assert told["員"] == ["団体の記録や下書きを読む", "活動の報告を書く"]
    assert told["会計さん"] == [*told["員"], "団体のお金を受け持つ、予算・決算の書類を残す"]
    assert told["代表"] == [*told["管理"], "管理者を決める、外す", "代表をほかの人に引き継ぐ"]
    links = {name: answer.content.decode().count("役割を変える") for name, answer in shown.items()}
    assert links == {"代表": 3, "管理": 2, "会計さん": 0, "員": 0}
    assert browser_of(make_user()).get(page).status_code == 403


QUERIES = {"代表": 13, "管理": 13, "員": 10}


@pytest.mark.parametrize("number", [1, 3])
def test_page_of_the_people_costs_the_same_however_many_there_are(
    group: Group, number: int
) -> None:
    for index in range(number):
        group.memberships.create(user=make_user(), role="manager")
        group.memberships.create(user=make_user())
        ask(group, make_user())
        wanted = {"name": "招かれた人", "email": f"invited{index}@example.com"}
        invite(Invitation(**wanted, group=group, group_role="member"), by=named("代表"))
    offer(group, named("員"))
    page = reverse("groups:people", args=[group.pk])
    asked = {}
    for name in QUERIES:
        client = browser_of(named(name))
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            client.get(page)
        asked[name] = len(queries)

    assert asked == QUERIES


def test_new_role_is_given_on_a_page_and_told(group: Group) -> None:
    member, treasurer = place_of("員"), place_of("会計さん")
    page = reverse("groups:person", args=[member.pk])
    boss, manager = browser_of(named("代表")), browser_of(named("管理"))

    by_manager = send(manager, page, {"role": "manager"})
    raised = send(boss, page, {"role": "manager"})
    send(manager, reverse("groups:person", args=[treasurer.pk]), {"role": "member"})

    assert (by_manager.status_code, raised.status_code) == (200, 302)
    assert roles_in(group) == {
        "代表": "representative",
        "管理": "manager",
        "員": "manager",
        "会計さん": "member",
    }
    assert "構成員か管理者が変わりました" in told_to(named("員"))
    assert "あなたの役割が「構成員」になりました" in told_to(named("会計さん"))
    assert manager.get(page).status_code == 403  # a manager by now


def test_two_writers_of_one_role_are_told_of_each_other(group: Group) -> None:
    page = reverse("groups:person", args=[place_of("員").pk])
    boss, manager = browser_of(named("代表")), browser_of(named("管理"))
    seen = boss.get(page).context["seen"].token
    send(manager, page, {"role": "treasurer"})

    assert boss.post(page, {"role": "manager", "seen": seen}).status_code == 409
    assert place_of("員").role == "treasurer"


def test_who_is_removed_is_told_why_and_does_nothing_any_more(group: Group) -> None:
    page = reverse("groups:person_remove", args=[place_of("員").pk])
    manager = browser_of(named("管理"))

    nothing = manager.post(page, {"reason": " "})
    removed = manager.post(page, {"reason": "一年のあいだ連絡がとれないため。"})

    assert "「外す理由」を入力してください。" in nothing.content.decode()
    assert removed.status_code == 302
    assert "員" not in roles_in(group)
    assert "一年のあいだ連絡がとれないため。" in told_to(named("員"), "外れました")
    entry = AuditEntry.objects.of(group).get(action="group.members")
    assert entry.note == "外れた：員（構成員）。"
    with pytest.raises(PermissionDenied):
        remove_member(membership=place_of("管理"), reason="", by=named("管理"))


def test_leaving_lists_what_is_left_undone_first(group: Group) -> None:
    manager, member = named("管理"), named("員")
    signing = make_project("署名を待つ道", groups=(group,), departments=(make_department(),))
    evaluation = make_evaluation(make_project("終わった道", groups=(group,), status="completed"))
    call = make_call(proposers="registered")
    make_proposal("代表の下書き", call=call, group=group, by=named("代表"))
    make_proposal("員の下書き", call=call, group=group, by=member)
    ask(group, make_user())

    acts = {
        person.display_name: [task.label for task in open_acts_of(place_of(person.display_name))]
        for person in (manager, member)
    }
    page = browser_of(manager).get(reverse("groups:leave", args=[group.pk])).content.decode()

    assert acts["員"] == ["提案「員の下書き」を書いて提出する"]
    assert acts["管理"] == [
        f"協定の内容を確かめて署名する：{signing.title}",
        "提案「代表の下書き」を書いて提出する",
        "提案「員の下書き」を書いて提出する",
        f"「{evaluation}」の評価シートを書く",
        "加入の申し込みに返事をする（1件）",
    ]
    assert [label for label in acts["管理"] if label not in page] == []
    left = browser_of(manager).post(reverse("groups:leave", args=[group.pk]))
    assert left["Location"] == reverse("my")
    assert "管理" not in roles_in(group)


def test_last_who_speaks_stays_and_is_told_the_way() -> None:
    alone = make_user("ひとり")
    group = make_group(representative=alone, members=(make_user("員"),))
    browser = browser_of(alone)
    page = reverse("groups:leave", args=[group.pk])

    shown = browser.get(page).content.decode()

    assert "代表を引き継いでください" in shown
    assert reverse("groups:hand_over", args=[group.pk]) in shown
    assert browser.post(page).status_code == 403
    assert roles_in(group)["ひとり"] == "representative"


def test_letters_of_a_group_do_not_reach_the_city(group: Group) -> None:
    """Who belongs to a group, it settles by itself: the coordinators are not written to."""
    named("代表")
    change_role(membership=place_of("員"), role="treasurer", by=named("代表"))
    leave_group(membership=place_of("会計さん"), by=named("会計さん"))

    told = set(OutgoingMail.objects.values_list("to", flat=True))
    assert told == {named(name).email for name in ("代表", "管理", "員")}


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_who_leave_at_once_leave_one() -> None:
    """Managers of a group whose representative has closed their account."""
    one, two = make_user("一人目"), make_user("二人目")
    group = make_group(managers=(one, two))
    places = [Membership.objects.get(user=user) for user in (one, two)]

    outcomes = at_once(
        *(
            lambda place=place: leave_group(membership=place, by=User.objects.get(pk=place.user_id))
            for place in places
        )
    )

    assert len(roles_in(group)) == 1
    assert [type(each).__name__ for each in outcomes if each] == ["PermissionDenied"]
