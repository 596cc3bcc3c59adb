"""Groups and accounts in the admin."""

import datetime as dt
from typing import Any

import pytest
from django.contrib.auth.models import Group as RoleGroup
from django.db import connection
from django.test import Client

from groups.models import EligibilityAnswer, Group, User
from tests.factories import (
    make_coordinator,
    make_department,
    make_group,
    make_staff,
    make_user,
    today,
)
from tests.opened import send, shown_on

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person, backend=BACKEND)
    return client


def change(group: Group) -> str:
    return f"/admin/groups/group/{group.pk}/change/"


def group_form(group: Group, answers: list[EligibilityAnswer]) -> dict[str, Any]:
    posted: dict[str, Any] = {
        "name": group.name,
        "name_kana": group.name_kana,
        "kind": group.kind,
        "purpose": group.purpose,
        "activities": group.activities,
        "area": group.area,
        "members_count": "１２",
        "eligibility-TOTAL_FORMS": len(answers),
        "eligibility-INITIAL_FORMS": len(answers),
    }
    for place, answer in enumerate(answers):
        posted |= {f"eligibility-{place}-id": answer.pk, f"eligibility-{place}-confirmed": "on"}
    return posted


def test_coordinator_confirms_the_checklist_and_registers() -> None:
    group = make_group(status="applied", eligible=False, managers=(make_user(),))
    client = signed_in(make_coordinator())
    move = f"/admin/groups/group/{group.pk}/move/"
    assert client.post(move, {"move": "register", "seen": "applied"}).status_code == 409
    assert "いまはできません" in client.get(change(group)).content.decode()

    send(client, change(group), group_form(group, list(group.eligibility.all())))
    assert client.post(move, {"move": "register", "seen": "applied"}).status_code == 302

    group.refresh_from_db()
    assert group.status == "registered"
    assert [entry.action for entry in group.history()] == ["group.edit", "group.register"]


def test_page_leads_to_the_renewal_while_there_is_one() -> None:
    due, later = (make_group(valid_until=today() + dt.timedelta(days=days)) for days in (-3, 400))
    client = signed_in(make_coordinator())

    led = [
        f'href="/groups/{each.pk}/renew/"' in client.get(change(each)).text for each in (due, later)
    ]

    assert led == [True, False]


def test_saving_the_form_does_not_undo_a_move_made_meanwhile() -> None:
    group = make_group(status="applied", managers=(make_user(),))
    client = signed_in(make_coordinator())
    posted = {**group_form(group, []), "area": "駅前", "seen": shown_on(client, change(group))}
    Group.objects.filter(pk=group.pk).update(status="registered")

    client.post(change(group), {**posted, "status": "deleted"})

    group.refresh_from_db()
    assert (group.status, group.area) == ("registered", "駅前")


def test_staff_of_departments_cannot_confirm_or_mend() -> None:
    group = make_group()
    group.eligibility.update(confirmed=False)
    posted = group_form(group, list(group.eligibility.all())) | {"name": "乗っ取り"}

    assert signed_in(make_staff(make_department())).post(change(group), posted).status_code == 403

    group.refresh_from_db()
    assert group.name != "乗っ取り"
    assert not group.eligibility.filter(confirmed=True).exists()


def test_forged_rows_of_the_checklist_change_nothing() -> None:
    group, other = make_group(status="applied", eligible=False), make_group(eligible=False)
    posted = group_form(group, [other.eligibility.first()])
    posted |= {
        "eligibility-TOTAL_FORMS": 2,
        "eligibility-0-DELETE": "on",
        "eligibility-1-key": "made_up",
        "eligibility-1-confirmed": "on",
    }
    before = list(EligibilityAnswer.objects.order_by("pk").values())

    send(signed_in(make_coordinator()), change(group), posted)

    assert list(EligibilityAnswer.objects.order_by("pk").values()) == before


def test_contact_record_is_for_coordinators_alone() -> None:
    group = make_group()
    for person, seen in (
        (make_coordinator(), True),
        (make_staff(make_department()), False),
        (make_user(is_superuser=True), False),
    ):
        page = signed_in(person).get(change(group)).content.decode()
        assert ("000-0000-0000" in page) is seen


def test_new_account_has_no_password_and_no_role_before_it_is_confirmed() -> None:
    client = signed_in(make_user(is_superuser=True))
    chosen = RoleGroup.objects.get(name="coordinator")
    posted = {
        "email": "New.Person@example.jp",
        "display_name": "新しい人",
        "groups": [chosen.pk],
        "is_superuser": "on",
    }

    assert client.post("/admin/groups/user/add/", posted).status_code == 302

    made = User.objects.get(email="new.person@example.jp")
    assert not made.has_usable_password()
    assert (made.role_names, made.is_superuser, made.is_active) == (frozenset(), False, True)


def test_administrator_cannot_lock_themselves_out() -> None:
    admin = make_user(is_superuser=True)
    address = f"/admin/groups/user/{admin.pk}/change/"

    send(signed_in(admin), address, {"display_name": "管理", "email": "x@example.jp"})

    admin.refresh_from_db()
    assert admin.display_name == "管理"
    assert (admin.is_active, admin.is_superuser) == (True, True)
    assert admin.email != "x@example.jp"


TOO_LARGE = ["99999999999999999999999999", str(2**63)]


@pytest.mark.parametrize("number", TOO_LARGE)
def test_number_that_no_database_could_hold_changes_nothing(number: str) -> None:
    """PostgreSQL finds no such record; SQLite cannot look for it."""
    department = make_department("環境課")
    client = signed_in(make_user(is_superuser=True))
    account = {"display_name": "新しい人", "groups": [number]}
    changed = {"name": "環境課", "name_kana": "カンキョウカ", "staff": [number]}
    expected = 400 if connection.vendor == "sqlite" else 200

    person = make_user()
    answer = send(client, f"/admin/groups/user/{person.pk}/change/", account)
    assert answer.status_code == expected
    answer = send(client, f"/admin/groups/department/{department.pk}/change/", changed)
    assert answer.status_code == expected
    assert not User.objects.filter(display_name="新しい人").exists()
    assert not department.staff.exists()
