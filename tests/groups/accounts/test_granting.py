"""What an account is given is written down by name, before and after, and told."""

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group as RoleGroup
from django.test import Client

from groups.models import Membership, User
from groups.rules.groups import can_apply
from kyodo_portal.life.audit import AuditEntry
from kyodo_portal.life.verdicts import Verdict
from kyodo_portal.post.outbox import OutgoingMail
from proposals.rules.reviews import may_review
from tests.factories import (
    make_coordinator,
    make_department,
    make_group,
    make_reviewer,
    make_user,
)
from tests.opened import send, shown_on
from tests.proposals.factories import make_proposal

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin() -> Client:
    client = Client()
    client.force_login(make_user("管理 ひとし", is_superuser=True))
    return client


def grants(account: User) -> list[tuple[str, Any, Any]]:
    entries = AuditEntry.objects.of(account).filter(action="user.grant")
    return [(entry.note, entry.data["before"], entry.data["after"]) for entry in entries]


def told() -> set[str]:
    letters = OutgoingMail.objects.filter(subject__contains="アカウントの役割が変わりました")
    return set(letters.values_list("to", flat=True))


def role(name: str) -> int:
    return RoleGroup.objects.get_or_create(name=name)[0].pk


def test_roles_and_the_right_of_the_administrator(admin: Client) -> None:
    person, coordinator = make_user("緑川"), make_coordinator()
    page = f"/admin/groups/user/{person.pk}/change/"
    kept = {"display_name": "緑川", "is_active": "on"}
    send(admin, page, {**kept, "groups": [role("reviewer")]})
    send(admin, page, {**kept, "groups": [role("coordinator")], "is_superuser": "on"})
    send(admin, page, {**kept, "groups": [role("coordinator")], "is_superuser": "on"})

    both = ["システム管理者", "協働担当"]
    assert grants(person) == [
        ("加えたもの：審査委員", [], ["審査委員"]),
        ("加えたもの：システム管理者、協働担当。外したもの：審査委員", ["審査委員"], both),
    ]
    assert told() == {person.email, coordinator.email}


def test_department_tells_those_who_come_and_go(admin: Client) -> None:
    stays, goes, comes = make_user("残る人"), make_user("去る人"), make_user("来る人")
    department = make_department("みどり公園課", staff=(stays, goes))
    page = f"/admin/groups/department/{department.pk}/change/"
    send(
        admin,
        page,
        {"name": "みどり公園課", "name_kana": "ミドリ", "staff": [stays.pk, comes.pk]},
    )

    name = "みどり公園課の職員"
    assert (grants(stays), grants(goes), grants(comes)) == (
        [],
        [(f"外したもの：{name}", [name], [])],
        [(f"加えたもの：{name}", [], [name])],
    )


def test_manager_of_a_group(admin: Client) -> None:
    person = make_user("花村")
    group = make_group("花の会", managers=(make_user(),), members=(person,))
    place = Membership.objects.get(user=person)
    send(admin, f"/admin/groups/membership/{place.pk}/change/", {"role": "manager"})

    assert [row[0] for row in grants(person)] == [f"加えたもの：団体「{group.name}」の管理者"]


def test_account_that_nobody_has_confirmed_gets_nothing(admin: Client) -> None:
    """Whoever signed up with the address of an officer to come: each way there is refused."""
    waiting = make_user("だれか", confirmed_at=None)
    group = make_group(managers=(make_user(),))
    department = make_department("道路課")
    account = f"/admin/groups/user/{waiting.pk}/change/"
    kept = {"display_name": "だれか", "is_active": "on"}
    answers = {
        "role": send(admin, account, {**kept, "groups": [role("coordinator")]}),
        "administrator": send(admin, account, {**kept, "is_superuser": "on"}),
        "department": send(
            admin,
            f"/admin/groups/department/{department.pk}/change/",
            {"name": "道路課", "name_kana": "ドウロカ", "staff": [waiting.pk]},
        ),
        "group": admin.post(
            "/admin/groups/membership/add/",
            {"user": waiting.pk, "group": group.pk, "role": "manager"},
        ),
    }

    said = {
        way: "まだメールアドレスが確認されていません" in a.content.decode()
        for way, a in answers.items()
    }
    assert said == dict.fromkeys(said, True)
    fresh = User.objects.get(pk=waiting.pk)
    assert (fresh.is_staff, fresh.role_by_group) == (False, {})
    refused: list[Verdict] = [can_apply(fresh)]
    reviewer = make_reviewer()
    User.objects.filter(pk=reviewer.pk).update(confirmed_at=None)
    refused.append(may_review(User.objects.get(pk=reviewer.pk), make_proposal(status="submitted")))
    assert [bool(verdict) for verdict in refused] == [False, False]
    assert all("メールアドレス" in verdict.reason for verdict in refused)


def test_form_that_adds_an_account_says_which_it_found(admin: Client) -> None:
    make_user("待つ人", email="waiting@example.jp", confirmed_at=None)
    make_user("使う人", email="active@example.jp")
    make_user("閉じた人", email="closed@example.jp", is_active=False)
    found = {}
    for state in ("waiting", "active", "closed", "new"):
        typed = {"email": f"{state}@example.jp", "display_name": "新しい人"}
        answer = admin.post("/admin/groups/user/add/", typed, follow=True)
        form = answer.context.get("adminform")
        errors = form.form.errors.get("email", [""]) if form else [""]
        found[state] = str(errors[0])

    words = {
        "waiting": "確認を待っています（待つ人",
        "active": "すでに登録されています（使う人、利用中）",
        "closed": "閉じられています（閉じた人）",
    }
    assert {state: words.get(state, "") in said for state, said in found.items()} == dict.fromkeys(
        found, True
    )
    made = User.objects.get(email="new@example.jp")
    assert EmailAddress.objects.filter(user=made, verified=False, primary=True).count() == 1
    [letter] = OutgoingMail.objects.filter(to="new@example.jp")
    assert "メールでコードを受け取る" in letter.body
    assert shown_on(admin, f"/admin/groups/user/{made.pk}/change/")


def test_manager_who_leaves_and_comes_back(admin: Client) -> None:
    person, coordinator = make_user("花村"), make_coordinator()
    group = make_group("花の会", managers=(make_user(), person))
    place = Membership.objects.get(user=person)
    admin.post(f"/admin/groups/membership/{place.pk}/end/")
    admin.post(
        "/admin/groups/membership/add/",
        {"user": person.pk, "group": group.pk, "role": "manager"},
    )

    name = f"団体「{group.name}」の管理者"
    assert grants(person) == [
        (f"外したもの：{name}", [name], []),
        (f"加えたもの：{name}", [], [name]),
    ]
    assert told() == {person.email, coordinator.email}
