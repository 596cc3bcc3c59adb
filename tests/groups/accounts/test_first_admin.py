"""The first administrator comes in before any mail works: once, for a quarter of an hour, and only
where there is no other."""

import time
from typing import Any
from urllib.parse import urlsplit

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from groups.accounts import first_admin
from groups.models import User
from kyodo_portal.life.audit import AuditEntry
from tests.factories import make_user
from tests.races import at_once
from tests.signing_in import code_of_app

ADDRESS, PASSWORD = "kanri@example.jp", "とても長い合言葉-4711"
TYPED = {"new_password1": PASSWORD, "new_password2": PASSWORD}


def link(capsys: Any, address: str = ADDRESS) -> str:
    """The path that the command prints in its last line."""
    call_command("first_admin", address)
    return urlsplit(capsys.readouterr().out.splitlines()[-1]).path


@pytest.mark.django_db(transaction=True)
def test_link_sets_the_password_and_leads_to_the_second_factor(capsys: Any) -> None:
    path, browser = link(capsys), Client()
    shown = browser.get(path)
    differing = browser.post(path, {**TYPED, "new_password2": "別の合言葉-4711"})
    begun = browser.post(path, TYPED)
    setting_up = browser.get(begun.headers["Location"])
    before_the_factor = browser.get(reverse("admin:index"))
    typed = {"code": code_of_app(setting_up.context["form"].secret)}
    led = browser.post(begun.headers["Location"], typed, follow=True).content.decode()

    account = User.objects.get(email=ADDRESS)
    assert (shown.status_code, differing.status_code) == (200, 200)
    assert ADDRESS in shown.content.decode()
    assert begun.headers["Location"] == reverse("mfa_activate_totp")
    assert setting_up.status_code == 200
    assert account.check_password(PASSWORD)
    assert account.emailaddress_set.get().verified
    assert (account.is_superuser, account.is_confirmed) == (True, True)
    assert before_the_factor.status_code == 403
    assert 'href="/admin/"' in led
    assert browser.get(reverse("admin:index")).status_code == 200
    assert {entry.action: entry.by for entry in AuditEntry.objects.of(account)} == {
        "user.appoint": None,
        "user.begin": account,
        "user.sign_in": account,
    }


@pytest.mark.django_db
def test_link_is_over_when_used_late_or_replaced(capsys: Any) -> None:
    used, now = link(capsys), time.time()
    Client().post(used, TYPED)
    over = {"used": Client().get(used), "used again": Client().post(used, TYPED)}
    late = link(capsys)
    with time_machine.travel(now + 14 * 60):
        in_time = Client().get(late)
    with time_machine.travel(now + 16 * 60):
        over["late"] = Client().post(late, {**TYPED, "new_password1": PASSWORD})
    replaced = link(capsys)
    link(capsys)
    over["replaced"] = Client().get(replaced)
    over["nobody's"] = Client().get(reverse("first_admin", args=[999_999, "a-b"]))

    assert in_time.status_code == 200
    assert {name: answer.status_code for name, answer in over.items()} == dict.fromkeys(over, 410)
    assert "first_admin" in over["late"].content.decode()
    assert not User.objects.get(email=ADDRESS).has_usable_password()


@pytest.mark.django_db
def test_nobody_else_is_let_in_where_an_administrator_is(capsys: Any) -> None:
    there = make_user("管理者", is_superuser=True)
    without_factor = link(capsys)
    Authenticator.objects.create(user=there, type=Authenticator.Type.TOTP, data={"secret": "a"})
    before = User.objects.count()

    with pytest.raises(CommandError, match="すでにシステム管理者がいます"):
        call_command("first_admin", "another@example.jp")
    with pytest.raises(CommandError, match="形になっていません"):
        call_command("first_admin", "not an address")
    assert Client().get(without_factor).status_code == 200
    assert User.objects.count() == before


@pytest.mark.django_db
def test_only_administrator_who_lost_everything_begins_anew(capsys: Any) -> None:
    lost = make_user("管理者", is_superuser=True)
    Authenticator.objects.create(user=lost, type=Authenticator.Type.TOTP, data={"secret": "a"})
    browser = Client()
    browser.force_login(lost)

    link(capsys, lost.email.upper())

    lost.refresh_from_db()
    assert not lost.has_usable_password()
    assert not Authenticator.objects.exists()
    assert User.objects.filter(is_superuser=True).count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_use_the_link_at_once_one_is_first() -> None:
    account = first_admin.appoint(ADDRESS)
    _, pk, token, _ = urlsplit(first_admin.link_of(account)).path.rsplit("/", 3)

    both = at_once(*(lambda: first_admin.begin(account.pk, token, PASSWORD) for _ in range(2)))

    assert int(pk) == account.pk
    assert sorted(each is not None for each in both) == [False, True]
